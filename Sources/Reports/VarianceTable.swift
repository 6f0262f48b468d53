// The table of variance by random stream: one row for each set of streams that replicates draw anew.

public import Analysis

/// The variances of one point; its name where a study has several that differ in more than streams.
public struct LabelledVariances: Hashable, Sendable {
  /// What tells the point from others, for example `depth=8`; empty where there are none.
  public let label: String
  /// Its variances.
  public let variances: StreamVariances

  /// Variances under a label.
  public init(label: String, variances: StreamVariances) {
    (self.label, self.variances) = (label, variances)
  }
}

extension ReportTable {
  /// The table of the variances of some points.
  ///
  /// `unit` is that of the metric, `spreadUnit` that of its deviation.
  public init(
    _ points: [LabelledVariances], name: String, title: String, metricTitle: String,
    unit: ReportUnit, spreadUnit: ReportUnit, provenance: Provenance
  ) {
    let isLabelled = points.count > 1
    self.init(
      name: name, title: title,
      columns: (isLabelled ? [ReportColumn("point")] : []) + [
        ReportColumn("drawn anew"), ReportColumn("runs"), ReportColumn(metricTitle, unit: unit),
        ReportColumn("deviation", unit: spreadUnit),
        ReportColumn("share of the sum", unit: .percent, decimals: 0),
        ReportColumn("variance over sum"),
      ],
      rows: points.flatMap { point in
        point.variances.parts.map { part in
          (isLabelled ? [.text(point.label)] : []) + part.cells
        }
      },
      notes: [
        "Streams that are not drawn anew are those of replicate 0, which is therefore one and the same "
          + "run in all rows of a point. Mean with its Student interval, deviation with that of "
          + "chi-square, 95 %.",
        "Share: of the sum of the variances of single streams. Variance over sum: of streams together "
          + "over the sum of theirs alone, its interval by Satterthwaite; around 1 they add up, above "
          + "it they act on each other.",
      ], provenance: provenance)
  }
}

extension StreamVariances.Part {
  fileprivate var cells: [ReportCell] {
    let mean = ReportNumber(estimate.mean, interval: estimate.interval, count: estimate.count)
    return [
      .text(streams.joined(separator: ", ")), .number(Double(estimate.count)), .number(mean),
      estimate.deviation.map { .number(ReportNumber($0, interval: deviationInterval)) }
        ?? .missing(reason: "one run"),
      share.map { .number($0) } ?? .text(""),
      overSum.map { .number(ReportNumber($0.value, interval: $0.interval)) } ?? .text(""),
    ]
  }
}
