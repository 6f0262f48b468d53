// The table of fitted curves: their numbers, how sure these are, and how well the curve serves.

public import Analysis

/// A fitted curve with its place in a table.
public struct LabelledFit: Hashable, Sendable {
  /// What the curve was fitted to, for example `epochs = 350`.
  public var label: String
  /// The curve.
  public var fit: PowerLawFit

  /// A fit under a label.
  public init(label: String, fit: PowerLawFit) {
    self.label = label
    self.fit = fit
  }
}

extension ReportTable {
  /// The table of curves E + A x^-a, one row each.
  ///
  /// `unit` is that of the error.
  public init(
    _ fits: [LabelledFit], name: String, title: String, unit: ReportUnit = .none,
    provenance: Provenance
  ) {
    let columns = [
      ReportColumn("fit"), ReportColumn("runs"), ReportColumn("E", unit: unit),
      ReportColumn("A"), ReportColumn("a"), ReportColumn("R²", decimals: 3),
      ReportColumn("deviation", unit: unit), ReportColumn("held-out error", unit: unit),
      ReportColumn("status"),
    ]
    self.init(
      name: name, title: title, columns: columns, rows: fits.map(\.cells),
      notes: LabelledFit.notes(on: fits), provenance: provenance)
  }

  /// The table of growth rules of the best resolution, one row each.
  public init(
    _ rules: [(label: String, rule: ResolutionRule)], name: String, title: String,
    provenance: Provenance
  ) {
    let columns = [
      ReportColumn("rule"), ReportColumn("frontier points"), ReportColumn("exponent"),
      ReportColumn("statement"),
    ]
    self.init(
      name: name, title: title, columns: columns,
      rows: rules.map { label, rule in
        [
          .text(label), .number(Double(rule.frontier.count)),
          rule.exponent.map { .number(ReportNumber($0, interval: rule.interval)) }
            ?? .missing(reason: "fewer than 3 frontier points"),
          .text(rule.statement),
        ]
      },
      provenance: provenance)
  }
}

extension LabelledFit {
  fileprivate var cells: [ReportCell] {
    let law = fit.law
    return [
      .text(label), .number(Double(fit.count)),
      .number(ReportNumber(law.floor, interval: fit.bootstrap?.floor)),
      .number(ReportNumber(law.amplitude, interval: fit.bootstrap?.amplitude)),
      .number(ReportNumber(law.exponent, interval: fit.bootstrap?.exponent)),
      fit.rSquared.map { .number($0) } ?? .missing(reason: "the errors do not vary"),
      fit.residualDeviation.map { .number($0) } ?? .missing(reason: "too few runs"),
      fit.heldOut.map { .number($0.rootMeanSquare) } ?? .missing(reason: "nothing held out"),
      .text(fit.status.word),
    ]
  }

  fileprivate static func notes(on fits: [LabelledFit]) -> [String] {
    let form = "Error = E + A x^-a, fitted by variable projection."
    guard let bootstrap = fits.compactMap(\.fit.bootstrap).first else { return [form] }
    let column = ReportColumn("", unit: .percent)
    let percent = NumberText(ReportNumber(bootstrap.level), column: column).value
    return [form, "In brackets the \(percent) % interval of \(bootstrap.count) resamples."]
  }
}

extension FitStatus {
  /// The status in a word or two.
  public var word: String {
    switch self {
    case .converged: "converged"
    case .notDetermined: "not determined"
    case .exponentAtBound: "exponent at its bound"
    case .noTrend: "no trend"
    }
  }
}
