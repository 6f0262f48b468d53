// What a study varies: axes, groups, seeds.

import Configuration
import Documents

extension StudyReader {
  /// A combination of values more is refused before it is made.
  static let pointLimit = 2_000_000
  /// The same for the sub-grid of one alternative, which is written out.
  private static let rowLimit = 100_000

  mutating func readAxes(_ node: SourceNode) -> [AxisDefinition] {
    var axes: [AxisDefinition] = []
    for entry in entries(of: node, in: "axes") {
      let place = "axes.\(entry.key)"
      checkName(entry.key, in: "axes", at: entry.keyPosition)
      let values = readAxisValues(entry.value, place)
      axes.append(AxisDefinition(name: entry.key, position: entry.keyPosition, values: values))
    }
    return axes
  }

  /// The values of an axis; none where something is wrong with it.
  private mutating func readAxisValues(_ node: SourceNode, _ place: String) -> [Assignment] {
    let fields = fields(of: node, in: place, StudyGrammar.axis)
    let path = fields.required("set", "the path of a setting", &self)
    let list = fields.required("values", "a list of values", &self)
    guard let path, let list, let setting = axisSetting(path, "\(place).set") else { return [] }
    let values = values(list, for: setting, "\(place).values")
    demandDifferent(values, "\(place).values")
    return values
  }

  /// A setting, or which streams are drawn anew in replicates, or the root of all.
  private mutating func axisSetting(_ node: SourceNode, _ place: String) -> Setting? {
    if let path = node.text, StudyGrammar.seedAxes.contains(path) {
      return Schema.setting(at: path)
    }
    return setting(node, place)
  }

  mutating func readGroups(
    _ node: SourceNode, _ recipes: inout RecipeReader
  ) -> [GroupDefinition] {
    var groups: [GroupDefinition] = []
    for entry in entries(of: node, in: "groups") {
      checkName(entry.key, in: "groups", at: entry.keyPosition)
      let place = "groups.\(entry.key)"
      let alternatives =
        if case .sequence = entry.value.content {
          readAdditions(entry.value, place)
        } else {
          readAlternatives(entry.value, place, &recipes)
        }
      groups.append(
        GroupDefinition(
          name: entry.key, position: entry.keyPosition, alternatives: alternatives))
    }
    return groups
  }

  private mutating func readAlternatives(
    _ node: SourceNode, _ place: String, _ recipes: inout RecipeReader
  ) -> [GroupDefinition.Alternative] {
    demandEntries(node, place)
    var alternatives: [GroupDefinition.Alternative] = []
    for entry in entries(of: node, in: place) {
      checkName(entry.key, in: place, at: entry.keyPosition)
      alternatives.append(readAlternative(entry, "\(place).\(entry.key)", &recipes))
    }
    return alternatives
  }

  /// One alternative: a sub-grid, a recipe, or a recipe with a sub-grid.
  private mutating func readAlternative(
    _ entry: SourceNode.Entry, _ place: String, _ recipes: inout RecipeReader
  ) -> GroupDefinition.Alternative {
    let fields = fields(of: entry.value, in: place, StudyGrammar.alternative)
    var rows: [[Assignment]] = []
    switch (fields["axes"], fields["zip"]) {
    case (let axes?, nil): rows = product(readLists(axes, "\(place).axes"), place, axes.position)
    case (nil, let zip?): rows = zipped(readLists(zip, "\(place).zip"), "\(place).zip")
    case (nil, nil) where fields["recipe"] != nil: rows = [[]]
    case (nil, nil), (_?, _?):
      report(
        "'\(place)' has to have either 'axes' or 'zip', or a 'recipe'", at: entry.value.position)
    }
    return GroupDefinition.Alternative(
      name: entry.key, position: entry.keyPosition, rows: rows,
      recipe: fields["recipe"].map { recipes.recipe($0, "\(place).recipe", &self) })
  }

  /// The rows of an additive group: a list of names with settings, each added to those before.
  private mutating func readAdditions(
    _ node: SourceNode, _ place: String
  ) -> [GroupDefinition.Alternative] {
    var settings: [Assignment] = []
    var first: [String: SourcePosition] = [:]
    var alternatives: [GroupDefinition.Alternative] = []
    for (index, element) in list(node, place).enumerated() {
      let row = entries(of: element, in: "\(place)[\(index + 1)]")
      guard row.count == 1, let entry = row.first else {
        report("a row of '\(place)' is one name with its settings", at: element.position)
        continue
      }
      checkName(entry.key, in: place, at: entry.keyPosition)
      if let earlier = first.updateValue(entry.keyPosition, forKey: entry.key) {
        report("'\(place)' has a row '\(entry.key)' already, at \(earlier)", at: entry.keyPosition)
      }
      let added = assignments(entry.value, in: "\(place).\(entry.key)")
      let paths = Set(added.map(\.path))
      settings = settings.filter { !paths.contains($0.path) } + added
      alternatives.append(
        GroupDefinition.Alternative(
          name: entry.key, position: entry.keyPosition, rows: [settings]))
    }
    return alternatives
  }

  /// A list of values for each setting of a map.
  private mutating func readLists(_ node: SourceNode, _ place: String) -> [[Assignment]] {
    demandEntries(node, place)
    var lists: [[Assignment]] = []
    for named in settings(node, in: place) {
      lists.append(values(named.node, for: named.setting, named.place))
    }
    return lists.filter { !$0.isEmpty }
  }

  private mutating func demandEntries(_ node: SourceNode, _ place: String) {
    if case .mapping(let entries) = node.content, entries.isEmpty {
      report("'\(place)' is an empty map; expected at least one entry", at: node.position)
    }
  }

  private mutating func product(
    _ lists: [[Assignment]], _ place: String, _ position: SourcePosition
  ) -> [[Assignment]] {
    for list in lists { demandDifferent(list, place) }
    let count = lists.reduce(1.0) { $0 * Double($1.count) }
    guard count <= Double(Self.rowLimit) else {
      report(
        "'\(place)' has more than \(Self.rowLimit) points; make axes of some of its settings",
        at: position)
      return []
    }
    return lists.isEmpty ? [] : crossed(lists)
  }

  private mutating func zipped(_ lists: [[Assignment]], _ place: String) -> [[Assignment]] {
    guard let first = lists.first else { return [] }
    for list in lists.dropFirst() where list.count != first.count {
      report(
        "'\(place)' has \(first.count) values for '\(first[0].path)' and \(list.count) for "
          + "'\(list[0].path)'; give as many of each",
        at: list[0].position)
    }
    let count = lists.map(\.count).min() ?? 0
    let rows = (0..<count).map { index in lists.map { $0[index] } }
    var earlier: Set<[SettingValue]> = []
    for row in rows where !earlier.insert(row.map(\.value)).inserted {
      let words = row.map { "\($0.path): \($0.value.canonicalText)" }
      report(
        "'\(place)' gives \(words.joined(separator: ", ")) twice; remove one", at: row[0].position)
    }
    return rows
  }

  mutating func readSeeds(_ node: SourceNode) -> SeedsDefinition {
    let fields = fields(of: node, in: "seeds", StudyGrammar.seeds)
    var seeds = SeedsDefinition()
    if let node = fields["count"] {
      seeds.count = integer(node, "seeds.count", in: 1...10_000) ?? 1
    }
    for key in ["root", "vary", "paired"] {
      guard let node = fields[key], let setting = Schema.setting(at: "seeds.\(key)") else {
        continue
      }
      if let assignment = assignment(of: node, to: setting, setting.path) {
        seeds.assignments.append(assignment)
      }
    }
    return seeds
  }

  /// Names of axes, groups, measures and the like stand in expressions and file names.
  mutating func checkName(_ name: String, in place: String, at position: SourcePosition) {
    if name.wholeMatch(of: #/[a-z][a-z0-9_]*/#) == nil {
      report(
        "the name '\(name)' in '\(place)'; expected small letters, digits and '_', a letter first",
        at: position)
    } else if ExpressionScope.reserved.contains(name) {
      report(
        "the name '\(name)' in '\(place)' has a meaning in expressions; choose another",
        at: position)
    } else if Schema.setting(at: name) != nil {
      report("the name '\(name)' in '\(place)' is that of a setting; choose another", at: position)
    }
  }
}

/// Every combination of one element of each list, in order, the last list fastest.
func crossed<Element>(_ lists: [[Element]]) -> [[Element]] {
  lists.reduce([[]]) { rows, list in rows.flatMap { row in list.map { row + [$0] } } }
}
