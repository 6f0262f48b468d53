// Sums over shards whose bits do not depend on which shard was done first.

import Foundation
import Kernels
import Tensors

/// Adds up one part a shard in a fixed binary tree: 0 + 1, 2 + 3, then their sums, and so on.
///
/// A sum of two does not depend on their order, so each sum is formed by whichever of its parts comes last. No more
/// buffers are in use than sums that wait for their other half.
final class TreeSum: @unchecked Sendable {  // `lock` guards what waits; buffers have one owner.
  private struct Place: Hashable {
    var level: Int
    var index: Int
  }

  /// Buffers that are in use at once at the most: with one thread one for each level of the tree but the last, with
  /// more, whatever order shards end in, no more than one for each pair and the odd one.
  static func waitingCount(shards: Int, threads: Int) -> Int {
    threads > 1 ? (shards + 1) / 2 : Int.bitWidth - 1 - shards.leadingZeroBitCount
  }

  /// Buffers made so far.
  var bufferCount: Int { lock.withLock { waiting.count + free.count } }

  private let shards: Int
  private let result: AlignedBuffer
  private let lock = NSLock()
  private var waiting: [Place: AlignedBuffer] = [:]
  private var free: [AlignedBuffer] = []

  /// Sums of `shards` parts as long as `result`, where the total goes.
  init(shards: Int, into result: AlignedBuffer) {
    self.shards = shards
    self.result = result
  }

  /// Adds the part of a shard, which is only read; the last one completes the total.
  func add(_ part: AlignedBuffer, shard: Int) {
    var (place, width) = (Place(level: 0, index: shard), shards)
    var sum: AlignedBuffer?
    while width > 1 {
      if place.index ^ 1 < width {
        guard let other = exchange(&sum, at: place, part: part) else { return }
        other.accumulate(sum ?? part)
        sum.map(release)
        sum = other
      }
      place = Place(level: place.level + 1, index: place.index / 2)
      width = (width + 1) / 2
    }
    result.whole.store((sum ?? part).whole)
    sum.map(release)
  }

  /// The sum of the neighbour if it waits; otherwise leaves this one waiting and returns nil.
  private func exchange(
    _ sum: inout AlignedBuffer?, at place: Place, part: AlignedBuffer
  ) -> AlignedBuffer? {
    let neighbour = Place(level: place.level, index: place.index ^ 1)
    lock.lock()
    if let other = waiting.removeValue(forKey: neighbour) {
      lock.unlock()
      return other
    }
    if let own = sum {
      waiting[place] = own
      lock.unlock()
      return nil
    }
    let own = free.popLast()
    lock.unlock()
    // The part belongs to its lane: what waits is a copy. The neighbour may come in the meantime.
    let copy = own ?? AlignedBuffer(count: result.count)
    copy.whole.store(part.whole)
    sum = copy
    return exchange(&sum, at: place, part: part)
  }

  private func release(_ buffer: AlignedBuffer) {
    lock.withLock { free.append(buffer) }
  }
}

extension AlignedBuffer {
  fileprivate var whole: Region { region(at: 0, count: count) }

  fileprivate func accumulate(_ part: AlignedBuffer) { Kernels.accumulate(part.whole, into: whole) }
}
