// What a file may hold, as values: readers take their lists of keys from it, and a schema for editors is made of it.

package import Configuration

/// A map whose keys are known, each described once.
package struct DocumentMap: Sendable {
  package let keys: [DocumentKey]
  /// Keys of which there is exactly one; empty for no such rule.
  package let exactlyOne: [String]

  package init(_ keys: [DocumentKey], exactlyOne: [String] = []) {
    (self.keys, self.exactlyOne) = (keys, exactlyOne)
  }

  /// The keys in the order in which messages list them.
  package var names: [String] { keys.map(\.name) }
}

/// One key of a map.
package struct DocumentKey: Sendable {
  package let name: String
  /// What stands there, in words, with its unit.
  package let meaning: String
  package let shape: DocumentShape
  package let isRequired: Bool

  package init(
    _ name: String, _ shape: DocumentShape, required: Bool = false, _ meaning: String
  ) {
    (self.name, self.shape, self.isRequired, self.meaning) = (name, shape, required, meaning)
  }
}

/// What stands at a place of a file.
package indirect enum DocumentShape: Sendable {
  /// A map whose keys are known.
  case map(DocumentMap)
  /// A map whose keys are names of the writer's choice.
  case named(DocumentShape)
  /// A list that is not empty.
  case list(DocumentShape)
  /// One of several shapes.
  case either([DocumentShape])
  /// A value of a kind that settings have, too.
  case value(SettingKind)
  /// Text; `pattern` is a regular expression that all of it matches.
  case text(pattern: String?)
  /// Settings, nested or by dotted path; what each has is said by the content.
  case settings(SettingContent)
  /// The path of a setting.
  case settingPath
  /// A value that some setting may have.
  case anySettingValue

  /// What settings of a map have.
  package enum SettingContent: String, Sendable, CaseIterable {
    /// A value of the setting's kind.
    case value
    /// A list of such values.
    case list
    /// An expression.
    case expression
  }

  /// Any text.
  package static let words = DocumentShape.text(pattern: nil)
}

extension DocumentReader {
  /// The values of a map whose keys are described.
  package mutating func fields(
    of node: SourceNode, in path: String, _ map: DocumentMap
  ) -> Fields {
    fields(of: node, in: path, known: map.names)
  }
}
