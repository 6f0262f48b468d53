// "Did you mean": the known name closest to a mistyped one.

/// The known name that takes the fewest single-character edits to reach from `name`.
///
/// - Returns: Nil where even the closest differs in more than a third of its characters; the first of equals.
public func nearestName(to name: String, among known: [String]) -> String? {
  let distances = known.map { ($0, editDistance(Array(name), Array($0))) }
  guard let (best, distance) = distances.min(by: { $0.1 < $1.1 }) else { return nil }
  return distance <= max(2, max(name.count, best.count) / 3) ? best : nil
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
