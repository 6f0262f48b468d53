import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct ElementwiseTests {
  private static let values: [Float] = [-2, -0.0, 0, 1e-30, 3, -.infinity, .infinity]

  @Test func `sums are taken element by element`() {
    let memory = GuardedMemory()
    let (x, y, z) = (memory.region([1, 2, 3]), memory.region([4, 5, 6]), memory.region(count: 3))
    add(x, y, into: z)
    #expect(z.elements == [5, 7, 9])
    accumulate(x, into: z)
    #expect(z.elements == [6, 9, 12])
    memory.expectIntact()
  }

  @Test func `the activation keeps what is positive`() {
    let memory = GuardedMemory()
    let y = memory.region(count: Self.values.count)
    Activation.relu.forward(memory.region(Self.values), into: y)
    #expect(y.elements == [0, 0, 0, 1e-30, 3, 0, .infinity])
    memory.expectIntact()
  }

  @Test func `the activation passes on what is no number, so that divergence shows`() {
    let memory = GuardedMemory()
    let y = memory.region(count: 33)
    Activation.relu.forward(memory.region(Array(repeating: .nan, count: 33)), into: y)
    #expect(!y.elements.contains { !$0.isNaN })
  }

  @Test func `the gradient of the activation is that of positive outputs, 0 at 0`() {
    let memory = GuardedMemory()
    let gradient = memory.region([1, 2, 3])
    let y = memory.region([0, 1e-30, 5])
    Activation.relu.backward(x: y, y: y, gradient: gradient)
    #expect(gradient.elements == [0, 2, 3])
    memory.expectIntact()
  }

  @Test func `different counts stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let memory = GuardedMemory()
      accumulate(memory.region([1, 2]), into: memory.region([1]))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("accumulate: 2 into 1"))
  }
}
