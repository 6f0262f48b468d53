// What a cell of a table is made of: runs, published values, counts, and the rule that made one number of them.

import References

/// What a cell is made of.
public struct CellOrigin: Hashable, Sendable {
  /// The runs behind it, by identity, those included that gave no value.
  public var runs: [String] = []
  /// How the number comes from them.
  public var rule: CellRule?
  /// Published values, each with its place.
  public var published: [PublishedOrigin] = []
  /// What was counted of networks.
  public var counted: [CountedOrigin] = []
  /// The points of a study that a specification asks about.
  public var study: StudyOrigin?
  /// What was measured on a machine, each with its place.
  public var measured: [String] = []

  /// An origin of which nothing is known yet.
  public init() {}

  /// The origin of a number that runs give by a rule.
  public init(runs: [String], rule: CellRule) {
    self.runs = runs
    self.rule = rule
  }

  /// Whether nothing is known of it.
  public var isEmpty: Bool { self == CellOrigin() }

  /// The origin of what is made of both.
  public func joined(with other: CellOrigin) -> CellOrigin {
    var all = self
    all.runs += other.runs.filter { !runs.contains($0) }
    all.rule = rule ?? other.rule
    all.published += other.published.filter { !published.contains($0) }
    all.counted += other.counted.filter { !counted.contains($0) }
    all.study = study ?? other.study
    all.measured += other.measured.filter { !measured.contains($0) }
    return all
  }
}

/// How a number comes from runs.
public struct CellRule: Hashable, Sendable, Codable {
  /// What is made of them, for example `mean over replicates`.
  public var quantity: String
  /// The column of the observation table, for example `best.ema.validation.top1`.
  public var metric: String?
  /// Of which epoch the metric is.
  public var epoch: String?
  /// Of which weights.
  public var weights: String?
  /// How the interval is made, or the deviation.
  public var interval: String?
  /// The test behind verdicts and marks.
  public var test: String?

  /// A rule over a metric, whose name says epoch and weights; over a cost it has neither.
  public init(
    _ quantity: String, metric: String? = nil, interval: String? = nil, test: String? = nil
  ) {
    self.quantity = quantity
    self.metric = metric
    self.interval = interval
    self.test = test
    guard let metric, !metric.hasPrefix("cost.") else { return }
    let parts = metric.split(separator: ".")
    epoch = parts.first == "best" ? "the first with the best validation top-1" : "last"
    weights = parts.contains("ema") ? "averaged (EMA)" : "as trained"
  }
}

/// A published value with its place.
public struct PublishedOrigin: Hashable, Sendable, Codable {
  /// The reference table, for example `resnet-rs/table7_models`.
  public var table: String
  /// The line of its file, from 1; nil where all of its rows count.
  public var line: Int?
  /// The value in the digits of its source.
  public var text: String?
  /// How it is known.
  public var provenance: String?

  /// A published value from its parts.
  public init(table: String, line: Int? = nil, text: String? = nil, provenance: String? = nil) {
    self.table = table
    self.line = line
    self.text = text
    self.provenance = provenance
  }

  /// The place in the folder of reference tables: `group/table.yaml:13`.
  public var place: String { "\(table).yaml" + (line.map { ":\($0)" } ?? "") }
}

/// A quantity counted of a network.
public struct CountedOrigin: Hashable, Sendable, Codable {
  /// The network's name in the catalogue.
  public var network: String
  /// Side of the images in pixels; nil for the published one.
  public var resolution: Int?
  /// The stem, where it is not the family's.
  public var stem: String?
  /// The factor on the network's channels; nil for 1.
  public var width: Double?
  /// What is counted.
  public var quantity: String

  /// The origin of the answer to a question.
  public init(_ question: NetworkQuestion) {
    network = question.network
    resolution = question.resolution
    stem = question.stem
    width = question.width
    quantity = question.quantity.rawValue
  }
}

/// Points of a study that a specification asks about.
public struct StudyOrigin: Hashable, Sendable, Codable {
  /// The study's file, for example `studies/paper/rs-table1.yaml`.
  public var file: String
  /// Which of its points.
  public var condition: String
  /// The study's measure.
  public var measure: String
  /// What is asked of them.
  public var quantity: String

  /// The points of a question.
  public init(_ question: TrainingQuestion) {
    file = "studies/\(question.file)"
    condition = question.points.condition
    measure = question.points.measure
    quantity = question.quantity.rawValue
  }
}

extension ReportTable {
  /// The table with an origin for each row, which every cell of the row has that has none yet and is no label at the left.
  public func withOrigins(ofRows rowOrigins: [CellOrigin]) -> ReportTable {
    var table = self
    let labels = columns.indices.prefix { column in
      rows.allSatisfy { if case .text = $0[column] { true } else { false } }
    }.count
    table.origins = rows.indices.map { row in
      columns.indices.map { column in
        if let known = origin(row, column) { return known }
        if column < labels { return nil }
        return rowOrigins.indices.contains(row) ? rowOrigins[row] : nil
      }
    }
    return table
  }

  /// The table with an origin for every number and gap that has none.
  public func withOrigins(otherwise origin: CellOrigin) -> ReportTable {
    withOrigins(ofRows: Array(repeating: origin, count: rows.count))
  }

  /// What a cell is made of; nil where nothing is known of it.
  public func origin(_ row: Int, _ column: Int) -> CellOrigin? {
    guard origins.indices.contains(row), origins[row].indices.contains(column) else { return nil }
    return origins[row][column]
  }
}
