// Factors that single out the same points, found pair by pair and joined where they share levels.

/// Some levels of one factor, as numbers.
private struct LevelSet: Hashable {
  let factor: Int
  let levels: [Int]
}

/// The aliases of two or more factors in a design.
struct PairwiseAliases {
  /// The pairs of factors whose effects cannot be told apart.
  private(set) var pairs: [[Int]] = []
  private(set) var aliases: [FactorAlias] = []
  private let design: Design
  /// For each factor, those that always change together with it, itself included.
  private var bundles: [[Int]]
  /// Sets of levels that occur at the same points, as far as they are joined.
  private var classes = JoinedSets()

  init(_ design: Design) {
    self.design = design
    bundles = design.factors.indices.map { [$0] }
    bundle()
    for second in leaders {
      for first in leaders where first < second { compare(first, second) }
    }
    aliases += sharedLevels.map { .sharing($0) }
  }

  /// The first of each bundle, which stands for the others.
  private var leaders: [Int] { bundles.indices.filter { bundles[$0].first == $0 } }

  /// Finds the factors whose levels go with each other one to one.
  private mutating func bundle() {
    for second in design.factors.indices {
      for first in leaders where first < second && isBijection(first, second) {
        bundles[first].append(second)
        bundles[second] = []
        break
      }
    }
    for bundle in bundles where bundle.count > 1 {
      aliases.append(.together(bundle.map { design.factors[$0].name }))
      pairs += bundle.dropFirst().map { [bundle[0], $0] }
    }
  }

  private func isBijection(_ first: Int, _ second: Int) -> Bool {
    var (forward, backward) = ([Int32: Int32](), [Int32: Int32]())
    for (a, b) in zip(design.levelNumbers[first], design.levelNumbers[second]) {
      guard (a < 0) == (b < 0), forward[a, default: b] == b, backward[b, default: a] == a else {
        return false
      }
      (forward[a], backward[b]) = (b, a)
    }
    return true
  }

  private mutating func compare(_ first: Int, _ second: Int) {
    let parts = connectedParts(first, second)
    guard parts.count > 1 else { return }
    pairs.append([first, second])
    let names = (design.factors[first].name, design.factors[second].name)
    if parts.count > 2, parts.allSatisfy({ $0.1.levels.count == 1 }) {
      aliases.append(.follows(names.1, from: names.0))
    } else if parts.count > 2, parts.allSatisfy({ $0.0.levels.count == 1 }) {
      aliases.append(.follows(names.0, from: names.1))
    } else {
      for part in parts { classes.join(part.0, part.1) }
    }
  }

  /// The connected parts of the table of two factors' levels, over the points that have both.
  private func connectedParts(_ first: Int, _ second: Int) -> [(LevelSet, LevelSet)] {
    let (rows, columns) = (design.factors[first].levels.count, design.factors[second].levels.count)
    var sets = DisjointSets(count: rows + columns)
    var occurs = [Bool](repeating: false, count: rows + columns)
    for (row, column) in zip(design.levelNumbers[first], design.levelNumbers[second])
    where row >= 0 && column >= 0 {
      sets.join(Int(row), rows + Int(column))
      (occurs[Int(row)], occurs[rows + Int(column)]) = (true, true)
    }
    let nodes = occurs.indices.filter { occurs[$0] }
    let parts = Dictionary(grouping: nodes) { sets.root(of: $0) }
    return parts.keys.sorted().map { root in
      let members = parts[root] ?? []
      return (
        LevelSet(factor: first, levels: members.filter { $0 < rows }),
        LevelSet(factor: second, levels: members.filter { $0 >= rows }.map { $0 - rows })
      )
    }
  }

  // MARK: - Levels at the same points

  /// The classes of levels, each with what is bundled; of two that are all points together, one.
  private var sharedLevels: [[FactorLevels]] {
    let all = classes.classes.map { $0.sorted(by: Self.precede) }
      .sorted { $0.lexicographicallyPrecedes($1, by: Self.precede) }
    let chosen = all.enumerated().filter { place, sets in
      guard let other = all.firstIndex(of: complement(of: sets)) else { return true }
      return (length(sets), place) < (length(all[other]), other)
    }
    return chosen.map { _, sets in
      sets.flatMap { set in bundles[set.factor].map { levels(of: $0, where: set) } }
    }
  }

  private static func precede(_ a: LevelSet, _ b: LevelSet) -> Bool {
    (a.factor, a.levels.first ?? 0, a.levels.count) < (
      b.factor, b.levels.first ?? 0, b.levels.count
    )
  }

  private func complement(of sets: [LevelSet]) -> [LevelSet] {
    sets.map { set in
      let all = design.factors[set.factor].levels.indices
      return LevelSet(factor: set.factor, levels: all.filter { !set.levels.contains($0) })
    }
  }

  /// How many levels a sentence about them names beside those that it begins with.
  private func length(_ sets: [LevelSet]) -> Int {
    sets.dropFirst().map(\.levels.count).reduce(0, +)
  }

  /// The levels that a factor has where another has those of a set.
  private func levels(of factor: Int, where set: LevelSet) -> FactorLevels {
    let there = zip(design.levelNumbers[set.factor], design.levelNumbers[factor])
      .filter { set.levels.contains(Int($0.0)) }.map { Int($0.1) }
    let factor = design.factors[factor]
    let numbers = Set(there)
    return FactorLevels(
      factor: factor.name,
      levels: factor.levels.indices.filter(numbers.contains).map { factor.levels[$0] })
  }
}

/// Sets of levels, joined where they occur at the same points.
private struct JoinedSets {
  private var numbers: [LevelSet: Int] = [:]
  private var groups = DisjointSets(count: 0)

  mutating func join(_ a: LevelSet, _ b: LevelSet) { groups.join(number(of: a), number(of: b)) }

  private mutating func number(of set: LevelSet) -> Int {
    if let number = numbers[set] { return number }
    let number = groups.add()
    numbers[set] = number
    return number
  }

  var classes: [[LevelSet]] {
    var groups = groups
    let grouped = Dictionary(grouping: numbers) { groups.root(of: $0.value) }
    return grouped.values.map { $0.map(\.key) }
  }
}

/// Members in sets that are joined.
private struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  /// Adds a set of one member and returns its number.
  mutating func add() -> Int {
    parents.append(parents.count)
    return parents.count - 1
  }

  mutating func root(of member: Int) -> Int {
    var root = member
    while parents[root] != root {
      parents[root] = parents[parents[root]]
      root = parents[root]
    }
    return root
  }

  /// Joins the sets of two members under the lower root.
  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (root(of: a), root(of: b))
    parents[max(first, second)] = min(first, second)
  }
}
