// A fitted law in a sentence.

public import Analysis

extension PowerLawFit {
  /// What the fit says, with its status and its intervals.
  public var statement: String {
    let numbers = law.parameters.map { "\($0.letter) = \(text(of: $0))" }
    let level = intervalKind.map { kind in
      let level = kind == .profile ? profileLevel ?? 0 : bootstrap?.level ?? 0
      return "; in brackets \(percent(level)) % intervals by \(kind.words)"
    }
    let form = law.terms.count > 1 ? "E + A u^-a + B v^-b" : "E + A x^-a"
    let noun = law.terms.count > 1 ? "pairs" : "costs"
    return "error = \(form) with \(numbers.joined(separator: ", ")) from \(count) runs at "
      + "\(distinctCosts) \(noun): \(status.word)\(level ?? "")\(resampled)."
  }

  /// The exponent's interval by resampling, where another stands in brackets.
  private var resampled: String {
    guard intervalKind == .profile, whyUnmeasured(.exponent(0)) == nil,
      let interval = bootstrap?.interval(of: .exponent(0))
    else { return "" }
    return "; by resampling a is \(plain(interval.low)) to \(plain(interval.high))"
  }

  private func text(of parameter: LawParameter) -> String {
    if let reason = whyUnmeasured(parameter) { return "– (\(reason))" }
    let number = plain(law[parameter])
    guard let interval = interval(of: parameter) else { return number }
    return "\(number) (\(plain(interval.low)) to \(plain(interval.high)))"
  }
}

extension Multiverse {
  /// How far the exponent moves under the analyst's choices.
  public var statement: String {
    let made = "\(determinedCount) of \(universes.count) universes determine the law"
    guard let exponent = range(of: .exponent(0)), let floor = range(of: .floor) else {
      return made + "."
    }
    return "\(made); over these a lies between \(plain(exponent.low)) and \(plain(exponent.high)), "
      + "E between \(plain(floor.low)) and \(plain(floor.high))."
  }
}

extension LawBreak {
  /// Where the law breaks, and whether it does.
  public var statement: String {
    let verdict =
      pValue < 0.05
      ? "The power law breaks at a cost of \(plain(cost)) (\(plain(interval.low)) to "
        + "\(plain(interval.high))\(reachesEnd ? ", an end of the range tried" : "")): error goes "
        + "as cost^\(plain(-exponentBelow)) below, cost^\(plain(-exponentAbove)) above"
      : "No break of the power law is told from noise: error goes as cost^\(plain(-exponentWithout)) "
        + "throughout"
    return "\(verdict) (p = \(plain(pValue)), \(simulations) simulations without a break)."
  }
}

/// A number with four significant digits.
func plain(_ value: Double) -> String {
  NumberText(ReportNumber(value), column: ReportColumn("")).value
}
