import Tensors
import Testing

@Suite struct AlignedBufferTests {
  /// Small ones, and one that asks for huge pages.
  @Test(arguments: [0, 1, 17, 600_000])
  func `memory is zero and begins at a multiple of 64 bytes`(count: Int) {
    let buffer = AlignedBuffer(count: count)
    #expect(buffer.count == count)
    #expect(UInt(bitPattern: unsafe buffer.pointer).isMultiple(of: 64))
    #expect(!buffer.region(at: 0, count: count).elements.contains { $0 != 0 })
  }

  @Test func `a region beyond the buffer stops the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = AlignedBuffer(count: 4).region(at: 2, count: 3)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("region 2..<5 of a buffer of 4"))
  }
}
