// Contrasts as rows: the difference with its interval, the single differences behind it, zero and the margin.

public import Analysis

/// A difference of two alternatives in one regime.
struct DifferenceRow {
  /// The regime in words.
  let name: String
  /// First less second.
  let mean: Double
  /// Its interval, where it has one.
  let interval: Interval?
  /// The differences that the mean is of.
  let single: [Double]
  /// What follows: 0 the first is better, 1 the second, 2 both are equivalent, 3 undecided.
  let verdict: Int
}

extension Figure {
  /// A contrast: one row a regime, with the difference's interval, a line at zero and the margin of equivalence.
  ///
  /// - Parameters:
  ///   - result: The contrast's answers.
  ///   - name: The file stem.
  ///   - difference: What the horizontal axis measures, with its unit.
  ///   - unit: That of the difference.
  ///   - origin: Sentences on the runs and where their numbers come from.
  /// - Returns: The figure.
  public static func contrast(
    _ result: ContrastResult, name: String, difference: String,
    unit: ReportUnit = .percentagePoints, origin: String
  ) -> Figure {
    let (first, second) = (result.contrast.first, result.contrast.second)
    let rows = result.regimes.map { regime in
      DifferenceRow(
        name: regime.regime.map(\.value.text).joined(separator: ", "),
        mean: (regime.estimate?.mean ?? .nan) * unit.factor,
        interval: regime.estimate?.interval?.scaled(by: unit.factor),
        single: regime.differences.map { $0 * unit.factor }, verdict: regime.verdict.place)
    }
    let seeds = Set(result.regimes.flatMap(\.seeds)).count
    let margin = result.contrast.equivalence.map { $0 * unit.factor }
    let band = margin.map { _ in " The grey area is the margin of equivalence." } ?? ""
    let count = result.regimes.count
    var figure = Figure(
      name: name,
      caption:
        "\(first.sentenceStart) less \(second) at equal cost: mean over seeds with its 95 % Student "
        + "interval, uncorrected; verdicts are corrected by Holm for "
        + "\(count) \(count == 1 ? "regime" : "regimes"). Light points are single seeds, "
        + "\(seeds) at most.\(band) \(origin)",
      panels: [
        differencePanel(
          rows, axis: difference, rowAxis: result.contrast.by.joined(separator: ", "),
          words: verdictWords(first, second), margin: margin)
      ])
    figure.aspect = min(1.6, 0.24 + 0.07 * Double(max(rows.count, 2)))
    return figure
  }

  /// What the key calls verdicts, in the order of their places.
  static func verdictWords(_ first: String, _ second: String) -> [String] {
    ["\(first) better", "\(second) better", "equivalent", "undecided"]
  }

  /// Differences as rows, with zero and the margin of equivalence.
  static func differencePanel(
    _ rows: [DifferenceRow], title: String? = nil, axis: String, rowAxis: String, words: [String],
    margin: Double? = nil
  ) -> FigurePanel {
    let vertical = FigureAxis.rows(rowAxis, rows.map(\.name))
    let height = vertical.range ?? Interval(low: 0, high: 1)
    let area = (margin.map { [-$0, $0] } ?? []).map {
      FigurePoint(x: $0, y: height.low, ends: height)
    }
    let zero = [FigurePoint(x: 0, y: height.low), FigurePoint(x: 0, y: height.high)]
    let placed = rows.enumerated().map { (place: Double(rows.count - $0), row: $1) }
      .filter { $0.row.mean.isFinite }
    let single = placed.flatMap { place, row in
      row.single.map { FigurePoint(x: $0, y: place - 0.26) }
    }
    let verdicts = words.enumerated().map { series, word in
      let points = placed.filter { $0.row.verdict == series }.map {
        FigurePoint(x: $0.row.mean, y: $0.place, across: $0.row.interval)
      }
      return FigureLayer(.symbols, look: FigureLook(series), title: word, points: points)
    }
    let layers = [
      FigureLayer(.margin, points: area), FigureLayer(.guideline, points: zero),
      FigureLayer(.symbols, look: .neutral(tone: .faint), points: single),
    ]
    let ends = placed.flatMap { _, row in
      [row.mean, row.interval?.low ?? row.mean, row.interval?.high ?? row.mean] + row.single
    }
    let limits = ends + [0, margin ?? 0, -(margin ?? 0)]
    return FigurePanel(
      title: title, horizontal: FigureAxis(axis, range: range(holding: limits)),
      vertical: vertical, layers: (layers + verdicts).filter { !$0.points.isEmpty })
  }

  private static func range(holding values: [Double]) -> Interval {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let space = high > low ? (high - low) * 0.06 : 1
    return Interval(low: low - space, high: high + space)
  }
}

extension Verdict {
  /// The verdict's place among first, second, equivalent, undecided.
  var place: Int {
    switch self {
    case .first: 0
    case .second: 1
    case .equivalent: 2
    case .undecided: 3
    }
  }
}

extension Interval {
  /// The interval in another unit; the factor is positive.
  func scaled(by factor: Double) -> Interval { Interval(low: low * factor, high: high * factor) }
}
