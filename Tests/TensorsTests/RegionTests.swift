import Tensors
import Testing

@Suite struct RegionTests {
  @Test func `parts share the memory of their region`() {
    let buffer = AlignedBuffer(count: 6)
    let region = buffer.region(at: 1, count: 4)
    region.store([1, 2, 3, 4])
    let part = region.part(at: 1, count: 2)
    #expect(part.elements == [2, 3])
    part.fill(with: 9)
    #expect(buffer.region(at: 0, count: 6).elements == [0, 1, 9, 9, 4, 0])
  }

  @Test func `tensors and regions can be stored`() {
    let buffer = AlignedBuffer(count: 4)
    let (first, second) = (buffer.region(at: 0, count: 2), buffer.region(at: 2, count: 2))
    first.store(Tensor([1, 2], shape: [1, 2]))
    second.store(first)
    #expect(buffer.region(at: 0, count: 4).elements == [1, 2, 1, 2])
  }

  @Test func `nothing can be stored that does not fit`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      AlignedBuffer(count: 4).region(at: 0, count: 2).store([1, 2, 3])
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("3 elements into a region of 2"))
  }

  @Test func `a part beyond the region stops the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let buffer = AlignedBuffer(count: 9)
      _ = buffer.region(at: 0, count: 4).part(at: 3, count: 2)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("part 3..<5 of a region of 4"))
  }
}
