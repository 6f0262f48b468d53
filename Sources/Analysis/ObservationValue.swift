// One cell of the observation table.

public import Configuration

/// A typed value of the observation table.
public enum ObservationValue: Hashable, Sendable {
  /// Nothing was measured or set.
  case missing
  /// A number, finite.
  case number(Double)
  /// Text; several labels of one group are joined by `|`.
  case text(String)
  /// True or false.
  case boolean(Bool)

  /// A measured number; what is not finite is missing.
  public init(_ measured: Double?) {
    self = measured.flatMap { $0.isFinite ? .number($0) : nil } ?? .missing
  }

  /// The value of a setting; lists become their canonical text.
  public init(_ setting: SettingValue) {
    switch setting {
    case .integer(let value): self = .number(Double(value))
    case .number(let value): self.init(value)
    case .boolean(let value): self = .boolean(value)
    case .text(let value): self = .text(value)
    case .integers, .texts: self = .text(setting.canonicalText)
    }
  }

  /// The labels that a point carries in one group, in the given order.
  public init(labels: [String]) {
    self = labels.isEmpty ? .missing : .text(labels.joined(separator: "|"))
  }

  /// The value as a number, where it is one; true counts 1, false 0.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .boolean(let value): value ? 1 : 0
    case .missing, .text: nil
    }
  }

  /// The labels joined in a text; none where it is not text.
  public var labels: [String] {
    guard case .text(let text) = self else { return [] }
    return text.split(separator: "|").map(String.init)
  }

  /// The value in its shortest form that reads back exactly; empty where missing.
  public var text: String {
    switch self {
    case .missing: ""
    case .number(let value): shortestText(of: value)
    case .text(let value): value
    case .boolean(let value): "\(value)"
    }
  }
}

/// A number in the shortest form that reads back exactly; whole numbers without a point.
package func shortestText(of value: Double) -> String {
  guard value != 0 else { return "0" }
  guard let whole = Int(exactly: value), abs(value) < 0x1p53 else { return "\(value)" }
  return "\(whole)"
}
