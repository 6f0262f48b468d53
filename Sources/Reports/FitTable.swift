// The table of fitted laws: their numbers, how sure these are, and how well the law serves.

public import Analysis

/// A fitted law with its place in a table.
public struct LabelledFit: Hashable, Sendable {
  /// What the law was fitted to, for example `epochs = 350`.
  public var label: String
  /// The law, or why there is none.
  public var result: Result<PowerLawFit, AnalysisError>
  /// The runs that it was fitted to, and those held out, by identity.
  public var runs: [String] = []

  /// A fit under a label.
  public init(label: String, fit: PowerLawFit) {
    self.init(label: label, result: .success(fit))
  }

  /// A fit, or why there is none, under a label.
  public init(label: String, result: Result<PowerLawFit, AnalysisError>) {
    self.label = label
    self.result = result
  }

  private var fit: PowerLawFit? { try? result.get() }

  /// How the numbers come from the runs.
  fileprivate var rule: CellRule {
    let interval: String? =
      switch fit?.intervalKind {
      case .profile: "\(percent(fit?.profileLevel ?? 0)) % by profile likelihood"
      case .bootstrap: "\(percent(fit?.bootstrap?.level ?? 0)) % by resampling"
      case nil: nil
      }
    return CellRule(
      "law E + A x^-a of '\(label)', fitted by variable projection", interval: interval)
  }
}

extension ReportTable {
  /// The table of laws E + A x^-a, or with a second term, one row each.
  ///
  /// `unit` is that of the error.
  public init(
    _ fits: [LabelledFit], name: String, title: String, unit: ReportUnit = .none,
    provenance: Provenance
  ) {
    let hasTwoTerms = fits.contains { $0.parameters.count > 3 }
    let parameters: [LawParameter] =
      [.floor, .amplitude(0), .exponent(0)] + (hasTwoTerms ? [.amplitude(1), .exponent(1)] : [])
    let showsResampled = fits.contains { $0.hasBothIntervals }
    let columns =
      [ReportColumn("fit"), ReportColumn("runs")]
      + parameters.map { ReportColumn($0.letter, unit: $0 == .floor ? unit : .none) }
      + (showsResampled ? [ReportColumn("a by resampling")] : []) + [
        ReportColumn("R²", decimals: 3), ReportColumn("deviation", unit: unit),
        ReportColumn("held-out error", unit: unit), ReportColumn("interval"),
        ReportColumn("status"),
      ]
    self.init(
      name: name, title: title, columns: columns,
      rows: fits.map { $0.cells(of: parameters, showsResampled: showsResampled) },
      notes: LabelledFit.notes(on: fits),
      provenance: provenance)
    self = withOrigins(ofRows: fits.map { CellOrigin(runs: $0.runs, rule: $0.rule) })
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
  fileprivate var parameters: [LawParameter] { fit?.law.parameters ?? [] }

  /// Whether a law has intervals by profile likelihood and by resampling.
  fileprivate var hasBothIntervals: Bool {
    fit?.intervalKind == .profile && fit?.bootstrap != nil
  }

  fileprivate func cells(of parameters: [LawParameter], showsResampled: Bool) -> [ReportCell] {
    switch result {
    case .failure(let error):
      let reason = ReportCell.missing(reason: "no answer: \(error.description)")
      return [.text(label), reason] + parameters.map { _ in reason }
        + (showsResampled ? [reason] : []) + [
          reason, reason, reason, .text("none"), .text("no answer"),
        ]
    case .success(let fit):
      return [.text(label), .number(Double(fit.count))] + parameters.map(fit.cell)
        + (showsResampled ? [fit.resampledCell] : []) + [
          fit.rSquared.map { .number($0) } ?? .missing(reason: "the errors do not vary"),
          fit.residualDeviation.map { .number($0) } ?? .missing(reason: "too few runs"),
          fit.heldOut.map { .number($0.rootMeanSquare) } ?? .missing(reason: "nothing held out"),
          .text(fit.intervalKind?.words ?? "none"), .text(fit.status.word),
        ]
    }
  }

  fileprivate static func notes(on fits: [LabelledFit]) -> [String] {
    let made = fits.compactMap(\.fit)
    let form =
      made.contains { $0.law.terms.count > 1 }
      ? "Error = E + A x^-a, or E + A u^-a + B v^-b of two factors" : "Error = E + A x^-a"
    var notes = ["\(form), fitted by variable projection."]
    if let fit = made.first(where: { $0.intervalKind == .profile }), let level = fit.profileLevel {
      notes.append("In brackets the \(percent(level)) % interval by profile likelihood.")
    }
    if let fit = made.first(where: { $0.bootstrap != nil }), let bootstrap = fit.bootstrap {
      let place = fit.intervalKind == .bootstrap ? "In brackets" : "Under 'by resampling'"
      notes.append(
        "\(place) the \(percent(bootstrap.level)) % interval of \(bootstrap.count) resamples.")
    }
    return notes
  }
}

extension PowerLawFit {
  /// How the intervals are made that a table shows: by profile likelihood where there are any, else by resampling.
  public var intervalKind: IntervalKind? {
    profileLevel != nil && !profiles.isEmpty ? .profile : bootstrap != nil ? .bootstrap : nil
  }

  /// The interval of a number that a table shows.
  public func interval(of parameter: LawParameter) -> Interval? {
    switch intervalKind {
    case .profile: profiles[parameter]?.interval
    case .bootstrap: bootstrap?.interval(of: parameter)
    case nil: nil
    }
  }

  fileprivate func cell(_ parameter: LawParameter) -> ReportCell {
    guard law.parameters.contains(parameter) else {
      return .missing(reason: "the law has one term")
    }
    if let reason = whyUnmeasured(parameter) { return .missing(reason: reason) }
    return .number(ReportNumber(law[parameter], interval: interval(of: parameter)))
  }

  /// The exponent with its interval by resampling.
  fileprivate var resampledCell: ReportCell {
    if let reason = whyUnmeasured(.exponent(0)) { return .missing(reason: reason) }
    guard let interval = bootstrap?.interval(of: .exponent(0)) else {
      return .missing(reason: bootstrap == nil ? "nothing resampled" : "too few resamples fitted")
    }
    return .number(ReportNumber(law.exponent, interval: interval))
  }

  /// Why a number of the law means nothing; nil where it means something.
  func whyUnmeasured(_ parameter: LawParameter) -> String? {
    guard case .exponent(let term) = parameter, law.terms[term].amplitude == 0 else { return nil }
    return "the amplitude is 0"
  }
}

extension IntervalKind {
  /// The kind in words.
  var words: String {
    switch self {
    case .profile: "profile"
    case .bootstrap: "resampling"
    }
  }
}

/// A probability in percent.
func percent(_ level: Double) -> String {
  NumberText(ReportNumber(level), column: ReportColumn("", unit: .percent)).value
}

extension FitStatus {
  /// The status in a word or two.
  public var word: String {
    switch self {
    case .converged: "converged"
    case .notDetermined: "not determined"
    case .floorAtZero: "E at its bound 0"
    case .exponentAtBound: "exponent at its bound"
    case .termAbsent: "one factor without effect"
    case .noTrend: "no trend"
    case .unfinished: "search not ended"
    }
  }

  /// What the status means for whoever reads the numbers.
  public var meaning: String {
    switch self {
    case .converged: "at a minimum inside all bounds"
    case .notDetermined: "an interval reaches the bounds of the exponent: the points do not fix it"
    case .floorAtZero: "no floor is seen; the exponent holds for a law without one"
    case .exponentAtBound: "the exponent stands at an end of the range searched: not measured"
    case .termAbsent: "y does not fall with one of the factors"
    case .noTrend: "y does not fall with x: the law is a constant"
    case .unfinished: "no search came to an end: try more starts or another loss"
    }
  }
}
