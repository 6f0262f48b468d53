// The table of variance between roots of chance and within them: replicates are nested in roots.

import Analysis

/// How a metric spreads between roots and within them, at one point.
public struct NestedVariances: Hashable, Sendable {
  /// What tells the point from others; empty where there are none.
  let label: String
  /// The streams that replicates of one root draw anew.
  let streams: [String]
  /// The two parts: between roots, then within.
  let split: VarianceComponents

  /// The split of some values, one list a root; nil unless several roots have as many replicates, at least two.
  public init?(label: String, streams: [String], values: [[Double]]) {
    guard let count = values.first?.count, values.count > 1, count > 1,
      values.allSatisfy({ $0.count == count })
    else { return nil }
    (self.label, self.streams) = (label, streams)
    split = VarianceComponents(nested: values, outer: "between roots", inner: "within a root")
  }
}

extension ReportTable {
  /// The table of the nested variances of some points; `unit` is that of deviations.
  public init(
    nested points: [NestedVariances], name: String, title: String, unit: ReportUnit,
    provenance: Provenance
  ) {
    let isLabelled = points.count > 1
    self.init(
      name: name, title: title,
      columns: (isLabelled ? [ReportColumn("point")] : []) + [
        ReportColumn("source"), ReportColumn("drawn anew"),
        ReportColumn("degrees of freedom"), ReportColumn("deviation", unit: unit),
        ReportColumn("share", unit: .percent, decimals: 0),
      ],
      rows: points.flatMap { point in
        point.split.components.map { component in
          (isLabelled ? [.text(point.label)] : []) + point.cells(component)
        }
      },
      notes: [
        "Between roots all streams are drawn anew, within a root those of replicates alone; the part "
          + "between roots is what the streams add that replicates share. Mean squares, 95 % intervals "
          + "by chi-square and by the modified large-sample method; a part estimated below 0 is shown "
          + "as 0."
      ], provenance: provenance)
  }
}

extension NestedVariances {
  fileprivate func cells(_ component: VarianceComponent) -> [ReportCell] {
    let isBetween = component.source == split.components.first?.source
    let interval = component.interval.map {
      Interval(low: $0.low.squareRoot(), high: $0.high.squareRoot())
    }
    return [
      .text(component.source),
      .text(isBetween ? "all streams" : streams.joined(separator: ", ")),
      .number(Double(component.degreesOfFreedom)),
      .number(ReportNumber(component.deviation, interval: interval)),
      split.share(of: component.source).map { .number($0) }
        ?? .missing(reason: "nothing varies"),
    ]
  }
}
