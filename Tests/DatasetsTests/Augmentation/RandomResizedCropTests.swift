import HDF5
import Imaging
import Randomness
import TestSupport
import Testing

@testable import Datasets

@Suite struct RandomResizedCropTests {
  @Test func `proposals and the way out after ten of them are those of timm`() throws {
    let rows = try Goldens.open("resize").rows("rrc_proposal/rows")
    let crop = RandomResizedCrop()
    #expect(rows.contains { $0[10] == 1 } && rows.contains { $0[10] == 0 })
    for row in rows {
      let (height, width) = (Int(row[0]), Int(row[1]))
      var box = crop.proposal(width: width, height: height, areaUnit: row[2], aspectUnit: row[3])
      #expect((box == nil) == (row[10] == 1))
      if let size = box {
        box?.y = Int(row[4] * Double(height - size.height + 1))
        box?.x = Int(row[5] * Double(width - size.width + 1))
      }
      let found = box ?? crop.fallback(width: width, height: height)
      let expected = PixelBox(
        x: Int(row[7]), y: Int(row[6]), width: Int(row[9]), height: Int(row[8]))
      #expect(found == expected, "\(row)")
    }
  }

  @Test(arguments: [(500, 375), (31, 900), (900, 31), (3, 3), (1, 1)])
  func `boxes lie in the image`(width: Int, height: Int) {
    let image = PixelBox(x: 0, y: 0, width: width, height: height)
    let boxes = (0..<300).map { sample in
      RandomResizedCrop().drawn(
        at: SampleAddress(seed: Seed(root: 3), epoch: 1, sample: sample), width: width,
        height: height)
    }
    for box in boxes {
      #expect(box.width > 0 && box.height > 0 && box.x >= 0 && box.y >= 0)
      #expect(box.x + box.width <= image.width && box.y + box.height <= image.height)
    }
    // A twelfth of the area of a very long image is wider than its shorter side: always the way out.
    #expect((Set(boxes).count > 1) == [500, 3].contains(width))
  }

  @Test func `areas and aspects spread over their ranges`() {
    let boxes = (0..<4_000).map { sample in
      RandomResizedCrop().drawn(
        at: SampleAddress(seed: Seed(root: 3), epoch: 0, sample: sample), width: 1_000,
        height: 1_000)
    }
    let areas = boxes.map { Double($0.width * $0.height) / 1e6 }
    #expect((areas.min() ?? 1) < 0.09 && (areas.max() ?? 0) > 0.9)
    // Parts of the area are uniform but for those above 3/4, of which ln(1 / part) / ln(4 / 3) fit. Four deviations.
    let mean = areas.reduce(0, +) / Double(areas.count)
    #expect(abs(mean - 0.478) < 0.016, "\(mean)")
    let aspects = boxes.map { Double($0.width) / Double($0.height) }
    #expect((aspects.min() ?? 1) < 0.77 && (aspects.max() ?? 1) > 1.3)
    #expect(aspects.allSatisfy { (0.74...1.35).contains($0) })
  }
}
