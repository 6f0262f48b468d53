// "Did you mean": the known name closest to a mistyped one.

/// The known name that takes the fewest single-character edits to reach from `name`.
///
/// - Returns: Nil where even the closest differs in more than a third of its characters; the first of equals.
public func nearestName(to name: String, among known: [String]) -> String? {
  nearestNames(to: name, among: known, count: 1).first
}

/// The `count` known names that take the fewest single-character edits to reach from `name`, the nearest first.
///
/// - Returns: Fewer where others differ in more than a third of their characters; equals in the order given.
public func nearestNames(to name: String, among known: [String], count: Int) -> [String] {
  let distances = known.map { editDistance(Array(name), Array($0)) }
  let near = known.indices.filter {
    distances[$0] <= max(2, max(name.count, known[$0].count) / 3)
  }
  return near.sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(count).map { known[$0] }
}

/// Insertions, deletions and substitutions between two words.
///
/// - Source: Levenshtein 1966, computed row by row.
private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
  var row = Array(0...second.count)
  for (i, left) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, right) in second.enumerated() {
      let substituted = diagonal + (left == right ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[second.count]
}
