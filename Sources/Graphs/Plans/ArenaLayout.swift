// Where buffers lie in the arena: those that never live at the same time share memory.

/// The places of buffers in one arena.
package struct ArenaLayout {
  /// First float of each buffer, a multiple of `alignment`.
  package let offsets: [Int]
  /// Floats of the whole arena.
  package let count: Int

  /// Floats in 64 bytes, a cache line and the widest vector.
  package static let alignment = 16

  /// Places the largest buffers first, each at the lowest offset that is free during its life.
  ///
  /// - Source: Pisarchyk and Lee 2020, arXiv 2001.03288, "greedy by size".
  package init(counts: [Int], lifetimes: [ClosedRange<Int>]) {
    var offsets = Array(repeating: 0, count: counts.count)
    var placed: [Int] = []  // By offset.
    let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    for buffer in order {
      var offset = 0
      for rival in placed where lifetimes[rival].overlaps(lifetimes[buffer]) {
        if offset + Self.aligned(counts[buffer]) <= offsets[rival] { break }
        offset = max(offset, offsets[rival] + Self.aligned(counts[rival]))
      }
      offsets[buffer] = offset
      placed.insert(buffer, at: placed.firstIndex { offsets[$0] > offset } ?? placed.count)
    }
    self.offsets = offsets
    count = counts.indices.map { offsets[$0] + Self.aligned(counts[$0]) }.max() ?? 0
  }

  package static func aligned(_ count: Int) -> Int {
    (count + alignment - 1) / alignment * alignment
  }
}
