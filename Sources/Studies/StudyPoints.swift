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
