// A fitted curve in a sentence.

public import Analysis

extension PowerLawFit {
  /// What the fit says, with its status and its intervals.
  public var statement: String {
    let column = ReportColumn("")
    func text(_ value: Double, _ interval: Interval?) -> String {
      let number = NumberText(ReportNumber(value), column: column).value
      guard let interval else { return number }
      let ends = [interval.low, interval.high].map {
        NumberText(ReportNumber($0), column: column).value
      }
      return "\(number) (\(ends[0]) to \(ends[1]))"
    }
    let numbers = [
      "E = \(text(law.floor, bootstrap?.floor))",
      "A = \(text(law.amplitude, bootstrap?.amplitude))",
      "a = \(text(law.exponent, bootstrap?.exponent))",
    ]
    let level =
      bootstrap.map { "; in brackets \(Int(($0.level * 100).rounded())) % intervals" } ?? ""
    return "error = E + A x^-a with \(numbers.joined(separator: ", ")) from \(count) runs at "
      + "\(distinctCosts) costs: \(status.word)\(level)."
  }
}
