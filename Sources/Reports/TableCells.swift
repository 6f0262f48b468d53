// The record of an emitted table: all that it says, what each cell is made of, and the digests of its files.

import Analysis

/// The record that lies beside a table as `NAME.cells.json`.
///
/// From it the table's files can be written again, letter by letter, so that a file changed by hand is told from one
/// that is out of date.
public struct TableCells: Hashable, Sendable {
  /// A column as it is recorded.
  struct Column: Hashable, Codable {
    var header: String
    var group: String?
    var unit: ReportUnit?
    var decimals: Int?
    var isForPrograms: Bool?
  }

  /// A cell as it is recorded: words, a number or the reason for neither.
  struct Cell: Hashable, Codable {
    var text: String?
    var value: Double?
    var low: Double?
    var high: Double?
    var count: Int?
    var mark: String?
    var decimals: Int?
    var isSigned: Bool?
    var missing: String?
    /// Its place in the list of origins.
    var origin: Int?
    /// Its place in the list of rules.
    var rule: Int?
  }

  /// What cells are made of, their runs by place in the list of runs: `0-3 7`.
  struct Origin: Hashable, Codable {
    var runs: String?
    var published: [PublishedOrigin]?
    var counted: [CountedOrigin]?
    var study: StudyOrigin?
    var measured: [String]?
  }

  /// What only the tables of one kind have: a study's file, reference tables with their sources.
  struct Head: Hashable, Codable {
    var name: String
    var title: String
    var study: RecordedStudy?
    var references: [RecordedReference]?
    var notes: [String]
    var provenance: Provenance
  }

  var head: Head
  var columns: [Column]
  var rows: [[Cell]]
  var rules: [CellRule]
  var origins: [Origin]
  /// The runs behind any cell.
  public internal(set) var runs: [RecordedRun]
  /// The digest of each file of the table, by its ending.
  public internal(set) var digests: [String: String]
}

/// The study that a table is of.
public struct RecordedStudy: Hashable, Sendable, Codable {
  /// Its name.
  public var name: String
  /// Its file, from where the command was given.
  public var file: String
  /// The subset, where it is not the whole study.
  public var subset: String?

  /// A study from its parts.
  public init(name: String, file: String, subset: String? = nil) {
    self.name = name
    self.file = file
    self.subset = subset
  }
}

/// A reference table with where its values were read.
public struct RecordedReference: Hashable, Sendable, Codable {
  /// Its name.
  public var table: String
  /// How much of the published table is there.
  public var status: String
  /// Where the values were read.
  public var sources: [String]

  /// A reference table from its parts.
  public init(table: String, status: String, sources: [String]) {
    self.table = table
    self.status = status
    self.sources = sources
  }
}

/// A run behind a cell.
public struct RecordedRun: Hashable, Sendable, Codable {
  /// Its identity.
  public var run: String
  /// How it ended, where it did not complete.
  public var outcome: String?
  /// Version of the code that did it.
  public var commit: String
  /// Hash of the numeric environment.
  public var numerics: String
  /// The first 16 digits of the SHA-256 of its weights; nil where there are none.
  public var weights: String?
  /// The metrics that the table's rules mention.
  public var values: [String: Double]

  /// The replicate, which ends the identity.
  public var seed: Int? { run.split(separator: "-").last.flatMap { Int($0) } }
}

extension TableCells {
  /// The record of a table.
  ///
  /// - Parameters:
  ///   - table: The table with its origins.
  ///   - formats: The forms in which it is written.
  ///   - facts: What is known of the runs.
  ///   - study: The study that it is of; nil for a table of published values.
  ///   - references: The reference tables that it shows.
  public init(
    _ table: ReportTable, formats: [TableFormat], runs facts: RunFacts,
    study: RecordedStudy? = nil, references: [RecordedReference] = []
  ) {
    var ledger = OriginLedger()
    head = Head(
      name: table.name, title: table.title, study: study,
      references: references.isEmpty ? nil : references, notes: table.notes,
      provenance: table.provenance)
    columns = table.columns.map { column in
      Column(
        header: column.header, group: column.group, unit: column.unit == .none ? nil : column.unit,
        decimals: column.decimals, isForPrograms: column.isForPrograms ? true : nil)
    }
    rows = table.rows.indices.map { row in
      table.columns.indices.map { column in
        var cell = Cell(table.rows[row][column])
        if let origin = table.origin(row, column), !origin.isEmpty {
          (cell.origin, cell.rule) = ledger.places(of: origin)
        }
        return cell
      }
    }
    rules = ledger.rules.members
    origins = ledger.origins.members
    let metrics = Set(rules.compactMap(\.metric)).sorted()
    runs = ledger.runs.members.map { facts.recorded($0, metrics: metrics) }
    digests = Dictionary(
      uniqueKeysWithValues: formats.map { format in
        (format.fileExtension, TextDigest.of(table.text(in: format)))
      })
  }

  /// The table as it was written.
  public var table: ReportTable {
    ReportTable(
      name: head.name, title: head.title,
      columns: columns.map { column in
        ReportColumn(
          column.header, group: column.group, unit: column.unit ?? .none,
          decimals: column.decimals, isForPrograms: column.isForPrograms ?? false)
      },
      rows: rows.map { row in row.map(\.cell) }, notes: head.notes, provenance: head.provenance)
  }

  /// The table's name.
  public var name: String { head.name }

  /// The study that it is of; nil for a table of published values.
  public var study: RecordedStudy? { head.study }

  /// Where the published values of a reference table were read.
  public func reference(_ table: String) -> RecordedReference? {
    head.references?.first { $0.table == table }
  }

  /// What a cell is made of, its runs in the order of the record; nil for labels.
  public func origin(_ row: Int, _ column: Int) -> CellOrigin? {
    let cell = rows[row][column]
    guard let place = cell.origin, origins.indices.contains(place) else { return nil }
    let recorded = origins[place]
    var origin = CellOrigin()
    origin.runs = PlaceList.places(in: recorded.runs ?? "").filter(runs.indices.contains)
      .map { runs[$0].run }
    origin.rule = cell.rule.flatMap { rules.indices.contains($0) ? rules[$0] : nil }
    origin.published = recorded.published ?? []
    origin.counted = recorded.counted ?? []
    origin.study = recorded.study
    origin.measured = recorded.measured ?? []
    return origin
  }

  /// The runs of a cell.
  public func runs(_ row: Int, _ column: Int) -> [RecordedRun] {
    guard let place = rows[row][column].origin, origins.indices.contains(place) else { return [] }
    return PlaceList.places(in: origins[place].runs ?? "").filter(runs.indices.contains)
      .map { runs[$0] }
  }
}

extension TableCells.Cell {
  fileprivate init(_ cell: ReportCell) {
    switch cell {
    case .text(let text): self.text = text
    case .missing(let reason): missing = reason
    case .number(let number):
      value = number.value
      low = number.interval?.low
      high = number.interval?.high
      count = number.count
      mark = number.mark?.rawValue
      decimals = number.decimals
      isSigned = number.isSigned ? true : nil
    }
  }

  fileprivate var cell: ReportCell {
    if let text { return .text(text) }
    guard let value else { return .missing(reason: missing ?? "") }
    var interval: Interval?
    if let low, let high { interval = Interval(low: low, high: high) }
    return .number(
      ReportNumber(
        value, interval: interval, count: count, mark: mark.flatMap(ReportMark.init),
        decimals: decimals, isSigned: isSigned ?? false))
  }
}

/// Gathers what cells share, each once, in the order of first use.
private struct OriginLedger {
  var runs = Members<String>()
  var rules = Members<CellRule>()
  var origins = Members<TableCells.Origin>()

  mutating func places(of origin: CellOrigin) -> (origin: Int, rule: Int?) {
    let recorded = TableCells.Origin(
      runs: origin.runs.isEmpty
        ? nil : PlaceList.text(of: origin.runs.map { runs.place(of: $0) }),
      published: origin.published.isEmpty ? nil : origin.published,
      counted: origin.counted.isEmpty ? nil : origin.counted, study: origin.study,
      measured: origin.measured.isEmpty ? nil : origin.measured)
    return (origins.place(of: recorded), origin.rule.map { rules.place(of: $0) })
  }
}

/// Different values with their places.
private struct Members<Member: Hashable> {
  private(set) var members: [Member] = []
  private var places: [Member: Int] = [:]

  mutating func place(of member: Member) -> Int {
    if let place = places[member] { return place }
    places[member] = members.count
    members.append(member)
    return members.count - 1
  }
}

/// Places in a list as text: `0-3 7 9`.
enum PlaceList {
  static func text(of places: [Int]) -> String {
    var ranges: [(first: Int, last: Int)] = []
    for place in Set(places).sorted() {
      if let last = ranges.last, last.last + 1 == place {
        ranges[ranges.count - 1].last = place
      } else {
        ranges.append((place, place))
      }
    }
    return ranges.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }
      .joined(separator: " ")
  }

  static func places(in text: String) -> [Int] {
    text.split(separator: " ").flatMap { part -> [Int] in
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, first <= last, last - first < 1_000_000
      else { return [] }
      return Array(first...last)
    }
  }
}
