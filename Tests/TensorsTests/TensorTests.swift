import Tensors
import Testing

@Suite struct TensorTests {
  @Test func `a copy does not see later changes`() {
    var original = Tensor([1, 2, 3], shape: [3])
    let copy = original
    original.withMutableSpan { $0[0] = 7 }
    #expect(original.elements == [7, 2, 3])
    #expect(copy.elements == [1, 2, 3])
  }

  @Test func `a tensor that is alone is changed in place`() {
    var tensor = Tensor([1, 2], shape: [2])
    let before = address(of: tensor)
    tensor.withMutableSpan { $0[1] = 5 }
    #expect(address(of: tensor) == before)
    #expect(tensor.elements == [1, 5])
  }

  @Test func `it starts as zeros or as its elements`() {
    #expect(Tensor(zeros: [2, 3]).elements == Array(repeating: 0, count: 6))
    #expect(Tensor([1, 2, 3, 4], shape: [2, 2]).withSpan { $0[2] } == 3)
  }

  @Test func `elements that do not fit the shape stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1, 2, 3], shape: [2, 2])
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("3 elements for shape [2, 2]"))
  }

  private func address(of tensor: Tensor) -> UInt {
    tensor.withSpan { span in
      unsafe span.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
  }
}
