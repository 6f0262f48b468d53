import Tensors
import Testing

@Suite struct TensorBytesTests {
  @Test func `bytes are those of the elements, least significant first`() {
    let tensor = Tensor([1, -0.0], shape: [2, 1])
    #expect(tensor.littleEndianBytes == [0, 0, 0x80, 0x3F, 0, 0, 0, 0x80])
  }
}
