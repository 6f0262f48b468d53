// The points of a study as a collection that makes each when it is asked for.

public import Configuration

/// The points of a study, in order: a few bytes each until one is asked for.
public struct StudyPoints: RandomAccessCollection, Sendable {
  private let table: PointTable
  private let axes: [(name: String, path: String)]
  private let unidentified: Set<String>
  /// The points themselves where there are few: most of them are asked for again and again.
  private var made: [StudyPoint] = []
  /// The settings with values other than defaults, sorted by path, each with its line of a canonical text by code.
  private let lines: [(column: CodedColumn<Assignment?>, texts: [[UInt8]])]

  /// So many points are made at once: some 10 MB.
  private static let madeLimit = 1_000

  init(_ table: PointTable, axes: [AxisDefinition], unidentified: [String]) {
    self.table = table
    self.axes = axes.map { ($0.name, $0.path) }
    self.unidentified = Set(unidentified)
    let identified = table.settings.filter { !unidentified.contains($0.key) }
    lines = identified.sorted { $0.key < $1.key }.map { path, column in
      (column, column.values.map { Self.line(path, $0?.value) })
    }
    if table.rowCount <= Self.madeLimit { made = (0..<table.rowCount).map(point) }
  }

  /// The place of the first point.
  public var startIndex: Int { 0 }

  /// The place after the last point.
  public var endIndex: Int { table.rowCount }

  /// The point at a place, made anew where there are many.
  public subscript(position: Int) -> StudyPoint {
    made.isEmpty ? point(at: position) : made[position]
  }

  /// The identity of a point, which takes less than making it.
  public func id(at position: Int) -> String {
    var text: [UInt8] = []
    for (column, texts) in lines { text += texts[column.code(of: position)] }
    return Configuration.pointID(ofText: text)
  }

  /// The first point of each combination of some settings' values, in order: what depends on these settings alone is
  /// the same for all others of the combination.
  public func firstIndices(differingIn paths: [String]) -> [Int] {
    table.classes(by: paths.map { .setting($0) }).firstRows
  }

  /// The points, told apart by some settings and by the alternatives that lead to them.
  public func classes(differingIn paths: [String]) -> PointClasses {
    PointClasses(
      table.classes(
        by: paths.map { .setting($0) } + table.labels.keys.sorted().map { .group($0) }),
      pointCount: count)
  }

  /// The values of a setting in the order of their coming, and the number of each point's value; -1 where it has none.
  func levels(of path: String) -> (values: [SettingValue], numbers: [Int32]) {
    let defaultValue = Schema.setting(at: path)?.defaultValue
    guard let column = table.settings[path] else {
      let number: Int32 = defaultValue == nil ? -1 : 0
      return (defaultValue.map { [$0] } ?? [], Array(repeating: number, count: count))
    }
    var values: [SettingValue] = []
    var known: [Int32?] = Array(repeating: nil, count: column.values.count)
    let numbers = (0..<count).map { row -> Int32 in
      let code = column.code(of: row)
      if let number = known[code] { return number }
      let value = column.values[code]?.value ?? defaultValue
      let number = value.map { value in
        values.firstIndex(of: value).map(Int32.init) ?? Int32(values.count)
      }
      if let value, number == Int32(values.count) { values.append(value) }
      known[code] = number ?? -1
      return number ?? -1
    }
    return (values, numbers)
  }

  /// The settings in which points differ, in the schema's order.
  public var variedSettings: [String] {
    Schema.settings.filter { setting in
      guard let column = table.settings[setting.path], !column.isConstant else { return false }
      return Set(column.usedValues.map { $0?.value ?? setting.defaultValue }).count > 1
    }
    .map(\.path)
  }

  private func point(at row: Int) -> StudyPoint {
    let draft = table.draft(at: row)
    var configuration = Configuration(checked: draft.values)
    configuration.unidentified = unidentified
    var values: [String: SettingValue] = [:]
    for axis in axes { values[axis.name] = configuration.settings[axis.path] }
    return StudyPoint(configuration: configuration, axisValues: values, labels: draft.labels)
  }

  private static func line(_ path: String, _ value: SettingValue?) -> [UInt8] {
    guard let value, let setting = Schema.setting(at: path), value != setting.defaultValue else {
      return []
    }
    return Array(setting.canonicalLine(value).utf8)
  }
}

/// Points sorted into classes of those that agree in what was asked.
public struct PointClasses: Sendable {
  private let rows: RowClasses
  private let pointCount: Int

  init(_ rows: RowClasses, pointCount: Int) {
    (self.rows, self.pointCount) = (rows, pointCount)
  }

  /// The first point of each class.
  public var firstIndices: [Int] { rows.firstRows }

  /// The number of a point's class.
  public func number(of index: Int) -> Int { rows.number(of: index) }

  /// How many points each class has.
  public var sizes: [Int] {
    var sizes = Array(repeating: 0, count: rows.count)
    for index in 0..<pointCount { sizes[rows.number(of: index)] += 1 }
    return sizes
  }
}

extension StudyPoints: Equatable {
  /// Whether the same points stand in the same order.
  public static func == (first: StudyPoints, second: StudyPoints) -> Bool {
    first.elementsEqual(second)
  }
}

/// The runs of a study in order: replicate 0 of every point first, so that an interrupted study covers its grid.
public struct StudyRuns: RandomAccessCollection, Sendable {
  private let points: StudyPoints
  private let replicateCount: Int

  init(_ points: StudyPoints, replicateCount: Int) {
    (self.points, self.replicateCount) = (points, replicateCount)
  }

  /// The place of the first run.
  public var startIndex: Int { 0 }

  /// The place after the last run.
  public var endIndex: Int { points.count * replicateCount }

  /// The configuration of the run at a place.
  public subscript(position: Int) -> Configuration {
    points[position % points.count].configuration.replicate(position / points.count)
  }
}
