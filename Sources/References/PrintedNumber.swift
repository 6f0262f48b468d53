// A number as it is printed: its digits say how exactly it is known.

import Foundation

/// A published number in the digits of its source.
public struct PrintedNumber: Hashable, Sendable {
  /// The number as it is printed, without its unit.
  public let digits: String
  /// Its value, without its unit.
  public let value: Double

  /// A number from its digits; nil for any other text.
  public init?(_ digits: String) {
    guard let value = Double(digits), value.isFinite else { return nil }
    (self.digits, self.value) = (digits, value)
  }

  /// Digits after the point; nil for a number with a power of ten.
  public var decimals: Int? {
    guard !digits.contains(where: { "eE".contains($0) }) else { return nil }
    return max(0, digits.drop { $0 != "." }.count - 1)
  }

  /// The value in a unit's base: 5.3 M is 5300000, 84.4 % is 0.844.
  public func scaled(by unit: ReferenceUnit?) -> Double {
    guard let exponent = unit?.exponent, exponent != 0 else { return value }
    // From the digits, so that 5.3 M is the very number 5300000.
    return Double("\(digits)e\(exponent)") ?? value * pow(10, Double(exponent))
  }

  /// Whether a number, rounded half up to as many digits after the point, is this one.
  ///
  /// - Parameters:
  ///   - number: The exact number, in the unit's base.
  ///   - unit: The unit of the printed one.
  /// - Returns: Whether they agree; of a number with a power of ten whether they are equal.
  public func isRounded(_ number: Double, unit: ReferenceUnit?) -> Bool {
    guard let decimals else { return number == scaled(by: unit) }
    let shown = number / pow(10, Double(unit?.exponent ?? 0))
    let step = pow(10, Double(decimals))
    return (shown * step + 0.5).rounded(.down) == (value * step).rounded()
  }
}
