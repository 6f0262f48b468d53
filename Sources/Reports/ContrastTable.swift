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
    let made = result.regimes.map { CellOrigin(runs: $0.runs, rule: contrast.rule) }
    origins = rows.indices.map { row in
      columns.indices.map { $0 < contrast.by.count ? nil : made[row] }
    }
  }
}

extension RegimeContrast {
  /// The runs compared, by identity: those of the pairs under their common seeds.
  fileprivate var runs: [String] {
    pairs.flatMap { pair in
      [pair.first, pair.second].flatMap { point in seeds.map { "\(point)-\($0)" } }
    }
  }

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
  /// How a regime's numbers come from its runs.
  fileprivate var rule: CellRule {
    CellRule(
      "\(first) less \(second) of points matched on \(match.keys.sorted().joined(separator: ", ")), "
        + "averaged over the pairs within a seed, then over seeds",
      metric: metric,
      interval: "\(Int((level * 100).rounded())) % Student interval over seeds",
      test: "paired t test over seeds, corrected by Holm over the regimes")
  }

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
