import Foundation
import Imaging
import Randomness
import Testing

@testable import Datasets

/// What Pillow makes of colours, in Golden/hue.json; hue.py beside it made it.
private struct GoldenHue: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    let factor: Double
    let sha256: String
    var testDescription: String { "\(factor)" }
  }

  let cases: [Case]

  static let cases: [Case] = {
    guard let url = Bundle.module.url(forResource: "Golden/hue", withExtension: "json"),
      let file = try? JSONDecoder().decode(GoldenHue.self, from: Data(contentsOf: url))
    else { return [] }
    return file.cases
  }()
}

@Suite struct ColorJitterTests {
  /// Every fifth value of each channel.
  private static let colors: PixelImage = {
    let values = stride(from: UInt8(0), through: 255, by: 5).map(\.self)
    var bytes: [UInt8] = []
    for red in values {
      for green in values {
        for blue in values { bytes += [red, green, blue] }
      }
    }
    return PixelImage(width: 52 * 52, height: 52, channels: 3, bytes: bytes)
  }()

  @Test func `there are golden cases`() { #expect(GoldenHue.cases.count == 9) }

  @Test(arguments: GoldenHue.cases)
  fileprivate func `turned hues have torchvision's bytes`(golden: GoldenHue.Case) {
    let turned = ImageOperation.hue(golden.factor).applied(
      to: Self.colors, filter: .nearest, fill: [0, 0, 0])
    #expect(ImageDigest(of: turned.bytes).hexadecimal == golden.sha256)
  }

  @Test func `a third of a turn makes red green, green blue and blue red`() {
    let pure = PixelImage(
      width: 4, height: 1, channels: 3, bytes: [255, 0, 0, 0, 255, 0, 0, 0, 255, 90, 90, 90])
    #expect(
      pure.hueTurned(by: 1.0 / 3).bytes == [0, 255, 0, 0, 0, 255, 255, 0, 0, 90, 90, 90])
    let grey = PixelImage(width: 2, height: 1, channels: 1, bytes: [4, 200])
    #expect(grey.hueTurned(by: 0.3) == grey)
  }

  @Test func `hue is one of four changes in random order, and of three without it`() {
    var orders: Set<[Int]> = []
    var turns: [Double] = []
    for index in 0..<400 {
      var random = RandomStream(seed: Seed(root: 6), purpose: .augmentation, index: index)
      let operations = ColorJitter(strength: 0.4, hue: 0.1).operations(&random)
      let places = operations.map { operation in
        switch operation {
        case .brightness: 0
        case .contrast: 1
        case .color: 2
        case .hue: 3
        default: -1
        }
      }
      for case .hue(let turn) in operations { turns.append(turn) }
      orders.insert(places)
      #expect(places.sorted() == [0, 1, 2, 3])
      #expect(ColorJitter(strength: 0.4).operations(&random).count == 3)
    }
    #expect(orders.count == 24 && turns.allSatisfy { abs($0) <= 0.1 })
    #expect((turns.min() ?? 0) < -0.095 && (turns.max() ?? 0) > 0.095)
  }
}
