// A manifest's settings as a configuration again, to count what its network costs.

import Configuration
import Records

extension Manifest {
  /// The configuration that the run was made from.
  ///
  /// - Throws: `ConfigurationErrors` where this version no longer takes one of its settings.
  var configuration: Configuration {
    get throws {
      var values: [String: SettingValue] = [:]
      for (path, text) in settings {
        // A setting that this version does not know is told by its name.
        values[path] = Schema.setting(at: path)?.kind.value(ofCanonicalText: text) ?? .text(text)
      }
      return try Configuration(settings: values, replicate: seeds.replicate)
    }
  }
}

extension SettingKind {
  /// The value that has a canonical text; nil where it is no value of this kind.
  fileprivate func value(ofCanonicalText text: String) -> SettingValue? {
    switch self {
    case .integer: Int(text).map { .integer($0) }
    case .number: Double(text).map { .number($0) }
    case .boolean: Bool(text).map { .boolean($0) }
    case .choice, .fileName, .hexadecimal: .text(text)
    case .integers: .integers(Self.items(text).compactMap(Int.init))
    case .choices: .texts(Self.items(text))
    }
  }

  /// The items of a list: `[a, b]`.
  private static func items(_ text: String) -> [String] {
    text.dropFirst().dropLast().split(separator: ", ").map(String.init)
  }
}
