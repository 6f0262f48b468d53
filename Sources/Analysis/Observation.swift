// A run as it enters the observation table: its record joined with its point's settings and cost.

public import Configuration
public import Records

/// One run and what is known of its point.
public struct Observation: Sendable {
  /// How the run ended and what it measured.
  public var record: RunRecord
  /// The point's place in the study's order.
  public var order: Int
  /// Values of the axes by the axis's name.
  public var axes: [String: SettingValue]
  /// Labels of the point by group; a base point shared by several sub-grids carries several.
  public var labels: [String: [String]]
  /// All settings by path.
  public var settings: [String: SettingValue]
  /// The network's cost, where it was counted.
  public var cost: Cost?
  /// The side of the images that the network saw, in pixels.
  public var resolution: Int?
  /// Measures by the study's own name, beside the record's metrics.
  public var measures: [String: Double]

  /// An observation from its parts.
  public init(
    record: RunRecord, order: Int, axes: [String: SettingValue] = [:],
    labels: [String: [String]] = [:], settings: [String: SettingValue] = [:], cost: Cost? = nil,
    resolution: Int? = nil, measures: [String: Double] = [:]
  ) {
    self.record = record
    self.order = order
    self.axes = axes
    self.labels = labels
    self.settings = settings
    self.cost = cost
    self.resolution = resolution
    self.measures = measures
  }

  /// The value in a column; missing where the run has none.
  fileprivate func value(of column: ObservationColumn) -> ObservationValue {
    switch column {
    case .run: .text(record.runID)
    case .point: .text(record.pointID)
    case .replicate: .number(Double(record.replicate))
    case .label(let name): labels[name].map { ObservationValue(labels: $0) } ?? .missing
    case .axis(let name): axes[name].map { ObservationValue($0) } ?? .missing
    case .setting(let path): settings[path].map { ObservationValue($0) } ?? .missing
    case .cost(let quantity): ObservationValue(cost?.value(of: quantity).map(Double.init))
    case .resolution: ObservationValue(resolution.map(Double.init))
    case .metric(let name): ObservationValue(measures[name] ?? record.metrics[name])
    case .outcome: .text(record.outcome.word)
    case .weights: record.weightsSHA256.map { .text($0) } ?? .missing
    }
  }
}

/// What a column of the observation table shows.
private enum ObservationColumn {
  case run
  case point
  case replicate
  case label(String)
  case axis(String)
  case setting(String)
  case cost(CostQuantity)
  case resolution
  case metric(String)
  case outcome
  case weights

  var name: String {
    switch self {
    case .run: "run"
    case .point: "point"
    case .replicate: "replicate"
    case .label(let name), .axis(let name), .setting(let name), .metric(let name): name
    case .cost(let quantity): quantity.rawValue
    case .resolution: "cost.resolution"
    case .outcome: "outcome"
    case .weights: "weights_sha256"
    }
  }
}

extension RunOutcome {
  /// One word or two, as tables show it: `completed`, `diverged`, `failed memory`.
  var word: String {
    switch self {
    case .completed: "completed"
    case .diverged: "diverged"
    case .failed(let failure, _): "failed \(failure.rawValue)"
    }
  }
}

extension ObservationTable {
  /// The table of some runs: identity, groups, axes, settings, cost, metrics, outcome, weights.
  ///
  /// The order of the runs given does not matter: rows are sorted by point, then replicate, and the columns of
  /// each kind by name.
  ///
  /// - Parameters:
  ///   - observations: The runs.
  ///   - costs: The numbers of their costs that have a column.
  /// - Throws: `AnalysisError` where an axis, a group, a setting or a metric share a name.
  public init(
    _ observations: [Observation], costs: [CostQuantity] = CostQuantity.usual
  ) throws {
    let sorted = observations.sorted {
      ($0.order, $0.record.replicate, $0.record.runID)
        < ($1.order, $1.record.replicate, $1.record.runID)
    }
    let columns = Self.columns(of: sorted, costs: costs)
    try self.init(
      columns: columns.map(\.name),
      rows: sorted.map { observation in columns.map { observation.value(of: $0) } })
  }

  private static func columns(
    of observations: [Observation], costs: [CostQuantity]
  ) -> [ObservationColumn] {
    var (labels, axes, settings, metrics): (Set<String>, Set<String>, Set<String>, Set<String>)
    (labels, axes, settings, metrics) = ([], [], [], [])
    for observation in observations {
      labels.formUnion(observation.labels.keys)
      axes.formUnion(observation.axes.keys)
      settings.formUnion(observation.settings.keys)
      metrics.formUnion(observation.record.metrics.keys)
      metrics.formUnion(observation.measures.keys)
    }
    var columns: [ObservationColumn] = [.run, .point, .replicate]
    columns += labels.sorted().map { .label($0) } + axes.sorted().map { .axis($0) }
    columns += settings.sorted().map { .setting($0) }
    if observations.contains(where: { $0.cost != nil }) { columns += costs.map { .cost($0) } }
    if observations.contains(where: { $0.resolution != nil }) { columns.append(.resolution) }
    return columns + metrics.sorted().map { .metric($0) } + [.outcome, .weights]
  }
}
