import Imaging
import Randomness
import Testing

@testable import Datasets

@Suite struct PaddedCropTests {
  @Test func `crops and flips keep the addresses of their draws, or old runs would change`() {
    let seed = Seed(root: 11, replicate: 2)
    for sample in 0..<50 {
      func stream(lane: Int) -> RandomStream {
        RandomStream(seed: seed, purpose: .augmentation, epoch: 3, index: sample, lane: lane)
      }
      var (crop, flip) = (stream(lane: 0), stream(lane: 1))
      let found = Augmentation.drawn(
        at: SampleAddress(seed: seed, epoch: 3, sample: sample), padding: 4, flips: true)
      #expect(found.offset.x == crop.nextInteger(below: 9))
      #expect(found.offset.y == crop.nextInteger(below: 9))
      #expect(found.isFlipped == (flip.nextInteger(below: 2) == 1))
    }
  }

  @Test func `a crop at the padding leaves the image in place`() {
    let image = PixelImage(width: 3, height: 2, channels: 1, bytes: [1, 2, 3, 4, 5, 6])
    let augmentation = Augmentation(padding: 2, offset: [2, 2])
    #expect(augmentation.applied(to: image) == image)
    let moved = Augmentation(padding: 2, offset: [3, 1], isFlipped: true).applied(to: image)
    #expect(moved.bytes == [0, 0, 0, 0, 3, 2])
  }
}
