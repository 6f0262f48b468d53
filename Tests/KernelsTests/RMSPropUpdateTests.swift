import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct RMSPropUpdateTests {
  @Test(arguments: [1, 17, 1_000], [(false, true), (true, true), (true, false)])
  func `agrees with the definition in double precision over several steps`(
    count: Int, form: (isCentered: Bool, keepsRate: Bool)
  ) {
    let memory = GuardedMemory()
    let weights = memory.region(normals(count, index: 0))
    let square = memory.region(
      Array(repeating: RMSPropUpdate.initialMeanSquare, count: count))
    let mean = memory.region(Array(repeating: 0, count: count))
    let velocity = memory.region(Array(repeating: 0, count: count))
    var expected = weights.elements.doubles
    var (squares, means) = (
      Array(repeating: 1.0, count: count), Array(repeating: 0.0, count: count)
    )
    var velocities = means
    for step in 1...3 {
      let (gradient, rate) = (normals(count, index: step), 0.1 / Double(step))
      let update = RMSPropUpdate(
        rate: rate, squareDecay: 0.9, momentum: 0.8, epsilon: 1e-2, decay: 0.05,
        keepsRateInVelocity: form.keepsRate, scale: 0.5)
      update.apply(
        gradient: memory.region(gradient), meanSquare: square,
        meanGradient: form.isCentered ? mean : nil, velocity: velocity, weights: weights)
      for i in 0..<count {
        let g = 0.5 * Double(gradient[i]) + 0.05 * expected[i]
        squares[i] += 0.1 * (g * g - squares[i])
        if form.isCentered { means[i] += 0.1 * (g - means[i]) }
        let root = (squares[i] - means[i] * means[i] + 1e-2).squareRoot()
        velocities[i] = 0.8 * velocities[i] + (form.keepsRate ? rate : 1) * g / root
        expected[i] -= (form.keepsRate ? 1 : rate) * velocities[i]
      }
    }
    memory.expectIntact()
    // A dozen roundings of 6e-8 to numbers around 1.
    expectClose(weights.elements, expected, absolute: 1e-6, relative: 1e-6, "weights")
    expectClose(square.elements, squares, absolute: 1e-6, relative: 1e-6, "mean square")
    expectClose(mean.elements, means, absolute: 1e-6, relative: 1e-6, "mean gradient")
  }
}
