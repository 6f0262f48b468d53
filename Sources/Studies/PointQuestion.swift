// A point as a person describes it: `model.depth=400,data.resolution=320`, or an identity.

import Configuration
import Documents

/// A description that says nothing about a study's points.
public struct PointQuestionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found, what was expected.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Which points a description picks.
struct PointQuestion {
  /// One wish: an alternative of a group, or a value of a setting.
  enum Wish {
    case label(group: String, alternative: String)
    case value(path: String, SettingValue?)

    var text: String {
      switch self {
      case .label(let group, let alternative): "\(group) = \(alternative)"
      case .value(let path, let value): "\(path) = \(value?.canonicalText ?? "absent")"
      }
    }
  }

  let wishes: [Wish]

  /// Reads a description: names with values, commas or spaces between them.
  ///
  /// - Throws: `PointQuestionError`.
  init(_ text: String, _ names: PointNames, varied: [String]) throws(PointQuestionError) {
    var wishes: [Wish] = []
    for part in Self.parts(of: text) {
      guard let sign = part.firstIndex(of: "=") else {
        throw PointQuestionError(
          "'\(part)' describes no point; expected settings such as model.depth=50,epochs=10, or an "
            + "identity of 16 hexadecimal digits")
      }
      let (name, value) = (String(part[..<sign]), String(part[part.index(after: sign)...]))
      switch try names.meaning(of: name, varied: varied) {
      case .group(let group, let alternatives):
        guard alternatives.contains(value) else {
          throw PointQuestionError(
            "'\(value)' is no alternative of '\(group)'; expected one of "
              + alternatives.joined(separator: ", "))
        }
        wishes.append(.label(group: group, alternative: value))
      case .setting(let setting):
        wishes.append(.value(path: setting.path, try Self.value(value, of: setting)))
      }
    }
    self.wishes = wishes
  }

  /// Cuts at commas and spaces outside of brackets; spaces around a sign belong to it.
  private static func parts(of text: String) -> [String] {
    var (parts, depth) = ([""], 0)
    for letter in text.split(separator: "=").map({ $0.trimmed }).joined(separator: "=") {
      depth += letter == "[" ? 1 : letter == "]" ? -1 : 0
      if depth == 0, letter == "," || letter == " " {
        parts.append("")
      } else {
        parts[parts.count - 1].append(letter)
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  private static func value(
    _ text: String, of setting: Setting
  ) throws(PointQuestionError) -> SettingValue? {
    if text == "absent" { return nil }
    func scalar(_ text: some StringProtocol) -> SourceNode {
      SourceNode(position: .start, content: .scalar(String(text).trimmed, isPlain: true))
    }
    var node = scalar(text)
    if text.hasPrefix("["), text.hasSuffix("]") {
      let elements = text.dropFirst().dropLast().split(separator: ",").map { scalar($0) }
      node = SourceNode(position: .start, content: .sequence(elements))
    }
    guard let value = node.settingValue(as: setting.kind).flatMap(setting.kind.accepted) else {
      throw PointQuestionError(
        "'\(setting.path)' is '\(text)'; expected \(setting.kind.expectation)")
    }
    return value
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
