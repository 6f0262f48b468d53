// Aligned memory, owned by tensors and by the arenas of plans.

import Glibc

/// Floats at a 64-byte boundary, zero at first, freed once.
///
/// Copy `pointer` into a local before asking it for a span: the optimiser of Swift 6.3.1 stops with
/// an ownership error when a span is taken from a class property in one expression.
@safe
public final class AlignedBuffer: @unchecked Sendable {  // Its owners order reads and writes.
  /// The number of floats.
  public let count: Int
  package let pointer: UnsafeMutablePointer<Float>

  /// Allocates `count` zeros.
  ///
  /// Large buffers ask for huge pages: a training step touches all of its arena, and small pages
  /// cost a tenth of it in address translation.
  public init(count: Int) {
    require(count >= 0, "a buffer of \(count) floats")
    self.count = count
    let size = max(count, 1) * MemoryLayout<Float>.stride
    let isLarge = size >= Self.hugePage
    var memory: UnsafeMutableRawPointer?
    let status = unsafe posix_memalign(&memory, isLarge ? Self.hugePage : 64, size)
    guard status == 0, let memory = unsafe memory else {
      fatalError("out of memory: \(size) bytes asked for")
    }
    if isLarge { _ = unsafe madvise(memory, size, MADV_HUGEPAGE) }
    unsafe pointer = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    unsafe pointer.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { unsafe free(pointer) }

  /// The floats `offset..<offset + count`.
  public func region(at offset: Int, count: Int) -> Region {
    require(
      offset >= 0 && count >= 0 && offset + count <= self.count,
      "region \(offset)..<\(offset + count) of a buffer of \(self.count)")
    return unsafe Region(pointer: pointer + offset, count: count)
  }

  private static let hugePage = 2 << 20
}
