import Foundation
import Imaging
import TestSupport
import Testing

@testable import Datasets

@Suite struct JPEGDecoderTests {
  struct Golden: Decodable {
    let pillow: String
    let cases: [Case]
  }

  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let jpeg, pixels: Data
    let height, width: Int

    var testDescription: String { name }
  }

  static func cases() throws -> [Case] {
    let url = try #require(
      Bundle.module.url(forResource: "jpeg", withExtension: "json", subdirectory: "Golden"))
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url)).cases
  }

  @Test(arguments: try cases())
  func `every byte equals what Pillow makes`(example: Case) throws {
    var decoder = JPEGDecoder()
    let header = try decoder.header(of: example.jpeg)
    let image = try decoder.decode(example.jpeg)
    #expect((header.height, header.width) == (example.height, example.width))
    #expect((image.height, image.width, image.channels) == (example.height, example.width, 3))
    #expect(image.bytes == Array(example.pixels))
  }

  @Test func `a decoder that met a broken file decodes the next as if it were its first`() throws {
    let sound = TestJPEG.colored(width: 40, height: 30)
    var fresh = JPEGDecoder()
    let expected = try fresh.decode(sound)
    var decoder = JPEGDecoder()
    let cuts = (1..<10).map { sound.prefix(sound.count * $0 / 10) }
    for broken in cuts + [TestJPEG.overwritten(sound), TestJPEG.garbage, Data()] {
      #expect(throws: JPEGError.self) { try decoder.decode(broken) }
      #expect(try decoder.decode(sound) == expected)
    }
  }

  @Test func `an image of several scans is decoded whole or not at all`() throws {
    let sound = TestJPEG.progressive(width: 64, height: 64)
    var decoder = JPEGDecoder()
    #expect(try decoder.decode(sound).bytes.count == 64 * 64 * 3)
    // Cut off between scans, so that a blurred image is there already.
    for part in 3..<10 {
      #expect(throws: JPEGError.self) { try decoder.decode(sound.prefix(sound.count * part / 10)) }
    }
  }

  @Test func `a grey image has three equal channels`() throws {
    var decoder = JPEGDecoder()
    let bytes = try decoder.decode(TestJPEG.grey(width: 9, height: 7)).bytes
    #expect(bytes.count == 9 * 7 * 3)
    let pixels = (0..<9 * 7).map { Array(bytes[3 * $0..<3 * $0 + 3]) }
    #expect(pixels.allSatisfy { Set($0).count == 1 })
    #expect(Set(bytes).count > 10)
  }

  @Test func `bytes after the last row do no harm`() throws {
    let sound = TestJPEG.colored(width: 40, height: 30)
    let trailing = sound.dropLast(2) + Data(repeating: 7, count: 9) + sound.suffix(2)
    var decoder = JPEGDecoder()
    #expect(try decoder.decode(trailing) == decoder.decode(sound))
  }

  @Test(
    arguments: zip(
      [
        Data(), TestJPEG.garbage, Data([0x89]) + Data("PNG\r\n".utf8), Data("GIF89a".utf8),
        TestJPEG.cutOff(TestJPEG.colored(width: 64, height: 64)),
        TestJPEG.overwritten(TestJPEG.colored(width: 64, height: 64)),
        TestJPEG.colored(width: 8, height: 8).prefix(30),
      ],
      [
        "it is no JPEG: the file is empty",
        "it is no JPEG: it begins with 74 68 69 73 instead of ff d8 ff",
        "it is no JPEG: it begins as a PNG", "it is no JPEG: it begins as a GIF",
        "it is damaged or cut off (Premature end of JPEG file)",
        "it is damaged or cut off (Corrupt JPEG data: ",
        "it cannot be decoded (it holds no image)",
      ]))
  func `what is wrong with a file is said`(file: Data, message: String) throws {
    var decoder = JPEGDecoder()
    let error = #expect(throws: JPEGError.self) { try decoder.decode(file) }
    #expect(try #require(error).description.hasPrefix(message), "\(error?.description ?? "")")
  }

  @Test func `an image of too many pixels is refused by its header`() throws {
    var file = TestJPEG.colored(width: 8, height: 8)
    let frame = try #require(file.firstRange(of: [0xFF, 0xC0]))
    let size = frame.lowerBound + 5  // Height and width follow marker, length and precision.
    file.replaceSubrange(size..<size + 4, with: [0xFF, 0x00, 0xFF, 0x00])
    var decoder = JPEGDecoder()
    #expect(throws: JPEGError.tooLarge(width: 65_280, height: 65_280)) { try decoder.decode(file) }
  }
}
