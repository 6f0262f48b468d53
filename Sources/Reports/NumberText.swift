// How a number is rounded: its uncertainty decides how many digits it deserves.

import Analysis
import Foundation

/// A number in digits, with the digits of its uncertainty.
struct NumberText: Hashable {
  /// The uncertainty's digits.
  enum Uncertainty: Hashable {
    /// None is known.
    case none
    /// The same on both sides.
    case plusMinus(String)
    /// An interval that is not symmetric.
    case range(low: String, high: String)
  }

  let value: String
  let uncertainty: Uncertainty

  /// The digits of a number under its column's unit.
  ///
  /// The interval's half width is shown with two significant digits and the value to the same place.
  init(_ number: ReportNumber, column: ReportColumn) {
    let factor = column.unit.factor
    let value = number.value * factor
    guard let interval = number.interval else {
      let decimals = number.decimals ?? column.decimals
      self.value =
        number.isSigned
        ? signedDigits(value, decimals: decimals) : plainDigits(value, decimals: decimals)
      uncertainty = .none
      return
    }
    let (low, high) = (interval.low * factor, interval.high * factor)
    let half = (high - low) / 2
    if needsPowers([value, low, high], half) {
      self.value = significantDigits(value)
      uncertainty = .range(low: significantDigits(low), high: significantDigits(high))
      return
    }
    let isSymmetric = abs((high - value) - (value - low)) <= 1e-6 * half
    var decimals = Self.decimals(forUncertainty: half) ?? column.decimals ?? 2
    if !isSymmetric, value != 0 {  // Of a lopsided interval the value keeps two digits of its own.
      decimals = max(decimals, min(4, 1 - Int(log10(abs(value)).rounded(.down))))
    }
    self.value =
      number.isSigned ? signedDigits(value, decimals: decimals) : fixedDigits(value, decimals)
    uncertainty =
      isSymmetric
      ? .plusMinus(fixedDigits(half, decimals))
      : .range(low: fixedDigits(low, decimals), high: fixedDigits(high, decimals))
  }

  /// Digits after the point that give an uncertainty two significant ones; nil for an uncertainty of 0.
  static func decimals(forUncertainty half: Double) -> Int? {
    guard half > 0, half.isFinite else { return nil }
    let places = max(0, 1 - Int(log10(half).rounded(.down)))
    // 0.0996 becomes 0.100 at three places: one digit more than deserved.
    let rounded = (half * pow(10, Double(places))).rounded()
    return rounded >= 100 ? max(0, places - 1) : places
  }

  /// The number in one string, for writers without mathematics.
  var joined: String {
    switch uncertainty {
    case .none: value
    case .plusMinus(let half): "\(value) ± \(half)"
    case .range(let low, let high): "\(value) [\(low), \(high)]"
    }
  }
}

/// A number without uncertainty: with fixed digits after the point, or with four significant ones.
///
/// A number that fixed digits would show as zero is shown as smaller than the last digit.
private func plainDigits(_ value: Double, decimals: Int?) -> String {
  if let decimals {
    let unit = pow(10, -Double(decimals))
    guard value != 0, abs(value) < unit / 2 else { return fixedDigits(value, decimals) }
    return "<" + fixedDigits(unit, decimals)
  }
  if value == value.rounded(), abs(value) < 1e6 { return fixedDigits(value, 0) }
  if needsPowers([value], 0) { return powerDigits(value) }
  return fixedDigits(value, max(0, 3 - Int(log10(abs(value)).rounded(.down))))
}

/// A difference: its sign is shown unless no digit is left of it.
private func signedDigits(_ value: Double, decimals: Int?) -> String {
  let digits = decimals.map { fixedDigits(value, $0) } ?? plainDigits(value, decimals: nil)
  return (Double(digits) ?? 1) > 0 ? "+" + digits : digits
}

/// Whether fixed digits would be mostly zeros or more than anyone reads.
private func needsPowers(_ values: [Double], _ uncertainty: Double) -> Bool {
  let largest = values.map(abs).max() ?? 0
  return largest >= 1e6 || (largest > 0 && largest < 1e-3)
    || (uncertainty > 0 && uncertainty < 1e-6)
}

private func fixedDigits(_ value: Double, _ decimals: Int) -> String {
  let text = String(format: "%.\(decimals)f", value)
  // A small negative number must not become "-0.00".
  return Double(text) == 0 && text.hasPrefix("-") ? String(text.dropFirst()) : text
}

/// Three significant digits, with a power of ten where the number is far from 1.
private func significantDigits(_ value: Double) -> String {
  guard abs(value) >= 1e-3, abs(value) < 1e6 else { return powerDigits(value) }
  return fixedDigits(value, max(0, 2 - Int(log10(abs(value)).rounded(.down))))
}

/// Three significant digits and a power of ten: `4.13e9`.
private func powerDigits(_ value: Double) -> String {
  guard value != 0 else { return "0" }
  let parts = String(format: "%.2e", value).split(separator: "e")
  return "\(parts[0])e\(Int(parts[1]) ?? 0)"
}
