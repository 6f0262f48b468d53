// The section `identity`: which points are the same though they are written differently.

import Configuration
import Documents

/// Another name by which a study calls a setting.
public struct SettingAlias: Hashable, Sendable {
  /// The other name, such as the one that the setting had before.
  public let name: String
  /// The setting's own path.
  public let path: String
}

extension StudyReader {
  /// Reads the section `identity`; from then on settings go by their other names too.
  mutating func readIdentity(_ node: SourceNode) -> IdentityDefinition {
    let fields = fields(of: node, in: "identity", StudyGrammar.identity)
    var identity = IdentityDefinition()
    identity.aliases = fields["aliases"].map { readAliases($0) } ?? []
    aliases = Dictionary(identity.aliases.map { ($0.name, $0.path) }) { first, _ in first }
    if let node = fields["defaults"] { checkDefaults(node) }
    identity.ignored = fields["ignore"].map { readIgnored($0) } ?? []
    return identity
  }

  private mutating func readAliases(_ node: SourceNode) -> [SettingAlias] {
    var aliases: [SettingAlias] = []
    for entry in entries(of: node, in: "identity.aliases") {
      let place = "identity.aliases.\(entry.key)"
      guard let setting = setting(entry.value, place) else { continue }
      let isName = entry.key.wholeMatch(of: #/[a-z][a-z0-9_]*(\.[a-z0-9_]+)*/#) != nil
      let isTaken = Schema.settings.contains {
        $0.path == entry.key || $0.path.hasPrefix(entry.key + ".")
      }
      if isTaken {
        report(
          "'\(entry.key)' in 'identity.aliases' is a setting of its own; expected a name that is none",
          at: entry.keyPosition)
      } else if !isName || ExpressionScope.reserved.contains(entry.key) {
        report(
          "the name '\(entry.key)' in 'identity.aliases'; expected small letters, digits, '_' and '.', "
            + "such as data.image_size", at: entry.keyPosition)
      } else {
        aliases.append(SettingAlias(name: entry.key, path: setting.path))
      }
    }
    return aliases
  }

  /// A default that a study relies on has to be the schema's: then absent and equal to it are one configuration.
  private mutating func checkDefaults(_ node: SourceNode) {
    for named in settings(node, in: "identity.defaults") {
      guard let assignment = assignment(of: named.node, to: named.setting, named.place),
        assignment.value != named.setting.defaultValue
      else { continue }
      let (path, value) = (named.setting.path, assignment.value.canonicalText)
      let found =
        if let defaultValue = named.setting.defaultValue {
          "its default is \(defaultValue.canonicalText), so that absent and \(value) are two things; "
            + "give that or remove the line"
        } else if named.setting.isRequired {
          "it has no default, every point has to give it; remove the line"
        } else {
          "it has no default: what absent means depends on other settings; give the value in 'base'"
        }
      report("'\(path)' is \(value) in 'identity.defaults', but \(found)", at: assignment.position)
    }
  }

  private mutating func readIgnored(
    _ node: SourceNode
  ) -> [(path: String, position: SourcePosition)] {
    var ignored: [(path: String, position: SourcePosition)] = []
    let known = Schema.identityMayLeaveOut
    for element in list(node, "identity.ignore") {
      guard let name = text(element, "identity.ignore") else { continue }
      let path = aliases[name] ?? name
      if known.contains(path) {
        ignored.append((path, element.position))
      } else if ["run.", "budget."].contains(where: path.hasPrefix) {
        report(
          "'\(name)' is scheduling and in no identity anyway; remove it", at: element.position)
      } else if let setting = setting(at: path, "identity.ignore", element.position) {
        report(
          "'\(setting.path)' changes results, so an identity cannot leave it out; expected some of "
            + known.joined(separator: ", "), at: element.position)
      }
    }
    return ignored
  }
}

extension StudyExpansion {
  /// A setting that identities leave out has to be the same everywhere, or different points would be one.
  mutating func checkIgnored(_ points: PointTable) {
    let changed =
      (document.overrides.flatMap(\.assignments) + document.subsets.flatMap(\.assignments)).map(
        \.path)
      + (document.conditions + document.derivations).map(\.path)
    for (path, position) in document.identity.ignored {
      let values = Set(points.settings[path]?.usedValues.map { $0?.value } ?? [])
      guard values.count > 1 || changed.contains(path) else { continue }
      report(
        "'\(path)' is not the same at all points, so that leaving it out of identities would make one of "
          + "different ones; remove it from 'identity.ignore' or set it in 'base' alone",
        at: position)
    }
  }
}
