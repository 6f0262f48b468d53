import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct ActivationTests {
  /// From where exponentials vanish to where they overflow, off the corners at -3, 0, 3 and 6.
  static let values = (-4_000...4_000).map { Float($0) * 0.0251 + 0.001 }

  @Test(arguments: Activation.allCases)
  func `agrees with the definition`(function: Activation) {
    // A value is as exact as its exponential, relative to itself: x * Phi(x) too, far out where it is tiny. The
    // approximation of it takes the exponential of a rounded argument of up to 100.
    let relative = function == .geluTanh ? 1e-5 : 1e-6
    expectClose(
      Self.run(function, Self.values, dy: Self.values).y,
      Self.values.map { function.reference(Double($0)) }, absolute: 1e-37, relative: relative)
  }

  @Test(arguments: Activation.allCases)
  func `its gradient agrees with central differences`(function: Activation) {
    let dy = normals(Self.values.count, index: 1)
    let expected = zip(Self.values, dy).map { x, dy in
      Double(dy) * centralDifferences(at: [Double(x)]) { function.reference($0[0]) }[0]
    }
    // Slopes are around 1 and cancel where they vanish.
    expectClose(
      Self.run(function, Self.values, dy: dy).dx, expected, absolute: 2e-6, relative: 2e-6)
  }

  @Test(arguments: Activation.allCases)
  func `passes on what is no number, so that divergence shows`(function: Activation) {
    let y = Self.run(function, Array(repeating: .nan, count: 33), dy: normals(33, index: 1)).y
    #expect(!y.contains { !$0.isNaN })
  }

  @Test func `the rectifier keeps what is positive, its gradient is 0 at 0`() {
    let values: [Float] = [-2, -0.0, 0, 1e-30, 3, -.infinity, .infinity]
    let run = Self.run(.relu, values, dy: [1, 2, 3, 4, 5, 6, 7])
    #expect(run.y == [0, 0, 0, 1e-30, 3, 0, .infinity])
    #expect(run.dx == [0, 0, 0, 4, 5, 0, 7])
  }

  @Test func `different counts stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let memory = GuardedMemory()
      Activation.silu.forward(memory.region([1, 2]), into: memory.region([1]))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("silu: 2 into 1"))
  }

  private static func run(
    _ function: Activation, _ x: [Float], dy: [Float]
  ) -> (y: [Float], dx: [Float]) {
    let memory = GuardedMemory()
    let (x, y, dx) = (memory.region(x), memory.region(count: x.count), memory.region(dy))
    function.forward(x, into: y)
    function.backward(x: x, y: y, gradient: dx)
    memory.expectIntact()
    return (y.elements, dx.elements)
  }
}
