// The table of a contrast: one row a regime, with difference, p-value and verdict.

public import Analysis
import Foundation

extension ReportTable {
  /// The table of a contrast's answers.
  ///
  /// `unit` is that of the difference, for example percentage points.
  public init(
    _ result: ContrastResult, name: String, title: String, metricTitle: String,
    unit: ReportUnit = .none, provenance: Provenance
  ) {
    let contrast = result.contrast
    let regimes = contrast.by.map { ReportColumn($0) }
    let columns =
      regimes + [
        ReportColumn("pairs"), ReportColumn("seeds"),
        ReportColumn("\(contrast.first) less \(contrast.second)", unit: unit),
        ReportColumn("p", decimals: 3), ReportColumn("verdict"),
      ]
    self.init(
      name: name, title: title, columns: columns,
      rows: result.regimes.map { regime in
        regime.regime.map { ReportCell($0.value) } + regime.cells(contrast)
      },
      notes: contrast.notes(metricTitle: metricTitle, unit: unit)
        + contrast.reasons(in: result.regimes),
      provenance: provenance)
  }
}

extension RegimeContrast {
  fileprivate func cells(_ contrast: Contrast) -> [ReportCell] {
    let difference = estimate.map {
      ReportCell.number(ReportNumber($0.mean, interval: $0.interval, count: $0.count))
    }
    return [
      .number(Double(pairs.count)), .number(Double(seeds.count)),
      difference ?? .missing(reason: "nothing to compare"),
      adjustedPValue.map { .number($0) } ?? .missing(reason: "not tested"),
      .text(verdict.word(contrast)),
    ]
  }
}

extension Verdict {
  /// The verdict in a word: the better label, `equivalent` or `undecided`.
  public func word(_ contrast: Contrast) -> String {
    switch self {
    case .first: contrast.first
    case .second: contrast.second
    case .equivalent: "equivalent"
    case .undecided: "undecided"
    }
  }
}

extension Contrast {
  fileprivate func notes(metricTitle: String, unit: ReportUnit) -> [String] {
    let matched = match.keys.sorted().map { key in
      "\(key) within \(NumberText(ReportNumber(match[key] ?? 0), column: percentColumn).value) %"
    }
    let percent = NumberText(ReportNumber(level), column: percentColumn).value
    let margin = equivalence.map { margin in
      let shown = String(format: "%g", margin * unit.factor)
      return ", equivalent within \(shown) \(unit.symbol)"
    }
    return [
      "Difference in \(metricTitle), points matched on \(matched.joined(separator: " and ")), "
        + "paired by seed; \(percent) % Student interval over seeds"
        + "\(margin ?? ""); p from the paired t test, corrected by Holm."
    ]
  }

  /// Why regimes are undecided, each reason once.
  fileprivate func reasons(in regimes: [RegimeContrast]) -> [String] {
    var reasons: [String] = []
    for case .undecided(let reason) in regimes.map(\.verdict) where !reasons.contains(reason) {
      reasons.append(reason)
    }
    return reasons.isEmpty ? [] : ["Undecided: \(reasons.joined(separator: "; "))."]
  }

  private var percentColumn: ReportColumn { ReportColumn("", unit: .percent) }
}
