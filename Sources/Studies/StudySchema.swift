// A JSON Schema of study files, by which editors complete and check while one types.

import Configuration
import Documents

/// The schema of study files, made of the descriptions that their reader takes its keys from.
public enum StudySchema {
  /// The schema as JSON, draft 2020-12.
  public static var json: String {
    var root: [(String, JSONText)] = [
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("Study file of Revisit, schema 1")),
    ]
    root += members(of: StudyGrammar.document)
    let maps = DocumentShape.SettingContent.allCases.map { content in
      ("settings_\(content.rawValue)", JSONText.object(settings(content)))
    }
    root.append(("$defs", .object(maps + Schema.settings.filter(isGiven).map(definition))))
    return JSONText.object(root).text + "\n"
  }

  // MARK: - Shapes

  private static func members(of map: DocumentMap) -> [(String, JSONText)] {
    let properties = map.keys.map { key in
      (key.name, JSONText.object([("description", .text(key.meaning))] + members(of: key.shape)))
    }
    let required = map.keys.filter(\.isRequired).map { JSONText.text($0.name) }
    var object: [(String, JSONText)] = [
      ("type", .text("object")), ("properties", .object(properties)),
      ("additionalProperties", .boolean(false)),
    ]
    if !required.isEmpty { object.append(("required", .list(required))) }
    if !map.exactlyOne.isEmpty {
      let choices = map.exactlyOne.map { JSONText.object([("required", .list([.text($0)]))]) }
      object.append(("oneOf", .list(choices)))
    }
    return object
  }

  private static func members(of shape: DocumentShape) -> [(String, JSONText)] {
    switch shape {
    case .map(let map): return members(of: map)
    case .named(let inner):
      return [
        ("type", .text("object")), ("additionalProperties", .object(members(of: inner))),
      ]
    case .list(let element): return list(members(of: element))
    case .either(let shapes):
      return [("anyOf", .list(shapes.map { .object(members(of: $0)) }))]
    case .value(let kind): return members(of: kind)
    case .text(let pattern?):
      return [("type", .text("string")), ("pattern", .text("^(\(pattern))$"))]
    // Whatever stands there is text for our reader, also `8` and `true`.
    case .text(nil): return [("type", .list(["string", "number", "boolean"].map(JSONText.text)))]
    case .settings(let content): return [("$ref", .text("#/$defs/settings_\(content.rawValue)"))]
    case .settingPath:
      return [("enum", .list(Schema.settings.filter(isGiven).map { .text($0.path) }))]
    case .anySettingValue:
      return [("type", .list(["string", "number", "boolean", "array"].map(JSONText.text)))]
    }
  }

  private static func list(_ element: [(String, JSONText)]) -> [(String, JSONText)] {
    [("type", .text("array")), ("items", .object(element)), ("minItems", .whole(1))]
  }

  private static func members(of kind: SettingKind) -> [(String, JSONText)] {
    switch kind {
    case .integer(let range): return integer(range)
    case .number(let range):
      let isOpen = range.lowerBound == .leastNonzeroMagnitude
      var members: [(String, JSONText)] = [("type", .text("number"))]
      members.append(
        isOpen ? ("exclusiveMinimum", .whole(0)) : ("minimum", .number(range.lowerBound)))
      if range.upperBound < .greatestFiniteMagnitude {
        members.append(("maximum", .number(range.upperBound)))
      }
      return members
    case .boolean: return [("type", .text("boolean"))]
    case .choice(let words): return [("enum", .list(words.map(JSONText.text)))]
    case .integers(let range): return list(integer(range))
    case .choices(let words):
      return [
        ("type", .text("array")), ("items", .object([("enum", .list(words.map(JSONText.text)))])),
        ("uniqueItems", .boolean(true)),
      ]
    case .fileName:
      return [("type", .text("string")), ("pattern", .text("^[A-Za-z0-9_-][A-Za-z0-9_.-]*$"))]
    case .hexadecimal(let digits):
      // Digits alone are a number to others.
      let pattern = "^[0-9a-f]{\(digits.lowerBound),\(digits.upperBound)}$"
      return [
        ("type", .list([.text("string"), .text("number")])), ("pattern", .text(pattern)),
      ]
    }
  }

  private static func integer(_ range: ClosedRange<Int>) -> [(String, JSONText)] {
    var members: [(String, JSONText)] = [
      ("type", .text("integer")), ("minimum", .whole(range.lowerBound)),
    ]
    if range.upperBound < .max { members.append(("maximum", .whole(range.upperBound))) }
    return members
  }

  // MARK: - Settings

  /// Whether a setting is given by its path; the seeds have a section.
  private static func isGiven(_ setting: Setting) -> Bool { !setting.path.hasPrefix("seeds.") }

  private static func definition(_ setting: Setting) -> (String, JSONText) {
    (
      setting.path,
      .object([("description", .text(setting.summary))] + members(of: setting.kind))
    )
  }

  /// A map of settings, by dotted path or nested.
  private static func settings(
    _ content: DocumentShape.SettingContent
  ) -> [(String, JSONText)] {
    let given = Schema.settings.filter(isGiven)
    func value(_ setting: Setting) -> JSONText {
      let reference = [("$ref", JSONText.text("#/$defs/\(setting.path)"))]
      return switch content {
      case .value: .object(reference)
      case .list: .object(list(reference))
      case .expression:
        .object([("description", .text(setting.summary))] + members(of: .words))
      }
    }
    var properties: [(String, JSONText)] = []
    var sections: [String] = []
    for setting in given {
      let parts = setting.path.split(separator: ".").map(String.init)
      if parts.count == 2, !sections.contains(parts[0]) { sections.append(parts[0]) }
    }
    for section in sections {
      let inner = given.filter { $0.path.hasPrefix(section + ".") }.map { setting in
        (String(setting.path.dropFirst(section.count + 1)), value(setting))
      }
      let map: [(String, JSONText)] = [
        ("type", .text("object")), ("properties", .object(inner)),
        ("additionalProperties", .boolean(false)),
      ]
      properties.append((section, .object(map)))
    }
    properties += given.map { ($0.path, value($0)) }
    return [
      ("type", .text("object")), ("properties", .object(properties)),
      ("additionalProperties", .boolean(false)),
    ]
  }
}
