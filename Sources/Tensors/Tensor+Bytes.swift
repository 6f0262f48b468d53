// Tensors as the bytes that files hold.

extension Tensor {
  /// The elements in row-major order, four bytes each, least significant first as x86 has them.
  public var littleEndianBytes: [UInt8] {
    withSpan { elements in
      unsafe elements.withUnsafeBytes { unsafe Array($0) }
    }
  }
}
