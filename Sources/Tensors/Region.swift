// A part of a buffer: what kernels read and write.

/// Consecutive floats of a buffer that its owner keeps alive for as long as the region is used.
///
/// A value without ownership: the plan that binds regions to kernels owns the buffer beneath them.
@safe
public struct Region: @unchecked Sendable {  // Plans order reads and writes of their regions.
  package let pointer: UnsafeMutablePointer<Float>
  /// The number of floats.
  public let count: Int

  /// The elements, copied.
  public var elements: [Float] {
    unsafe Array(UnsafeBufferPointer(start: pointer, count: count))
  }

  /// The floats `offset..<offset + count` of this region.
  public func part(at offset: Int, count: Int) -> Region {
    require(
      offset >= 0 && count >= 0 && offset + count <= self.count,
      "part \(offset)..<\(offset + count) of a region of \(self.count)")
    return unsafe Region(pointer: pointer + offset, count: count)
  }

  /// Overwrites the region.
  ///
  /// - Precondition: `elements` has as many elements as the region.
  public func store(_ elements: [Float]) {
    require(elements.count == count, "\(elements.count) elements into a region of \(count)")
    unsafe pointer.update(from: elements, count: count)
  }

  /// Overwrites the region with a tensor's elements.
  ///
  /// - Precondition: The tensor has as many elements as the region.
  public func store(_ tensor: Tensor) {
    require(tensor.shape.count == count, "\(tensor.shape.extents) into a region of \(count)")
    store(tensor, from: 0)
  }

  /// Overwrites the region with a tensor's elements from `offset` on.
  ///
  /// - Precondition: The tensor has as many elements as the region behind `offset`.
  public func store(_ tensor: Tensor, from offset: Int) {
    require(
      offset >= 0 && offset + count <= tensor.shape.count,
      "\(count) elements from \(offset) of \(tensor.shape.extents)")
    tensor.withSpan { span in
      unsafe span.withUnsafeBufferPointer { source in
        if let start = source.baseAddress {
          unsafe pointer.update(from: start + offset, count: count)
        }
      }
    }
  }

  /// Overwrites the region with another's elements.
  ///
  /// - Precondition: Both have the same count and do not overlap.
  public func store(_ other: Region) {
    require(other.count == count, "a region of \(other.count) into one of \(count)")
    unsafe pointer.update(from: other.pointer, count: count)
  }

  /// Sets every element.
  public func fill(with value: Float) {
    unsafe pointer.update(repeating: value, count: count)
  }
}
