import Tensors
import Testing

@Suite struct ShapeTests {
  @Test(arguments: zip([[], [1], [3, 1, 5]] as [Shape], [1, 1, 15]))
  func `the count is the product of the extents`(shape: Shape, count: Int) {
    #expect(shape.count == count)
  }

  @Test func `an empty extent stops the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Shape([2, 0])
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("extents must be positive, found [2, 0]"))
  }
}
