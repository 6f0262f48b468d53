// Settings in a study file: nested maps or dotted paths, each value in its schema's type.

import Configuration
import Documents

/// A setting named in the file, its value not yet read.
struct NamedSetting {
  let setting: Setting
  /// Where it stands in the file, for messages: `base.train.epochs`.
  let place: String
  let keyPosition: SourcePosition
  let node: SourceNode
  /// The other name by which it is called.
  var alias: String?
}

extension StudyReader {
  /// The settings that a map gives values to.
  mutating func assignments(_ node: SourceNode, in place: String) -> [Assignment] {
    var assignments: [Assignment] = []
    for named in settings(node, in: place) {
      if let assignment = assignment(of: named.node, to: named.setting, named.place) {
        assignments.append(assignment)
      }
    }
    return assignments
  }

  /// A value for a setting.
  mutating func assignment(
    of node: SourceNode, to setting: Setting, _ place: String
  ) -> Assignment? {
    value(node, place, setting.kind)
      .map { Assignment(path: setting.path, value: $0, position: node.position) }
  }

  /// A list of different values for a setting.
  mutating func values(
    _ node: SourceNode, for setting: Setting, _ place: String
  ) -> [Assignment] {
    var values: [Assignment] = []
    for element in list(node, place) {
      guard let assignment = assignment(of: element, to: setting, place) else { continue }
      values.append(assignment)
    }
    return values
  }

  /// Reports a value that a list gives twice.
  mutating func demandDifferent(_ values: [Assignment], _ place: String) {
    var earlier: Set<SettingValue> = []
    for assignment in values where !earlier.insert(assignment.value).inserted {
      report(
        "'\(place)' gives \(assignment.value.canonicalText) twice; remove one",
        at: assignment.position)
    }
  }

  /// The setting that a path names.
  mutating func setting(_ node: SourceNode, _ place: String) -> Setting? {
    guard let path = text(node, place) else { return nil }
    return setting(at: aliases[path] ?? path, place, node.position)
  }

  /// The setting at a path, unless it is the business of the section 'seeds'.
  mutating func setting(
    at path: String, _ place: String, _ position: SourcePosition
  ) -> Setting? {
    let known = Schema.settings.map(\.path).filter { !$0.hasPrefix("seeds.") }
    guard let setting = Schema.setting(at: path), known.contains(path) else {
      let hint = nearestName(to: path, among: known).map { "; did you mean '\($0)'?" } ?? ""
      report(
        path == "seeds" || path.hasPrefix("seeds.")
          ? "seeds are set in the section 'seeds'"
          : "unknown setting '\(path)' in '\(place)'\(hint)",
        at: position)
      return nil
    }
    return setting
  }

  /// The settings that a map names, nested or dotted, in order.
  mutating func settings(_ node: SourceNode, in place: String) -> [NamedSetting] {
    var first: [String: SourcePosition] = [:]
    return settings(node, in: place, under: "").filter { named in
      let path = named.setting.path
      guard let earlier = first[path] else {
        first[path] = named.keyPosition
        return true
      }
      let other = named.alias.map { "'\($0)' is another name of '\(path)', which" } ?? "'\(path)'"
      report("\(other) is given already, at \(earlier); remove one", at: named.keyPosition)
      return false
    }
  }

  private mutating func settings(
    _ node: SourceNode, in place: String, under prefix: String
  ) -> [NamedSetting] {
    var found: [NamedSetting] = []
    for entry in entries(of: node, in: place) {
      let (path, inside) = (prefix + entry.key, "\(place).\(entry.key)")
      if let own = aliases[path], let setting = Schema.setting(at: own) {
        found.append(
          NamedSetting(
            setting: setting, place: inside, keyPosition: entry.keyPosition, node: entry.value,
            alias: path))
      } else if aliases.keys.contains(where: { $0.hasPrefix(path + ".") }),
        !Schema.settings.contains(where: { $0.path.hasPrefix(path + ".") })
      {
        found += settings(entry.value, in: inside, under: path + ".")
      } else if Schema.settings.contains(where: { $0.path.hasPrefix(path + ".") && path != "seeds" }
      ) {
        found += settings(entry.value, in: inside, under: path + ".")
      } else if let setting = knownSetting(path, entry, in: place, under: prefix) {
        found.append(
          NamedSetting(
            setting: setting, place: inside, keyPosition: entry.keyPosition, node: entry.value))
      }
    }
    return found
  }

  private mutating func knownSetting(
    _ path: String, _ entry: SourceNode.Entry, in place: String, under prefix: String
  ) -> Setting? {
    if prefix.isEmpty, entry.key.contains(".") || entry.key == "seeds" {
      return setting(at: path, place, entry.keyPosition)
    }
    let known = Schema.settings.map(\.path).filter {
      $0.hasPrefix(prefix) && !$0.hasPrefix("seeds")
    }
    .map { $0.dropFirst(prefix.count).prefix { $0 != "." || !prefix.isEmpty } }.map(String.init)
    guard known.contains(entry.key), let setting = Schema.setting(at: path) else {
      let names = known.enumerated().filter { !known[..<$0.offset].contains($0.element) }
      reportUnknown(entry.key, in: place, known: names.map(\.element), at: entry.keyPosition)
      return nil
    }
    return setting
  }
}
