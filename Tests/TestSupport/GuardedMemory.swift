// Memory for kernels under test, with guards around every region.

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
    let region = buffer.region(at: Self.guardCount, count: count)
    region.fill(with: .nan)
    return region
  }

  /// Records an issue if anything was written outside a region.
  public func expectIntact(sourceLocation: SourceLocation = #_sourceLocation) {
    for buffer in buffers {
      let last = buffer.count - Self.guardCount
      let guards = [0, last].flatMap { buffer.region(at: $0, count: Self.guardCount).elements }
      guard guards.contains(where: { $0 != Self.guardValue }) else { continue }
      Issue.record(
        "written outside a region of \(last - Self.guardCount) floats",
        sourceLocation: sourceLocation)
    }
  }
}
