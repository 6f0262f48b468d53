// Typed access to a file's tree, collecting everything that is wrong with it.

package import Configuration

/// Reads values of a tree in the types that are wanted; what does not fit is reported, and reading
/// goes on.
package struct DocumentReader {
  package private(set) var problems: [DocumentError] = []
  /// Other names by which settings may be called, with the settings' own.
  package var aliases: [String: String] = [:]

  package init() {}

  package mutating func report(_ message: String, at position: SourcePosition) {
    problems.append(DocumentError(position: position, message: message))
  }

  /// The entries of a map; repeated keys are reported and only the first is kept.
  package mutating func entries(of node: SourceNode, in path: String) -> [SourceNode.Entry] {
    guard case .mapping(let entries) = node.content else {
      report("\(Self.place(path)) is \(node.found); expected a map", at: node.position)
      return []
    }
    var first: [String: SourcePosition] = [:]
    return entries.filter { entry in
      guard let earlier = first[entry.key] else {
        first[entry.key] = entry.keyPosition
        return true
      }
      report(
        "the key '\(entry.key)' stands in \(Self.place(path)) already, at \(earlier); remove one",
        at: entry.keyPosition)
      return false
    }
  }

  /// The values of a map whose keys are known.
  package mutating func fields(
    of node: SourceNode, in path: String, known: [String]
  ) -> Fields {
    var values: [String: SourceNode] = [:]
    for entry in entries(of: node, in: path) {
      if known.contains(entry.key) {
        values[entry.key] = entry.value
      } else {
        reportUnknown(entry.key, in: path, known: known, at: entry.keyPosition)
      }
    }
    return Fields(path: path, node: node, values: values)
  }

  package mutating func reportUnknown(
    _ key: String, in path: String, known: [String], at position: SourcePosition
  ) {
    let hint = nearestName(to: key, among: known).map { "; did you mean '\($0)'?" }
    let all = "; expected one of \(known.joined(separator: ", "))"
    report("unknown key '\(key)' in \(Self.place(path))\(hint ?? all)", at: position)
  }

  /// How messages name a part of the file.
  package static func place(_ path: String) -> String { path.isEmpty ? "the file" : "'\(path)'" }

  /// Reports a file of another schema than 1.
  package mutating func checkSchema(_ fields: Fields) {
    guard let node = fields.required("schema", "'schema: 1'", &self), node.text != "1" else {
      return
    }
    report("'schema' is \(node.found); this version reads schema 1", at: node.position)
  }

  /// The elements of a list that is not empty.
  package mutating func list(_ node: SourceNode, _ path: String) -> [SourceNode] {
    guard case .sequence(let elements) = node.content, !elements.isEmpty else {
      let found = if case .sequence = node.content { "an empty list" } else { node.found }
      report("'\(path)' is \(found); expected a list", at: node.position)
      return []
    }
    return elements
  }

  /// A value of a kind; nil, reported, where it is another.
  package mutating func value(_ node: SourceNode, _ path: String, _ kind: SettingKind)
    -> SettingValue?
  {
    guard let found = node.settingValue(as: kind), let accepted = kind.accepted(found) else {
      report(
        "'\(path)' is \(node.found); expected \(kind.expectation)\(node.hint(for: kind))",
        at: node.position)
      return nil
    }
    return accepted
  }

  package mutating func integer(_ node: SourceNode, _ path: String, in range: ClosedRange<Int>)
    -> Int?
  {
    if case .integer(let value) = value(node, path, .integer(range)) { value } else { nil }
  }

  package mutating func number(_ node: SourceNode, _ path: String, in range: ClosedRange<Double>)
    -> Double?
  {
    if case .number(let value) = value(node, path, .number(range)) { value } else { nil }
  }

  package mutating func boolean(_ node: SourceNode, _ path: String) -> Bool? {
    if case .boolean(let value) = value(node, path, .boolean) { value } else { nil }
  }

  package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ node: SourceNode, _ path: String, of: Choice.Type
  ) -> Choice? {
    let words = Choice.allCases.map(\.rawValue)
    guard case .text(let word) = value(node, path, .choice(words)) else { return nil }
    return Choice(rawValue: word)
  }

  package mutating func text(_ node: SourceNode, _ path: String) -> String? {
    if node.text == nil { report("'\(path)' is \(node.found); expected text", at: node.position) }
    return node.text
  }

  /// The words of a list that is not empty.
  package mutating func texts(_ node: SourceNode, _ path: String) -> [String] {
    list(node, path).compactMap { text($0, path) }
  }
}

/// The values of a map by key.
package struct Fields {
  package let path: String
  package let position: SourcePosition
  private let values: [String: SourceNode]
  /// Whether there is a map at all; without one, nothing in it is missed.
  private let isMap: Bool

  init(path: String, node: SourceNode, values: [String: SourceNode]) {
    (self.path, self.values, position) = (path, values, node.position)
    isMap = if case .mapping = node.content { true } else { false }
  }

  package subscript(key: String) -> SourceNode? { values[key] }

  /// The path of a key, for messages.
  package func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// The value of a key that must be there.
  package func required(
    _ key: String, _ meaning: String, _ reader: inout DocumentReader
  ) -> SourceNode? {
    if values[key] == nil, isMap {
      reader.report(
        "'\(key)' is missing in \(DocumentReader.place(path)); expected \(meaning)", at: position)
    }
    return values[key]
  }
}
