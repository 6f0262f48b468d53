// The parts of an expanded study.

public import Configuration

/// An axis of a study.
public struct StudyAxis: Hashable, Sendable {
  /// Its name in expressions and tables.
  public let name: String
  /// The setting that it varies.
  public let path: String
  /// The setting's values, in the order of the file.
  public let values: [SettingValue]
}

/// A group of a study: alternatives side by side.
public struct StudyGroup: Hashable, Sendable {
  /// Its name in expressions and tables.
  public let name: String
  /// Its alternatives, in the order of the file.
  public let alternatives: [String]
}

/// One configuration of a study, the same for all its replicates.
public struct StudyPoint: Hashable, Sendable {
  /// Replicate 0.
  public let configuration: Configuration
  /// The value of each axis's setting at this point, by axis name.
  public let axisValues: [String: SettingValue]
  /// The alternatives that lead to this point, by group, in the order of the file; several where
  /// they meet.
  public let labels: [String: [String]]

  /// Identity of the point.
  public var id: String { configuration.pointID }

  /// The value of an axis, group or setting, as expressions see it; nil where it is absent.
  public func value(of name: String) -> ExpressionValue? {
    if let labels = labels[name] { return .labels(labels) }
    let value = axisValues[name] ?? configuration.settings[name]
    return value.map { ExpressionValue($0) }
  }

  init(
    configuration: Configuration, axisValues: [String: SettingValue], labels: [String: [String]]
  ) {
    self.configuration = configuration
    self.axisValues = axisValues
    self.labels = labels
  }
}

/// What a rule of a study removed.
public struct RemovedPoints: Hashable, Sendable {
  /// The rule as it stands in the file.
  public let rule: String
  /// Why it is there.
  public let reason: String
  /// How many points it removed.
  public let count: Int
}
