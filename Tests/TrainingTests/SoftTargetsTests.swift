import Tensors
import Testing

@testable import Training

@Suite struct SoftTargetsTests {
  @Test func `two classes share what label smoothing leaves`() {
    let targets = softTargets(
      first: [0, 2], second: [1, 2], weights: [0.75, 0.25], classes: 4, labelSmoothing: 0.5)
    #expect(targets.shape == [2, 4])
    #expect(targets.elements == [0.5, 0.25, 0.125, 0.125, 0.125, 0.125, 0.625, 0.125])
  }

  @Test func `a label that is no class stops the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = softTargets(first: [0], second: [3], weights: [1], classes: 3, labelSmoothing: 0)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("labels [0] and [3] of 3 classes"))
  }
}
