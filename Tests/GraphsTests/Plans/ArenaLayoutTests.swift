import Graphs
import Randomness
import Testing

@Suite struct ArenaLayoutTests {
  @Test(arguments: 0..<100)
  func `buffers that live at the same time never overlap`(trial: Int) {
    let (counts, lifetimes) = Self.buffers(trial: trial)
    let layout = ArenaLayout(counts: counts, lifetimes: lifetimes)
    for first in counts.indices {
      #expect(layout.offsets[first].isMultiple(of: ArenaLayout.alignment))
      #expect(layout.offsets[first] + counts[first] <= layout.count)
      for second in 0..<first where lifetimes[first].overlaps(lifetimes[second]) {
        let apart =
          layout.offsets[first] + counts[first] <= layout.offsets[second]
          || layout.offsets[second] + counts[second] <= layout.offsets[first]
        #expect(apart || counts[first] == 0 || counts[second] == 0)
      }
    }
  }

  @Test(arguments: 0..<100)
  func `the arena lies between the most that lives at once and the sum of all`(trial: Int) {
    let (counts, lifetimes) = Self.buffers(trial: trial)
    let layout = ArenaLayout(counts: counts, lifetimes: lifetimes)
    let sizes = counts.map(ArenaLayout.aligned)
    let most = (0..<20).map { time in
      zip(sizes, lifetimes).filter { $0.1.contains(time) }.map(\.0).reduce(0, +)
    }.max()
    #expect(layout.count >= most ?? 0)
    #expect(layout.count <= sizes.reduce(0, +))
  }

  @Test func `buffers that follow each other share memory`() {
    let layout = ArenaLayout(counts: [100, 90, 80], lifetimes: [0...1, 2...3, 3...4])
    #expect(layout.offsets == [0, 0, 96])
    #expect(layout.count == 176)
  }

  @Test func `nothing needs nothing`() {
    #expect(ArenaLayout(counts: [], lifetimes: []).count == 0)
  }

  /// Up to 40 buffers of up to 99 floats, alive somewhere in 0..<20.
  private static func buffers(trial: Int) -> (counts: [Int], lifetimes: [ClosedRange<Int>]) {
    var stream = RandomStream(seed: Seed(root: 7), purpose: .generation, index: trial)
    let count = 1 + stream.nextInteger(below: 40)
    let counts = (0..<count).map { _ in stream.nextInteger(below: 100) }
    let lifetimes = (0..<count).map { _ in
      let first = stream.nextInteger(below: 20)
      return first...(first + stream.nextInteger(below: 20 - first))
    }
    return (counts, lifetimes)
  }
}
