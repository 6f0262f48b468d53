// What is wrong with a configuration, in words for the person who wrote it.

/// One thing wrong with a configuration.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The setting concerned, where it is one setting.
  public let path: String?
  /// What was found, what was expected, how to mend it.
  public let description: String
  /// The settings whose values leave the setting concerned without meaning; empty for any other error.
  public let choices: [String]

  /// An error from its message and the setting it concerns.
  public init(_ description: String, path: String? = nil, choices: [String] = []) {
    self.path = path
    self.description = description
    self.choices = choices
  }

  static func unknown(_ path: String) -> ConfigurationError {
    let nearest = nearestName(to: path, among: Schema.settings.map(\.path))
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    return ConfigurationError("unknown setting '\(path)'\(hint)", path: path)
  }

  static func missing(_ setting: Setting) -> ConfigurationError {
    ConfigurationError(
      "'\(setting.path)' is missing (\(setting.summary)); expected \(setting.kind.expectation)",
      path: setting.path)
  }

  static func unacceptable(_ value: SettingValue, _ setting: Setting) -> ConfigurationError {
    ConfigurationError(
      "'\(setting.path)' is \(value.canonicalText); expected \(setting.kind.expectation)",
      path: setting.path)
  }
}

/// Everything wrong with a configuration, at once.
public struct ConfigurationErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one error.
  public let errors: [ConfigurationError]

  /// Errors found together, at least one.
  public init(_ errors: [ConfigurationError]) { self.errors = errors }

  /// One error a line.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
