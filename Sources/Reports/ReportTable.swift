// The one table that every writer takes.

public import Analysis

/// A table of a report: what it says, without how it looks.
public struct ReportTable: Hashable, Sendable {
  /// File stem and label.
  public var name: String
  /// What the table shows, in a sentence.
  public var title: String
  /// The columns, from left to right.
  public var columns: [ReportColumn]
  /// The rows, each with one cell a column.
  public var rows: [[ReportCell]]
  /// Sentences under the table.
  public var notes: [String]
  /// Where the numbers come from.
  public var provenance: Provenance

  /// A table from its parts.
  ///
  /// - Precondition: every row has one cell a column.
  public init(
    name: String, title: String, columns: [ReportColumn], rows: [[ReportCell]],
    notes: [String] = [], provenance: Provenance
  ) {
    for row in rows {
      precondition(
        row.count == columns.count,
        "a row of table '\(name)' has \(row.count) cells for \(columns.count) columns")
    }
    self.name = name
    self.title = title
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.provenance = provenance
  }
}

/// One column of a table.
public struct ReportColumn: Hashable, Sendable {
  /// Its heading.
  public var header: String
  /// The heading that it shares with its neighbours, where they form a group.
  public var group: String?
  /// In what its numbers are shown.
  public var unit: ReportUnit
  /// Digits after the point of numbers without an interval; nil where four significant digits are to be shown.
  public var decimals: Int?
  /// Whether only programs are shown it: it stands in CSV and nowhere else.
  public var isForPrograms: Bool

  /// A column from its heading.
  public init(
    _ header: String, group: String? = nil, unit: ReportUnit = .none, decimals: Int? = nil,
    isForPrograms: Bool = false
  ) {
    self.header = header
    self.group = group
    self.unit = unit
    self.decimals = decimals
    self.isForPrograms = isForPrograms
  }

  /// The shared heading with the unit.
  var groupHeading: String? { group.map(unit.heading) }

  /// The heading with its unit; under a shared heading that one carries it.
  var heading: String { group == nil ? unit.heading(header) : header }
}

/// In what numbers are shown; inside they are plain, and fractions lie in 0...1.
public enum ReportUnit: String, Hashable, Sendable, CaseIterable {
  /// As they are.
  case none
  /// Hundredths.
  case percent
  /// Hundredths, of a difference of two fractions.
  case percentagePoints
  /// Millions.
  case millions
  /// Thousand millions.
  case billions
  /// Million million millions.
  case quintillions

  /// What a number is multiplied by before it is shown.
  public var factor: Double {
    switch self {
    case .none: 1
    case .percent, .percentagePoints: 100
    case .millions: 1e-6
    case .billions: 1e-9
    case .quintillions: 1e-18
    }
  }

  /// A heading or an axis label with the unit behind it.
  public func heading(_ text: String) -> String { symbol.isEmpty ? text : "\(text) (\(symbol))" }

  /// The unit as headings and axes show it; empty where there is none.
  public var symbol: String {
    switch self {
    case .none: ""
    case .percent: "%"
    case .percentagePoints: "points"
    case .millions: "M"
    case .billions: "G"
    case .quintillions: "E"
    }
  }
}

/// What stands in one place of a table.
public enum ReportCell: Hashable, Sendable {
  /// Words.
  case text(String)
  /// A number, perhaps with its uncertainty.
  case number(ReportNumber)
  /// Nothing, for this reason.
  case missing(reason: String)

  /// A number without uncertainty.
  public static func number(_ value: Double) -> ReportCell { .number(ReportNumber(value)) }

  /// The value of an observation.
  public init(_ value: ObservationValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .text, .boolean: self = .text(value.text)
    case .missing: self = .missing(reason: "not set")
    }
  }
}

/// A number of a table.
public struct ReportNumber: Hashable, Sendable {
  /// The value; a fraction stays a fraction.
  public var value: Double
  /// The interval of its uncertainty.
  public var interval: Interval?
  /// How many replicates it rests on.
  public var count: Int?
  /// How it compares with its column.
  public var mark: ReportMark?
  /// Its digits after the point, where they are its own and not its column's.
  public var decimals: Int?
  /// Whether its sign is always shown.
  public var isSigned: Bool

  /// A number from its parts.
  public init(
    _ value: Double, interval: Interval? = nil, count: Int? = nil, mark: ReportMark? = nil,
    decimals: Int? = nil, isSigned: Bool = false
  ) {
    self.value = value
    self.interval = interval
    self.count = count
    self.mark = mark
    self.decimals = decimals
    self.isSigned = isSigned
  }
}

/// How a number compares with the best of its column.
public enum ReportMark: Hashable, Sendable {
  /// It is the best.
  case best
  /// It is not told from the best.
  case sameAsBest
}

/// The forms in which a table is written.
public enum TableFormat: String, Hashable, Sendable, CaseIterable {
  /// Comma-separated values, full precision, for programs.
  case csv
  /// A table of booktabs and siunitx for a paper.
  case latex
  /// A table of GitHub's Markdown.
  case markdown
  /// A fragment of HTML.
  case html
  /// Aligned text for a terminal.
  case text

  /// The ending of a file of this form.
  public var fileExtension: String {
    switch self {
    case .csv: "csv"
    case .latex: "tex"
    case .markdown: "md"
    case .html: "html"
    case .text: "txt"
    }
  }
}

extension ReportTable {
  /// The table in a form.
  public func text(in format: TableFormat) -> String {
    switch format {
    case .csv: csv
    case .latex: forReaders.latex
    case .markdown: forReaders.markdown
    case .html: forReaders.html
    case .text: forReaders.plainText
    }
  }

  /// The table without the columns that are for programs.
  var forReaders: ReportTable {
    let kept = columns.indices.filter { !columns[$0].isForPrograms }
    var table = self
    table.columns = kept.map { columns[$0] }
    table.rows = rows.map { row in kept.map { row[$0] } }
    return table
  }
}
