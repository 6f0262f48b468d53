// Memory for kernels under test, with guards around every region.

import Glibc
public import Tensors
public import Testing

/// Regions that live as long as this does, each between guards that show writes out of bounds.
public final class GuardedMemory {
  private var buffers: [AlignedBuffer] = []
  private static let guardCount = 16  // 64 bytes: regions stay aligned.
  private static let guardValue: Float = -0x1.c0ffeep100

  /// Memory without regions.
  public init() {}

  /// A region with these elements.
  public func region(_ elements: [Float]) -> Region {
    let region = region(count: elements.count)
    region.store(elements)
    return region
  }

  /// A region of NaN: what a kernel leaves unwritten, or reads before it wrote it, shows.
  public func region(count: Int) -> Region {
    let buffer = AlignedBuffer(count: count + 2 * Self.guardCount)
    buffer.region(at: 0, count: buffer.count).fill(with: Self.guardValue)
    buffers.append(buffer)
    for part in Self.guards(of: buffer) { AddressSanitizer.poison(part) }
    let region = buffer.region(at: Self.guardCount, count: count)
    region.fill(with: .nan)
    return region
  }

  private static func guards(of buffer: AlignedBuffer) -> [Region] {
    [0, buffer.count - guardCount].map { buffer.region(at: $0, count: guardCount) }
  }

  /// Records an issue if anything was written outside a region.
  public func expectIntact(sourceLocation: SourceLocation = #_sourceLocation) {
    for buffer in buffers {
      let guards = Self.guards(of: buffer)
      for part in guards { AddressSanitizer.unpoison(part) }
      guard guards.flatMap(\.elements).contains(where: { $0 != Self.guardValue }) else { continue }
      Issue.record(
        "written outside a region of \(buffer.count - 2 * Self.guardCount) floats",
        sourceLocation: sourceLocation)
    }
  }
}

/// The address sanitizer, where the tests are built with it: it then sees reads of the guards, too.
private enum AddressSanitizer {
  private typealias Function = @convention(c) (UnsafeMutableRawPointer, Int) -> Void

  static func poison(_ region: Region) { call("__asan_poison_memory_region", region) }

  static func unpoison(_ region: Region) { call("__asan_unpoison_memory_region", region) }

  private static func call(_ name: String, _ region: Region) {
    guard let symbol = unsafe dlsym(nil, name) else { return }
    let function = unsafe unsafeBitCast(symbol, to: Function.self)
    unsafe function(region.pointer, region.count * MemoryLayout<Float>.stride)
  }
}
