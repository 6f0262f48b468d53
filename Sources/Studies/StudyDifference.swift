// Two studies compared: which points one has and the other has not.

public import Configuration

/// What changes from one study to another.
public struct StudyDifference: Sendable {
  /// Points of the second alone, in its order.
  public let added: [ChangedPoint]
  /// Points of the first alone, in its order.
  public let retired: [ChangedPoint]
  /// The ids of points of both, in the order of the second.
  public let kept: [String]
  /// Replicates of each point in the first and in the second.
  public let replicates: (before: Int, after: Int)

  /// Whether both have the same runs, in whatever order.
  public var isEmpty: Bool {
    added.isEmpty && retired.isEmpty && replicates.before == replicates.after
  }

  /// Compares two studies point by point, by identity.
  public init(from first: Study, to second: Study) {
    let (before, after) = (Set(first.points.map(\.id)), Set(second.points.map(\.id)))
    let table = SettingTable(Array(first.points) + Array(second.points))
    let (old, new) = (
      table.rows.prefix(first.points.count), table.rows.dropFirst(first.points.count)
    )
    added = table.changes(Array(new), without: before, against: Array(old))
    retired = table.changes(Array(old), without: after, against: Array(new))
    kept = second.points.map(\.id).filter(before.contains)
    replicates = (first.replicateCount, second.replicateCount)
  }
}

/// A point of one study alone.
public struct ChangedPoint: Hashable, Sendable {
  /// Its identity.
  public let id: String
  /// The point of the other study from which it differs in the fewest settings; nil where too many would have to be compared.
  public let nearest: String?
  /// The settings in which it differs from that one, or in which any points differ, in the schema's order.
  public let settings: [SettingChange]
}

/// A setting of two points.
public struct SettingChange: Hashable, Sendable {
  /// The setting.
  public let path: String
  /// Its value in the other study's point; nil where it is absent.
  public let other: SettingValue?
  /// Its value in this point; nil where it is absent.
  public let own: SettingValue?

  /// A setting from its path and values.
  public init(path: String, other: SettingValue?, own: SettingValue?) {
    (self.path, self.other, self.own) = (path, other, own)
  }
}

/// The settings in which points differ.
private struct SettingTable {
  struct Row {
    let id: String
    /// Values of `paths` by number, so that they compare fast; 0 for none.
    let values: [Int]
  }

  let paths: [String]
  let rows: [Row]
  /// The values of each path, by number.
  let known: [[SettingValue?]]

  /// More pairs than this are not compared.
  private static let pairLimit = 50_000_000

  init(_ points: [StudyPoint]) {
    var (paths, known, columns) = ([String](), [[SettingValue?]](), [[Int]]())
    for setting in Schema.settings {
      var numbers: [SettingValue: Int] = [:]
      var values: [SettingValue?] = [nil]
      let column = points.map { point -> Int in
        guard let value = point.configuration.settings[setting.path] else { return 0 }
        if let number = numbers[value] { return number }
        numbers[value] = values.count
        values.append(value)
        return values.count - 1
      }
      guard column.contains(where: { $0 != column.first }) else { continue }
      paths.append(setting.path)
      known.append(values)
      columns.append(column)
    }
    (self.paths, self.known) = (paths, known)
    rows = points.indices.map { index in
      Row(id: points[index].id, values: columns.map { $0[index] })
    }
  }

  /// The rows whose points are not known, each beside the nearest of others.
  func changes(
    _ rows: [Row], without known: Set<String>, against others: [Row]
  ) -> [ChangedPoint] {
    let changed = rows.filter { !known.contains($0.id) }
    let isComparable = changed.count * others.count <= Self.pairLimit
    return changed.map { row in
      let nearest =
        isComparable
        ? others.min { distance($0, row) < distance($1, row) } : nil
      let different = paths.indices.filter { nearest?.values[$0] != row.values[$0] }
      return ChangedPoint(
        id: row.id, nearest: nearest?.id,
        settings: different.map { place in
          SettingChange(
            path: paths[place], other: nearest.flatMap { self.known[place][$0.values[place]] },
            own: self.known[place][row.values[place]])
        })
    }
  }

  private func distance(_ first: Row, _ second: Row) -> Int {
    paths.indices.count { first.values[$0] != second.values[$0] }
  }
}
