// A published value beside ours: the difference, and whether ours rounds to the published digits.

import Analysis
import Foundation
import References

/// A published value with its table and unit.
struct PublishedCell {
  let table: String
  let value: ReferenceValue
  let unit: ReferenceUnit?

  var origin: SpecifiedTable.Origin { SpecifiedTable.Origin(table: table, value: value) }

  /// The number in the unit that its column shows; nil where there is none.
  var number: Double? {
    guard case .number(let number) = value.content else { return nil }
    return unit?.reportUnit == ReportUnit.none ? number.value : number.scaled(by: unit)
  }

  /// The published digits after the point.
  var decimals: Int? {
    if case .number(let number) = value.content { number.decimals } else { nil }
  }

  /// The cell in the published digits.
  var evaluated: EvaluatedCell {
    value.provenance.isVerified ? EvaluatedCell(cell: cell, origin: origin) : withheld
  }

  /// The cell of a value that is not to be shown.
  var withheld: EvaluatedCell {
    EvaluatedCell(
      cell: .missing(reason: "\(value.provenance.words); not shown"), isWithheld: true)
  }

  private var cell: ReportCell {
    switch value.content {
    case .missing, .text(""): .missing(reason: "not published")
    case .text(let text): .text(text)
    case .list: .text(value.text)
    case .number(let printed):
      // A power of ten stays as it is printed.
      if let number, let decimals = printed.decimals {
        .number(ReportNumber(number, decimals: decimals))
      } else {
        .text(printed.digits)
      }
    }
  }
}

extension OwnValue {
  /// The value as a cell.
  ///
  /// A mean over replicates takes its digits from its interval; of one run they are the column's, or the `published` ones.
  func cell(_ column: SpecifiedColumn?, published decimals: Int? = nil) -> ReportCell {
    switch self {
    case .number(let number): .number(ReportNumber(number, decimals: column?.decimals))
    case .estimate(let estimate):
      .number(
        ReportNumber(
          estimate.mean, interval: estimate.interval, count: estimate.count,
          decimals: estimate.interval == nil ? column?.decimals ?? decimals : nil))
    case .list(let words): .text(words.joined(separator: " "))
    case .setting(let words, _): .text(words)
    case .missing(let reason): .missing(reason: reason)
    }
  }
}

/// A published value and ours.
struct Comparison {
  /// Nil where there is none.
  let published: PublishedCell?
  let own: OwnValue
  let column: SpecifiedColumn

  func cell(_ part: ComparisonPart) -> EvaluatedCell {
    // What is not to be shown is not to be told by a comparison either.
    if part != .ours, let published, !published.value.provenance.isVerified {
      return published.withheld
    }
    return switch part {
    case .published:
      published?.evaluated ?? EvaluatedCell(cell: .missing(reason: "not published"))
    case .ours: EvaluatedCell(cell: own.cell(column, published: published?.decimals))
    case .difference: EvaluatedCell(cell: difference)
    case .verdict: EvaluatedCell(cell: verdict)
    case .sign: EvaluatedCell(cell: sign)
    }
  }

  private var difference: ReportCell {
    guard let number = published?.number else { return uncomparable }
    switch own {
    case .number(let own):
      return .number(ReportNumber(own - number, decimals: column.decimals, isSigned: true))
    case .estimate(let own):
      let interval = own.interval.map { Interval(low: $0.low - number, high: $0.high - number) }
      return .number(
        ReportNumber(
          own.mean - number, interval: interval, count: own.count,
          decimals: interval == nil ? column.decimals ?? published?.decimals : nil, isSigned: true))
    case .list, .setting, .missing: return uncomparable
    }
  }

  private var verdict: ReportCell {
    guard let published else { return uncomparable }
    switch (published.value.content, own) {
    case (.number(let printed), .number(let own)):
      let unit = published.unit?.reportUnit == ReportUnit.none ? nil : published.unit
      if printed.isRounded(own, unit: unit) { return .text("reproduced") }
      let percent = 100 * (own / printed.scaled(by: unit) - 1)
      return .text("differs by \(String(format: "%+.1f", percent)) %")
    case (.number(let printed), .estimate(let own)):
      let verdict = TrainedVerdict(
        own, published: published.number ?? printed.value,
        margin: column.margin.map { $0.within / (column.unit?.reportUnit.factor ?? 1) })
      return .text(verdict.words)
    case (.text, .list(let words)), (.list, .list(let words)):
      return .text(published.value.text == words.joined(separator: " ") ? "reproduced" : "differs")
    case (.number, .setting), (.text, .setting), (.list, .setting): return settingVerdict
    case (.missing, _), (_, .missing), (.number, .list), (.text, .number), (.list, .number),
      (.text, .estimate), (.list, .estimate):
      return uncomparable
    }
  }

  /// Whether a recipe sets what is published: the same number, or the same words whatever their case.
  private var settingVerdict: ReportCell {
    guard let published, case .setting(let words, let number) = own else { return uncomparable }
    if case .number(let printed) = published.value.content, let number {
      let isSame = abs(number - printed.value) <= 1e-9 * abs(printed.value)
      return .text(isSame ? "the same" : "differs")
    }
    let (printed, own) = (published.value.text.lowercased(), words.lowercased())
    if printed == own { return .text("the same") }
    return .text(printed.hasWords(own) ? "named among the words" : "differs")
  }

  /// Whether ours has the published sign, and whether its interval leaves zero out.
  private var sign: ReportCell {
    guard let number = published?.number, number != 0 else { return uncomparable }
    switch own {
    case .number(let own):
      return own == 0 ? .text("none") : .text((own < 0) == (number < 0) ? "same" : "opposite")
    case .estimate(let own):
      guard let interval = own.interval else { return .text("undecided: one run") }
      let word = (own.mean < 0) == (number < 0) ? "same" : "opposite"
      return .text(interval.contains(0) ? "\(word), not told from 0" : word)
    case .list, .setting, .missing: return uncomparable
    }
  }

  private var uncomparable: ReportCell {
    if case .missing(let reason) = own { return .missing(reason: reason) }
    return .missing(reason: "not published")
  }
}

extension String {
  /// Whether the words of another text stand in this one, next to each other.
  fileprivate func hasWords(_ other: String) -> Bool {
    let (own, wanted) = (self.words, other.words)
    guard !wanted.isEmpty, wanted.count <= own.count else { return false }
    return (0...(own.count - wanted.count)).contains {
      Array(own[$0..<($0 + wanted.count)]) == wanted
    }
  }

  private var words: [Substring] { split { " ,;()".contains($0) } }
}

/// What our count says of a number that is printed wrongly.
struct Decision {
  let ours: Double
  let claimed: PrintedNumber
  let right: PrintedNumber
  let unit: ReferenceUnit?

  /// How near to a number ours must be to speak for it, where it does not round to it: counts of other operations
  /// differ by a few percent.
  private static let tolerance = 0.06

  /// Our count in four digits with the unit.
  var count: String {
    let shown = ours / pow(10, Double(unit?.exponent ?? 0))
    let decimals = max(0, 3 - Int(log10(max(shown, 1)).rounded(.down)))
    return String(format: "%.\(decimals)f", shown) + (unit.map { " \($0.rawValue)" } ?? "")
  }

  var verdict: String {
    let rounds = (claimed.isRounded(ours, unit: unit), right.isRounded(ours, unit: unit))
    switch rounds {
    case (false, true): return "decided by our count: as corrected"
    case (true, false): return "decided by our count: as printed"
    case (true, true): return "decided by our count: right as printed"
    case (false, false): break
    }
    switch (isNear(claimed), isNear(right)) {
    case (false, true): return "decided by our count: as corrected, to \(percent(right))"
    case (true, false): return "decided by our count: as printed, to \(percent(claimed))"
    case (true, true), (false, false): return "open: our count is neither"
    }
  }

  private func difference(_ number: PrintedNumber) -> Double {
    abs(ours / number.scaled(by: unit) - 1)
  }

  private func isNear(_ number: PrintedNumber) -> Bool { difference(number) <= Self.tolerance }

  private func percent(_ number: PrintedNumber) -> String {
    String(format: "%.1f", 100 * difference(number)) + " %"
  }
}
