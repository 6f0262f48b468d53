import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct MomentumUpdateTests {
  // All numbers are exact in single precision, so the results are too.
  @Test func `velocity gathers the decayed gradient and moves the weight`() {
    let update = MomentumUpdate(rate: 0.5, momentum: 0.5, decay: 0.25, nesterov: false)
    // g = 1 + 0.25 * 4 = 2, v = 2, w = 4 - 1 = 3; g = 1 + 0.75 = 1.75, v = 1 + 1.75 = 2.75.
    #expect(Self.steps(update, gradient: 1, weight: 4) == [3, 1.625])
  }

  @Test func `in Nesterov's form the weight moves by the gradient and the next velocity`() {
    let update = MomentumUpdate(rate: 0.5, momentum: 0.5, decay: 0, nesterov: true)
    // v = 2, moved by 0.5 * (2 + 1) = 1.5; v = 3, moved by 0.5 * (2 + 1.5) = 1.75.
    #expect(Self.steps(update, gradient: 2, weight: 4) == [2.5, 0.75])
  }

  @Test func `without momentum and decay it is plain descent`() {
    let update = MomentumUpdate(rate: 0.25, momentum: 0, decay: 0, nesterov: false)
    #expect(Self.steps(update, gradient: 2, weight: 4) == [3.5, 3])
  }

  @Test func `the gradient is scaled before its decay, and trust scales both`() {
    let update = MomentumUpdate(
      rate: 1, momentum: 0, decay: 0.5, nesterov: false, scale: 0.25, trust: 0.5)
    // g = 0.5 * (0.25 * 8 + 0.5 * 4) = 2; then 0.5 * (2 + 0.5 * 2) = 1.5.
    #expect(Self.steps(update, gradient: 8, weight: 4) == [2, 0.5])
  }

  @Test(arguments: [1, 17, 1_000], [false, true])
  func `agrees with the definition in double precision over several steps`(
    count: Int, nesterov: Bool
  ) {
    let update = MomentumUpdate(rate: 0.1, momentum: 0.9, decay: 1e-4, nesterov: nesterov)
    let memory = GuardedMemory()
    let weights = memory.region(normals(count, index: 0))
    let velocity = memory.region(Array(repeating: 0, count: count))
    var expected = weights.elements.doubles
    var expectedVelocity = Array(repeating: 0.0, count: count)
    for step in 1...3 {
      let gradient = normals(count, index: step)
      update.apply(gradient: memory.region(gradient), velocity: velocity, weights: weights)
      for i in 0..<count {
        let g = Double(gradient[i]) + 1e-4 * expected[i]
        expectedVelocity[i] = 0.9 * expectedVelocity[i] + g
        expected[i] -= 0.1 * (nesterov ? g + 0.9 * expectedVelocity[i] : expectedVelocity[i])
      }
    }
    memory.expectIntact()
    // A dozen roundings of 6e-8 to numbers around 1.
    expectClose(weights.elements, expected, absolute: 1e-6, relative: 1e-6)
  }

  private static func steps(
    _ update: MomentumUpdate, gradient: Float, weight: Float
  ) -> [Float] {
    let memory = GuardedMemory()
    let (weights, velocity) = (memory.region([weight]), memory.region([0]))
    return (0..<2).map { _ in
      update.apply(gradient: memory.region([gradient]), velocity: velocity, weights: weights)
      return weights.elements[0]
    }
  }
}
