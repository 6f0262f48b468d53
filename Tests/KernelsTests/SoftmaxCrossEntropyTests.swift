import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct SoftmaxCrossEntropyTests {
  @Test(arguments: [(1, 1), (1, 2), (3, 11), (5, 17)], [0, 0.1] as [Float])
  func `agrees with the definition, its gradient with central differences`(
    extents: (rows: Int, classes: Int), smoothing: Float
  ) {
    let logits = normals(extents.rows * extents.classes, index: 1)
    let labels = (0..<extents.rows).map { Int32($0 * 7 % extents.classes) }
    let found = Self.evaluate(logits, labels, smoothing)
    func losses(_ logits: [Double]) -> [Double] {
      referenceCrossEntropy(logits: logits, labels: labels, labelSmoothing: Double(smoothing))
    }
    // The kernel counts in double precision; the gradient is rounded to single once.
    expectClose(found.losses, losses(logits.doubles), absolute: 1e-14, relative: 1e-13, "losses")
    let gradient = centralDifferences(at: logits.doubles) {
      losses($0).reduce(0, +) / Double(extents.rows)
    }
    expectClose(found.gradient, gradient, absolute: 1e-9, relative: 1e-7, "gradient")
  }

  @Test func `rows that are part of a batch scale their gradient by the whole batch`() {
    let logits = normals(22, index: 1)
    let (part, whole) = (
      Self.evaluate(logits, [3, 7], 0.1, scale: 0.125), Self.evaluate(logits, [3, 7], 0.1)
    )
    #expect(part.losses == whole.losses)
    #expect(part.gradient == whole.gradient.map { $0 / 4 })
  }

  @Test func `logits far apart neither overflow nor vanish`() {
    let found = Self.evaluate([1_000, -1_000, 0, 0], [1, 0], 0)
    #expect(found.losses[0] == 2_000)
    expectClose(found.gradient, [0.5, -0.5, -0.25, 0.25], absolute: 1e-12, relative: 1e-7)
  }

  @Test func `a logit that is no number makes the loss none`() {
    #expect(Self.evaluate([0, .nan, 1], [0], 0).losses[0].isNaN)
  }

  @Test func `a hit is the label with the largest logit, the first of equals`() {
    let memory = GuardedMemory()
    let logits = memory.region([0, 2, 1, 3, 3, 1, 0, 0, 5])
    let loss = SoftmaxCrossEntropy(rows: 3, logits: logits, labelSmoothing: 0)
    #expect(loss.hits(labels: [1, 1, 2]) == [true, false, true])
    #expect(loss.hits(labels: [2, 0, 0]) == [false, true, false])
  }

  @Test(arguments: [-1, 3] as [Int32])
  func `a label that is no class stops the program`(label: Int32) async {
    await #expect(processExitsWith: .failure) { [label] in
      _ = Self.evaluate([0, 1, 2], [label], 0)
    }
  }

  private static func evaluate(
    _ logits: [Float], _ labels: [Int32], _ smoothing: Float, scale: Double? = nil
  ) -> (losses: [Double], gradient: [Float]) {
    let memory = GuardedMemory()
    let (region, gradient) = (memory.region(logits), memory.region(count: logits.count))
    let loss = SoftmaxCrossEntropy(rows: labels.count, logits: region, labelSmoothing: smoothing)
    var losses = Array(repeating: Double.nan, count: labels.count)
    loss.evaluate(labels: labels, losses: &losses, gradient: gradient, scale: scale)
    memory.expectIntact()
    return (losses, gradient.elements)
  }
}
