import Randomness
import Testing

@testable import Datasets

@Suite struct FrameSamplingTests {
  private func address(_ sample: Int, epoch: Int = 0) -> SampleAddress {
    SampleAddress(seed: Seed(root: 3), epoch: epoch, sample: sample)
  }

  @Test func `an evaluation sees the middle of a clip`() {
    #expect(FrameSampling(frames: 4).middle(of: 4) == [0, 1, 2, 3])
    #expect(FrameSampling(frames: 4).middle(of: 7) == [1, 2, 3, 4])
    #expect(FrameSampling(frames: 4).middle(of: 8) == [2, 3, 4, 5])
    #expect(FrameSampling(frames: 3, stride: 2).middle(of: 10) == [2, 4, 6])
    #expect(FrameSampling(frames: 1, stride: 5).middle(of: 3) == [1])
  }

  @Test func `training sees frames at equal distances from every place that leaves room`() {
    let sampling = FrameSampling(frames: 3, stride: 2)
    #expect(sampling.span == 5)
    let drawn = (0..<200).map { sampling.drawn(at: address($0), of: 8) }
    #expect(Set(drawn) == [[0, 2, 4], [1, 3, 5], [2, 4, 6], [3, 5, 7]])
    #expect(drawn == (0..<200).map { sampling.drawn(at: address($0), of: 8) })
    #expect(drawn != (0..<200).map { sampling.drawn(at: address($0, epoch: 1), of: 8) })
    #expect(sampling.drawn(at: address(0), of: 5) == [0, 2, 4])
  }
}
