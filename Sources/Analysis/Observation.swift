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

  /// Every column of the run that has a value.
  var values: [String: ObservationValue] {
    var values: [String: ObservationValue] = [
      "run": .text(record.runID), "point": .text(record.pointID),
      "replicate": .number(Double(record.replicate)), "outcome": .text(record.outcome.word),
      "weights_sha256": record.weightsSHA256.map { .text($0) } ?? .missing,
    ]
    if let cost {
      for quantity in CostQuantity.allCases {
        values[quantity.rawValue] = cost.value(of: quantity).map { .number(Double($0)) }
      }
    }
    if let resolution { values["cost.resolution"] = .number(Double(resolution)) }
    for (name, value) in axes { values[name] = ObservationValue(value) }
    for (name, value) in labels { values[name] = ObservationValue(labels: value) }
    for (path, value) in settings { values[path] = ObservationValue(value) }
    for (name, value) in record.metrics { values[name] = ObservationValue(value) }
    for (name, value) in measures { values[name] = ObservationValue(value) }
    return values
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
      columns: columns,
      rows: sorted.map { observation in
        let values = observation.values
        return columns.map { values[$0] ?? .missing }
      })
  }

  private static func columns(
    of observations: [Observation], costs: [CostQuantity]
  ) -> [String] {
    func names(_ keys: (Observation) -> [String]) -> [String] {
      Set(observations.flatMap(keys)).sorted()
    }
    let costs = observations.contains { $0.cost != nil } ? costs.map(\.rawValue) : []
    let resolutions = observations.contains { $0.resolution != nil } ? ["cost.resolution"] : []
    return ["run", "point", "replicate"] + names { Array($0.labels.keys) }
      + names { Array($0.axes.keys) } + names { Array($0.settings.keys) } + costs
      + resolutions
      + names { Array($0.record.metrics.keys) + Array($0.measures.keys) }
      + ["outcome", "weights_sha256"]
  }
}
