import HDF5
import Imaging
import TestSupport
import Testing

@testable import Datasets

@Suite struct EvaluationViewTests {
  static func groups() throws -> [String] {
    try Goldens.open("resize").file.children().filter { $0.hasPrefix("eval") }
  }

  @Test(arguments: try groups())
  func `an evaluation shows what timm's shows`(in group: String) throws {
    let golden = try Goldens.open("resize")
    let image = try golden.image("images/\(golden.text(group, "image"))")
    let view = EvaluationView(
      resolution: try golden.integer(group, "size"),
      cropRatio: try golden.file.attribute(group, "crop_pct", as: Double.self),
      filter: try #require(ResamplingFilter(rawValue: golden.text(group, "interpolation"))))
    let resized = view.resizedSize(width: image.width, height: image.height)
    #expect(resized.width == (try golden.integer(group, "resized_w")))
    #expect(resized.height == (try golden.integer(group, "resized_h")))
    let shown = view.applied(to: image)
    let expected = try golden.file.read("\(group)/u8_chw", as: UInt8.self).elements
    let area = view.resolution * view.resolution
    #expect((0..<3 * area).map { shown.bytes[$0 % area * 3 + $0 / area] } == expected)
    let normalization = Normalization(
      mean: try golden.file.attribute(group, "mean", as: [Double].self),
      deviation: try golden.file.attribute(group, "std", as: [Double].self))
    var numbers = [Float](repeating: 0, count: 3 * area)
    var span = numbers.mutableSpan
    shown.write(normalization.table, to: &span, from: 0)
    let reference = try golden.floats("\(group)/normalized_chw")
    for place in 0..<3 * area {
      // Single precision there, one rounding of double precision here.
      #expect(abs(numbers[place % area * 3 + place / area] - reference[place]) < 1e-6)
    }
  }
}
