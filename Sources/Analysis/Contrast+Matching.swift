// Which points of two labels stand against each other.

/// One point of a regime: its matched columns and its metric by replicate.
struct ContrastPoint {
  let id: String
  let costs: [Double]
  let metric: [Int: Double]
}

/// The two sides of one regime after matching.
struct ContrastMatching {
  var pairs: [(first: ContrastPoint, second: ContrastPoint, mismatch: Double)] = []
  var unmatched: [UnmatchedPoint] = []
}

extension Contrast {
  /// Pairs the points of the two labels.
  ///
  /// The pair that agrees best comes first, then the best of the points still free, and so on; each point is used
  /// at most once and equals are taken in the table's order. A point that carries both labels lies on both
  /// curves, tells them apart nowhere and is left out.
  func matching(in regime: ObservationTable) throws -> ContrastMatching {
    var result = ContrastMatching()
    let sides = try [first, second].map {
      try points(labelled: $0, in: regime, leaving: &result.unmatched)
    }
    let tolerances = match.sorted { $0.key < $1.key }.map(\.value)
    var candidates: [(i: Int, j: Int, mismatch: Double)] = []
    for (i, a) in sides[0].enumerated() {
      for (j, b) in sides[1].enumerated() {
        let mismatches = zip(a.costs, b.costs).map(relativeDifference)
        guard zip(mismatches, tolerances).allSatisfy({ $0 <= $1 }) else { continue }
        candidates.append((i, j, mismatches.max() ?? 0))
      }
    }
    candidates.sort { ($0.mismatch, $0.i, $0.j) < ($1.mismatch, $1.i, $1.j) }
    var used: [Set<Int>] = [[], []]
    for (i, j, mismatch) in candidates where !used[0].contains(i) && !used[1].contains(j) {
      used[0].insert(i)
      used[1].insert(j)
      result.pairs.append((sides[0][i], sides[1][j], mismatch))
    }
    for (side, label) in [first, second].enumerated() {
      for (index, point) in sides[side].enumerated() where !used[side].contains(index) {
        result.unmatched.append(
          UnmatchedPoint(label: label, point: point.id, reason: "no free point matches its cost"))
      }
    }
    return result
  }

  private func points(
    labelled label: String, in regime: ObservationTable, leaving: inout [UnmatchedPoint]
  ) throws -> [ContrastPoint] {
    let groupIndex = try regime.index(of: group)
    let labelled = try ObservationTable(
      columns: regime.columns,
      rows: regime.rows.filter { $0[groupIndex].labels.contains(label) })
    let columns = match.keys.sorted()
    var points: [ContrastPoint] = []
    for member in try labelled.grouped(by: ["point"]) {
      let id = member.key[0].text
      let costs = try columns.compactMap { try member.table.numbers($0)[0] }
      let both = Set(member.table.rows[0][groupIndex].labels).isSuperset(of: [first, second])
      let reason =
        both ? "it carries both labels" : costs.count < columns.count ? "its cost is missing" : nil
      if let reason {
        leaving.append(UnmatchedPoint(label: label, point: id, reason: reason))
      } else {
        points.append(ContrastPoint(id: id, costs: costs, metric: try metrics(of: member.table)))
      }
    }
    return points
  }

  private func metrics(of point: ObservationTable) throws -> [Int: Double] {
    let runs = try zip(point.replicates(), point.numbers(metric))
    var metrics: [Int: Double] = [:]
    for case (let replicate?, let value?) in runs { metrics[replicate] = value }
    return metrics
  }
}

/// The difference of two costs as a share of the smaller.
private func relativeDifference(_ a: Double, _ b: Double) -> Double {
  a == b ? 0 : abs(a - b) / min(abs(a), abs(b))
}
