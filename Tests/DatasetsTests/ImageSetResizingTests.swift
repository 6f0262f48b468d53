import Foundation
import Imaging
import Testing

@testable import Datasets

@Suite struct ImageSetResizingTests {
  struct Golden: Decodable {
    let pillow: String
    let cases: [Case]
  }

  struct Case: Decodable, CustomTestStringConvertible {
    let height, width, newHeight, newWidth: Int
    let filter: String
    let source, result: [UInt8]

    var testDescription: String { "\(filter) \(height)x\(width) to \(newHeight)x\(newWidth)" }
  }

  static func cases() throws -> [Case] {
    let url = try #require(
      Bundle.module.url(forResource: "resize", withExtension: "json", subdirectory: "Golden"))
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url)).cases
  }

  @Test(arguments: try cases())
  func `every byte equals what Pillow makes`(example: Case) throws {
    let images = ImageSet(
      pixels: example.source, size: (example.height, example.width), labels: [0], classCount: 1,
      normalization: Normalization(mean: [0, 0, 0], deviation: [1, 1, 1]))
    let filter = try #require(ResamplingFilter(rawValue: example.filter))
    let resized = images.resized(
      height: example.newHeight, width: example.newWidth, filter: filter)
    #expect(resized.pixels == example.result)
  }

  @Test func `each image of several is resized as if it were alone`() throws {
    let examples = try Self.cases().filter { $0.filter == "bilinear" && $0.height == 32 }
    let example = try #require(examples.first)
    let images = ImageSet(
      pixels: Array(example.source.reversed()) + example.source,
      size: (example.height, example.width), labels: [0, 0], classCount: 1,
      normalization: Normalization(mean: [0, 0, 0], deviation: [1, 1, 1]))
    let resized = images.resized(height: example.newHeight, width: example.newWidth)
    #expect(Array(resized.pixels.suffix(example.result.count)) == example.result)
  }
}
