import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct ElementwiseTests {
  @Test func `sums are taken element by element`() {
    let memory = GuardedMemory()
    let (x, y, z) = (memory.region([1, 2, 3]), memory.region([4, 5, 6]), memory.region(count: 3))
    add(x, y, into: z)
    #expect(z.elements == [5, 7, 9])
    accumulate(x, into: z)
    #expect(z.elements == [6, 9, 12])
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
