import Imaging
import Randomness
import Testing

@testable import Datasets

@Suite struct ScaleJitterTests {
  private let jitter = ScaleJitter(sides: 9...10, resolution: 8)

  private func address(_ sample: Int, epoch: Int = 0) -> SampleAddress {
    SampleAddress(seed: Seed(root: 5), epoch: epoch, sample: sample)
  }

  /// An image whose every pixel tells its place.
  private let image = PixelImage(
    width: 40, height: 30, channels: 3,
    bytes: (0..<30).flatMap { y in (0..<40).flatMap { x in [UInt8(6 * x), UInt8(8 * y), 9] } })

  private func cropped(_ jitter: ScaleJitter, _ address: SampleAddress) -> PixelImage {
    jitter.drawn(at: address, width: 40, height: 30, filter: .bilinear).applied(to: image)
  }

  @Test func `a crop is one of those out of the image at one of the sizes`() {
    // Shorter sides of 9 and 10, longer ones rounded down: all crops of both.
    let crops = zip([9, 10], [12, 13]).map { height, width in
      let resized = image.resized(toWidth: width, height: height, filter: .bilinear)
      return (0...height - 8).flatMap { y in
        (0...width - 8).map { x in
          resized.cropped(to: PixelBox(x: x, y: y, width: 8, height: 8))
        }
      }
    }
    var found = Array(repeating: Set<PixelImage>(), count: 2)
    for sample in 0..<400 {
      let crop = cropped(jitter, address(sample))
      let size = crops.firstIndex { $0.contains(crop) }
      guard let size else {
        Issue.record("the crop of sample \(sample) is none of them")
        continue
      }
      found[size].insert(crop)
    }
    // Every place of every size occurs: 10 and 18 crops.
    #expect(found.map(\.count) == crops.map(\.count))
  }

  @Test func `one size and no room is the whole image resized`() {
    let exact = ScaleJitter(sides: 30...30, resolution: 30)
    let crop = exact.drawn(at: address(3), width: 30, height: 30, filter: .bilinear)
    let square = image.cropped(to: PixelBox(x: 0, y: 0, width: 30, height: 30))
    #expect(crop.applied(to: square) == square)
  }

  @Test func `samples and epochs have crops of their own, the same each time`() {
    let crops = (0..<20).map { cropped(jitter, address($0)) }
    #expect(crops == (0..<20).map { cropped(jitter, address($0)) })
    #expect(crops != (0..<20).map { cropped(jitter, address($0, epoch: 1)) })
    #expect(Set(crops).count > 10)
  }
}
