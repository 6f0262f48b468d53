// The table of a speed-accuracy frontier: one row a point, by cost, with what noise leaves of its place.

public import Analysis

extension ReportTable {
  /// The table of a frontier.
  ///
  /// - Parameters:
  ///   - frontier: The points with their verdicts.
  ///   - name: The table's name.
  ///   - title: Its caption.
  ///   - cost: The heading of costs.
  ///   - costUnit: In what costs are shown.
  ///   - error: The heading of what is to be low.
  ///   - resolutions: The side of a point's images in pixels, by its name.
  ///   - provenance: Where the numbers come from.
  public init(
    _ frontier: SpeedAccuracyFrontier, name: String, title: String, cost: String,
    costUnit: ReportUnit, error: String, resolutions: [String: Int], provenance: Provenance
  ) {
    self.init(
      name: name, title: title,
      columns: [
        ReportColumn("point"), ReportColumn("resolution (px)"), ReportColumn(cost, unit: costUnit),
        ReportColumn(error), ReportColumn("best by mean"), ReportColumn("verdict"),
        ReportColumn("by"),
      ],
      rows: frontier.entries.map { entry in
        let (verdict, other) = entry.dominance.words
        return [
          .text(entry.point.name),
          resolutions[entry.point.name].map { .number(Double($0)) }
            ?? .missing(reason: "not known"),
          .number(entry.point.cost), entry.errorCell, .text(entry.isBestByMean ? "yes" : "no"),
          .text(verdict), .text(other),
        ]
      },
      notes: [
        "Mean with its 95 % Student interval over replicates. On the frontier: told to be lower than "
          + "every point of its cost or less, by Welch's tests at 5 %. Dominated: another such point is "
          + "told to be lower, corrected by Holm for their number. Open: noise leaves either possible. A "
          + "point of one replicate borrows the deviation of the others."
      ], provenance: provenance)
  }
}

extension SpeedAccuracyFrontier.Entry {
  fileprivate var errorCell: ReportCell {
    let interval = MeanEstimate(point.errors)?.interval
    return .number(ReportNumber(error, interval: interval, count: point.errors.count))
  }
}

extension Dominance {
  /// The verdict in words, and the point that is better where one is.
  fileprivate var words: (verdict: String, other: String) {
    switch self {
    case .onFrontier: ("on the frontier", "")
    case .dominated(let other): ("dominated", other)
    case .undecided: ("open", "")
    }
  }
}
