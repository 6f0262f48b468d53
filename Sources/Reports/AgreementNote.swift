// Whether two columns of a table agree as a whole: a sentence under it.

import Analysis
import Foundation
import Randomness
import References

/// Holds two columns of a table against each other.
struct AgreementNote {
  let agreement: AgreementSpecification
  /// The rows that have a number in both columns.
  private let pairs: [(first: Double, second: Double)]
  /// Steps between neighbouring rows of which both have a number in both columns.
  private let steps: [(first: Double, second: Double)]

  /// Fewer pairs say nothing of agreement.
  static let fewest = 3

  init(_ agreement: AgreementSpecification, rows: [[ReportCell]]) {
    self.agreement = agreement
    let both = rows.map { row -> (first: Double, second: Double)? in
      guard case .number(let first) = row[agreement.columns[0]],
        case .number(let second) = row[agreement.columns[1]]
      else { return nil }
      return (first.value, second.value)
    }
    pairs = both.compactMap(\.self)
    steps = zip(both, both.dropFirst()).compactMap { before, after in
      guard let before, let after else { return nil }
      return (after.first - before.first, after.second - before.second)
    }
  }

  /// The sentence; nil where fewer than three pairs can be compared.
  ///
  /// `place` is the agreement's among the table's: each draws numbers of its own.
  func sentence(place: Int) -> String? {
    let names = agreement.names.joined(separator: " and ")
    switch agreement.kind {
    case .order: return pairs.count < Self.fewest ? nil : order(names, place)
    case .steps: return steps(names)
    case .signs: return signs(pairs, "Signs of \(names)")
    }
  }

  /// Neighbouring steps share a row and rows are often sorted by one of the columns, so that no test against chance holds of them.
  private func steps(_ names: String) -> String? {
    let found = SignAgreement(steps.map(\.first), steps.map(\.second))
    guard found.count >= Self.fewest else { return nil }
    return "Steps from row to row of \(names): \(found.agreeing) of \(found.count) agree in sign."
  }

  private func order(_ names: String, _ place: Int) -> String {
    let start = "Order of \(pairs.count) rows by \(names): "
    let bootstrap = Bootstrap(count: 1000, seed: Seed(root: 0), estimator: place)
    guard
      let found = RankAgreement(
        pairs.map(\.first), pairs.map(\.second), bootstrap: bootstrap)
    else { return start + "one of them does not vary." }
    let interval = found.interval.flatMap { interval in
      interval.low < interval.high
        ? ", 95 % interval over resampled rows "
          + "\(decimal(interval.low)) to \(decimal(interval.high))" : nil
    }
    return start + "Kendall's tau b is \(decimal(found.tau))\(interval ?? ""), "
      + "\(probability(found.pValue))."
  }

  private func signs(_ pairs: [(first: Double, second: Double)], _ start: String) -> String? {
    let found = SignAgreement(pairs.map(\.first), pairs.map(\.second))
    guard found.count >= Self.fewest, let interval = found.interval, let p = found.pValue else {
      return nil
    }
    let share = "\(percent(interval.low)) to \(percent(interval.high)) %"
    return "\(start): \(found.agreeing) of \(found.count) agree in sign, 95 % interval \(share), "
      + "\(probability(p)) against chance."
  }

  private func decimal(_ value: Double) -> String { String(format: "%.2f", value) }

  private func percent(_ value: Double) -> String { String(format: "%.0f", 100 * value) }

  private func probability(_ p: Double) -> String {
    p < 0.001 ? "p < 0.001" : "p = \(String(format: "%.3f", p))"
  }
}
