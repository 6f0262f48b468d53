// What people call a point: the values of its groups and axes.

import Configuration
import Documents

/// The names of a study's groups, axes and settings.
struct PointNames: Sendable {
  /// The settings of each group, in the order of the file.
  private let groups: [(name: String, alternatives: [String], paths: [String])]
  private let axes: [(name: String, path: String)]
  private let aliases: [String: String]

  init(_ document: StudyDocument) {
    groups = document.groups.map { group in
      let paths = group.alternatives.flatMap { $0.rows.first ?? [] }.map(\.path)
      let different = paths.enumerated().filter { !paths[..<$0.offset].contains($0.element) }
      return (group.name, group.alternatives.map(\.name), different.map(\.element))
    }
    axes = document.axes.map { ($0.name, $0.path) }
    aliases = Dictionary(document.identity.aliases.map { ($0.name, $0.path) }) { first, _ in first }
  }

  /// What tells a point apart, for messages: `scale = depth, model.depth = 8, epochs = 2`.
  func name(of draft: PointDraft) -> String {
    let groups = groups.flatMap { group in
      [(group.name, (draft.labels[group.name] ?? []).joined(separator: "/"))]
        + group.paths.compactMap { path in
          draft.setting(at: path).map { (path, $0.canonicalText) }
        }
    }
    let axes = axes.compactMap { axis in
      draft.setting(at: axis.path).map { (axis.name, $0.canonicalText) }
    }
    return (groups + axes).map { "\($0.0) = \($0.1)" }.joined(separator: ", ")
  }

  /// What a name in the description of a point stands for.
  enum Meaning {
    case group(name: String, alternatives: [String])
    case setting(Setting)
  }

  /// The meaning of a name: a group, an axis, a setting, or the last word of one that `varied` names alone.
  ///
  /// - Throws: `PointQuestionError` where there is none.
  func meaning(of name: String, varied: [String]) throws(PointQuestionError) -> Meaning {
    if let group = groups.first(where: { $0.name == name }) {
      return .group(name: name, alternatives: group.alternatives)
    }
    let short = varied.filter { $0.split(separator: ".").last.map(String.init) == name }
    let path = axes.first { $0.name == name }?.path ?? aliases[name] ?? name
    if let setting = Schema.setting(at: path) { return .setting(setting) }
    if short.count == 1, let setting = Schema.setting(at: short[0]) { return .setting(setting) }
    let known =
      groups.map(\.name) + axes.map(\.name) + aliases.keys.sorted() + Schema.settings.map(\.path)
    let hint = nearestName(to: name, among: known).map { "; did you mean '\($0)'?" }
    throw PointQuestionError(
      "'\(name)' is no axis, group or setting of the study\(hint ?? "")")
  }
}
