import Imaging
import Randomness
import Testing

@testable import Datasets

@Suite struct ScaleJitterTests {
  private let jitter = ScaleJitter(resolution: 8)

  private func address(_ sample: Int, epoch: Int = 0) -> SampleAddress {
    SampleAddress(seed: Seed(root: 5), epoch: epoch, sample: sample)
  }

  /// A frame whose every pixel tells its place, in a tone of the frame's own.
  private func frame(_ tone: UInt8, width: Int = 40, height: Int = 30) -> PixelImage {
    let bytes = (0..<height).flatMap { y in
      (0..<width).flatMap { x in [UInt8(6 * x), UInt8(8 * y), tone] }
    }
    return PixelImage(width: width, height: height, channels: 3, bytes: bytes)
  }

  @Test func `all frames of a clip are cropped and mirrored alike`() {
    for sample in 0..<20 {
      let clip = jitter.applied(to: (0..<5).map { frame(10 * $0) }, at: address(sample))
      #expect(clip.count == 5 && clip.allSatisfy { ($0.width, $0.height) == (8, 8) })
      for (index, frame) in clip.enumerated() {
        #expect((0..<64).allSatisfy { frame.bytes[3 * $0 + 2] == 10 * UInt8(index) })
        for place in 0..<64 {
          let pixel = 3 * place..<3 * place + 2
          #expect(frame.bytes[pixel] == clip[0].bytes[pixel])
        }
      }
    }
  }

  @Test func `a clip's crop is that of an image at its address, with the wider aspects`() {
    let crop = RandomResizedCrop(area: 0.08...1, aspect: 0.5...2)
    for sample in 0..<20 {
      let box = crop.drawn(at: address(sample), width: 40, height: 30)
      let resized = frame(9).resized(box, toWidth: 8, height: 8, filter: .bilinear)
      let clip = jitter.applied(to: [frame(9), frame(9)], at: address(sample))
      #expect(clip == [resized, resized] || clip == [resized.mirrored(), resized.mirrored()])
      let upright = ScaleJitter(resolution: 8, flips: false)
      #expect(upright.applied(to: [frame(9)], at: address(sample)) == [resized])
    }
  }

  @Test func `clips and epochs have crops of their own, areas and aspects over their ranges`() {
    let clips = (0..<40).map { jitter.applied(to: [frame(0)], at: address($0)) }
    #expect(Set(clips).count == 40)
    #expect(jitter.applied(to: [frame(0)], at: address(0, epoch: 1)) != clips[0])
    let mirrored = clips.count { $0[0].bytes[0] > $0[0].bytes[21] }
    #expect((8...32).contains(mirrored))
    let aspects = (0..<400).map { sample in
      let box = jitter.crop.drawn(at: address(sample), width: 1_000, height: 1_000)
      return Double(box.width) / Double(box.height)
    }
    #expect((aspects.min() ?? 1) < 0.52 && (aspects.max() ?? 1) > 1.9)
    #expect(aspects.allSatisfy { (0.49...2.01).contains($0) })
  }

  @Test func `a clip without frames stays one`() {
    #expect(jitter.applied(to: [], at: address(0)).isEmpty)
  }
}
