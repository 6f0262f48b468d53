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

  @Test(arguments: [0, 1, 31, 32, 33, 1_000])
  func `squares are summed in double precision`(count: Int) {
    let memory = GuardedMemory()
    // Numbers whose squares single precision does not hold.
    let x = normals(count, index: 1).map { 1e25 * $0 }
    let expected = x.doubles.map { $0 * $0 }.reduce(0, +)
    #expect(abs(memory.region(x).sumOfSquares - expected) <= 1e-14 * expected)
    memory.expectIntact()
  }

  @Test func `an average moves by its weight of the distance`() {
    let memory = GuardedMemory()
    let (x, average) = (memory.region([1, 2, 3]), memory.region([5, 2, -1]))
    average.average(x, weight: 0.25)
    #expect(average.elements == [4, 2, 0])
    #expect(x.elements == [1, 2, 3])
    memory.expectIntact()
  }

  @Test(arguments: [1, 17, 1_000])
  func `an exchange leaves each region the other's bits`(count: Int) {
    let memory = GuardedMemory()
    let contents = [normals(count, index: 1), [.nan] + normals(count - 1, index: 2)]
    let regions = contents.map { memory.region($0) }
    regions[0].exchange(with: regions[1])
    expectSameBits(regions[0].elements, contents[1])
    expectSameBits(regions[1].elements, contents[0])
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
