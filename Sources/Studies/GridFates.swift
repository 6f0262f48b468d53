// What became of each combination of the grid: which point it is, or what removed it.

import Configuration

/// What removes points from a study.
enum PointRemover: Sendable {
  case constraint(Constraint)
  case subset(SubsetDefinition)
}

/// What became of a combination.
enum GridFate {
  /// It is one of the study's points, perhaps together with others.
  case point(Int)
  case removed(by: PointRemover)
}

/// The fates of all combinations of a grid, four bytes each.
struct GridFates: Sendable {
  /// The combinations as groups, axes and base have them.
  let given: PointTable
  /// The combinations after overrides, conditions and derivations.
  let resolved: PointTable
  private var removers: [PointRemover] = []
  /// For each combination its row now, or the bitwise complement of its remover's place.
  private var places: [Int32]

  /// Every combination a point of its own.
  init(_ given: PointTable, resolved: PointTable) {
    (self.given, self.resolved) = (given, resolved)
    places = (0..<resolved.rowCount).map(Int32.init)
  }

  /// No combinations.
  init() { self.init(PointTable(rowCount: 0), resolved: PointTable(rowCount: 0)) }

  func fate(of combination: Int) -> GridFate {
    let place = Int(places[combination])
    return place >= 0 ? .point(place) : .removed(by: removers[~place])
  }

  /// The combinations that are one point, in order.
  func combinations(of row: Int) -> [Int] { places.indices.filter { places[$0] == Int32(row) } }

  /// Rows of one class become one, in the order of the classes.
  mutating func collapse(_ classes: RowClasses) {
    for index in places.indices where places[index] >= 0 {
      places[index] = Int32(classes.number(of: Int(places[index])))
    }
  }

  /// All rows but some are removed.
  mutating func remove(allBut rows: [Int], of count: Int, by remover: PointRemover) {
    guard rows.count < count else { return }
    var moved = Array(repeating: ~Int32(removers.count), count: count)
    for (place, row) in rows.enumerated() { moved[row] = Int32(place) }
    removers.append(remover)
    for index in places.indices where places[index] >= 0 {
      places[index] = moved[Int(places[index])]
    }
  }
}
