import HDF5
import Imaging
import TestSupport
import Testing

/// Resizing against Pillow, byte for byte.
@Suite struct GoldenResizingTests {
  static func groups(_ prefix: String) throws -> [String] {
    let golden = try Goldens.open("resize")
    return try golden.file.children().filter {
      $0.hasPrefix(prefix) && $0.dropFirst(prefix.count).allSatisfy(\.isNumber)
    }
  }

  @Test(arguments: try groups("resize"))
  func `every byte is that of Pillow`(in group: String) throws {
    let golden = try Goldens.open("resize")
    let image = try golden.image("images/\(golden.text(group, "image"))")
    try check(image, image.bounds, group, golden)
  }

  @Test(arguments: try groups("rrc"))
  func `a crop is resized as if it were all there is`(in group: String) throws {
    let golden = try Goldens.open("resize")
    let image = try golden.image("images/\(golden.text(group, "image"))")
    let crop = try golden.file.attribute(group, "crop_y0_x0_h_w", as: [Int].self)
    let box = PixelBox(x: crop[1], y: crop[0], width: crop[3], height: crop[2])
    try check(image, box, group, golden)
    let cropped = image.cropped(to: box)
    try check(cropped, cropped.bounds, group, golden)
  }

  private func check(
    _ image: PixelImage, _ box: PixelBox, _ group: String, _ golden: borrowing GoldenFile
  ) throws {
    let filter = try #require(
      ResamplingFilter(rawValue: golden.text(group, "interpolation")))
    let (height, width) = (
      try golden.integer(group, "out_h"), try golden.integer(group, "out_w")
    )
    let found = image.resized(box, toWidth: width, height: height, filter: filter)
    #expect(found == (try golden.image("\(group)/y")))
    // The older order is given where it makes a difference.
    let older = golden.file.exists("\(group)/y_horizontal_first") ? "y_horizontal_first" : "y"
    let widthFirst = image.resized(
      box, toWidth: width, height: height, filter: filter, order: .widthFirst)
    #expect(widthFirst == (try golden.image("\(group)/\(older)")))
  }

  @Test func `the order of passes makes a difference that the golden file shows`() throws {
    let golden = try Goldens.open("resize")
    let differing = try Self.groups("resize").filter {
      golden.file.exists("\($0)/y_horizontal_first")
    }
    #expect(!differing.isEmpty)
  }
}
