import Tensors
import Testing

@Suite struct RequireTests {
  @Test func `a condition that holds lets the program go on`() {
    require(true, "never shown")
  }

  @Test func `a condition that fails stops the program and says why`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      require(1 > 2, "1 is not larger than 2")
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("1 is not larger than 2"))
  }
}
