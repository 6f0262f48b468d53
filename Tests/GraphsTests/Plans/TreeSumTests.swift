import Foundation
import Randomness
import Tensors
import TestSupport
import Testing

@testable import Graphs

@Suite struct TreeSumTests {
  private static let floats = 33

  private static func parts(_ count: Int) -> [AlignedBuffer] {
    (0..<count).map { shard in
      let buffer = AlignedBuffer(count: floats)
      buffer.region(at: 0, count: floats).store(normals(floats, index: shard))
      return buffer
    }
  }

  /// The tree in words: neighbours are added until one is left; the last of an odd number waits.
  private static func expected(_ parts: [AlignedBuffer]) -> [Float] {
    var level = parts.map { $0.region(at: 0, count: floats).elements }
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map { index in
        index + 1 < level.count ? zip(level[index], level[index + 1]).map { $0 + $1 } : level[index]
      }
    }
    return level[0]
  }

  @Test(arguments: [1, 2, 3, 5, 8, 13])
  func `the order in which parts come changes no bit`(shards: Int) {
    let parts = Self.parts(shards)
    let result = AlignedBuffer(count: Self.floats)
    let sum = TreeSum(shards: shards, into: result)
    var stream = RandomStream(seed: Seed(root: 1), purpose: .order, index: shards)
    for _ in 0..<20 {
      result.region(at: 0, count: Self.floats).fill(with: .nan)
      for shard in stream.nextPermutation(of: shards) { sum.add(parts[shard], shard: shard) }
      expectSameBits(result.region(at: 0, count: Self.floats).elements, Self.expected(parts))
    }
  }

  @Test(arguments: 2...20)
  func `shards in order need a buffer for each level of the tree`(shards: Int) {
    let sum = TreeSum(shards: shards, into: AlignedBuffer(count: Self.floats))
    for (shard, part) in Self.parts(shards).enumerated() { sum.add(part, shard: shard) }
    #expect(sum.bufferCount == TreeSum.waitingCount(shards: shards, threads: 1))
  }

  @Test(arguments: 2...20)
  func `shards in any order need no more than a buffer for each pair`(shards: Int) {
    var stream = RandomStream(seed: Seed(root: 2), purpose: .order, index: shards)
    let sum = TreeSum(shards: shards, into: AlignedBuffer(count: Self.floats))
    let parts = Self.parts(shards)
    for _ in 0..<20 {
      for shard in stream.nextPermutation(of: shards) { sum.add(parts[shard], shard: shard) }
    }
    #expect(sum.bufferCount <= TreeSum.waitingCount(shards: shards, threads: 2))
  }

  @Test func `threads that add at the same time change no bit`() {
    let parts = Self.parts(16)
    let result = AlignedBuffer(count: Self.floats)
    let sum = TreeSum(shards: 16, into: result)
    let team = ThreadTeam(count: 4)
    for _ in 0..<200 {
      team.run(16) { shard, _ in sum.add(parts[shard], shard: shard) }
      expectSameBits(result.region(at: 0, count: Self.floats).elements, Self.expected(parts))
    }
  }
}

@Suite struct ThreadTeamTests {
  @Test(arguments: [1, 2, 3], [0, 1, 7])
  func `every task is done once, by the member that it falls to`(count: Int, tasks: Int) {
    let done = Done()
    let team = ThreadTeam(count: count)
    for _ in 0..<3 { team.run(tasks) { number, member in done.note(number, member) } }
    let expected = (0..<tasks).flatMap { Array(repeating: [$0, $0 % count], count: 3) }
    #expect(done.notes == expected)
  }

  /// What was done, by whom.
  private final class Done: @unchecked Sendable {  // `lock` guards it.
    private let lock = NSLock()
    private var found: [[Int]] = []

    func note(_ number: Int, _ member: Int) { lock.withLock { found.append([number, member]) } }

    var notes: [[Int]] { lock.withLock { found.sorted { $0[0] < $1[0] } } }
  }
}
