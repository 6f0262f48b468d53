// Base, groups and axes: every combination, the first group slowest and the last axis fastest.

import Configuration
import Documents

extension StudyExpansion {
  /// The grid before any rule; nil, reported, where it is too large.
  mutating func grid() -> PointTable? {
    let lists = gridLists
    let count = lists.reduce(1.0) { $0 * Double($1.choices.count) }
    guard count <= Double(StudyReader.pointLimit) else {
      report(
        "the study has more than \(StudyReader.pointLimit) points", at: document.basePosition)
      return nil
    }
    var table = PointTable(rowCount: Int(count), recipes: recipes(of: lists))
    for assignment in document.base + document.seeds.assignments {
      table.set(assignment.path, to: assignment) { _ in true }
    }
    // How many rows pass before a list comes to its next choice.
    var stride = Int(count)
    for list in lists where !list.choices.isEmpty {
      stride /= list.choices.count
      let (count, pace) = (list.choices.count, stride)
      fill(&table, list) { $0 / pace % count }
    }
    complete(&table, lists)
    return table
  }

  /// A group or an axis with what its elements contribute to a point.
  private struct GridList {
    let group: String?
    let choices: [Choice]
    var hasRecipes: Bool { choices.contains { $0.recipe != nil } }
  }

  /// What one element of a group or axis contributes to a point.
  private struct Choice {
    let assignments: [Assignment]
    var alternative = ""
    var recipe: Recipe?
  }

  private var gridLists: [GridList] {
    let groups = document.groups.map { group in
      GridList(
        group: group.name,
        choices: group.alternatives.flatMap { alternative in
          alternative.rows.map {
            Choice(
              assignments: $0, alternative: alternative.name, recipe: alternative.recipe)
          }
        })
    }
    let axes = document.axes.map { axis in
      GridList(group: nil, choices: axis.values.map { Choice(assignments: [$0]) })
    }
    return groups + axes
  }

  /// Gives each row what its choice of a list says.
  private func fill(_ table: inout PointTable, _ list: GridList, _ number: (Int) -> Int) {
    let paths = list.choices.flatMap(\.assignments).map(\.path)
    for path in Set(paths).sorted() {
      let before = table.settings[path]?[0]
      let values = list.choices.map { choice in
        choice.assignments.last { $0.path == path } ?? before
      }
      table.set(path, to: values, number)
    }
    guard let group = list.group else { return }
    table.setLabels(group, list.choices.map { [$0.alternative] }, number)
  }

  /// The recipes that combinations of choices lead to.
  private func recipes(of lists: [GridList]) -> [Recipe] {
    let choices = lists.filter(\.hasRecipes).map { $0.choices.map(\.recipe) }
    return crossed(choices).map { combination in
      combination.compactMap(\.self).reduce(document.recipe) { $0.followed(by: $1) }
    }
  }

  /// Gives each row what its recipes say where the study says nothing.
  private func complete(_ table: inout PointTable, _ lists: [GridList]) {
    if table.recipes.count > 1 {
      var paces: [(stride: Int, count: Int, hasRecipes: Bool)] = []
      var stride = table.rowCount
      for list in lists {
        stride /= max(list.choices.count, 1)
        paces.append((stride, list.choices.count, list.hasRecipes))
      }
      table.setRecipes { row in
        paces.filter(\.hasRecipes).reduce(0) { $0 * $1.count + row / $1.stride % $1.count }
      }
    }
    let paths = table.recipes.flatMap(\.settings.keys)
    for path in Set(paths).sorted() {
      let classes = table.classes(by: [.recipe, .setting(path)])
      let values = classes.firstRows.map { row in
        table.settings[path]?[row] ?? table.recipes[table.recipeNumbers[row]].settings[path]
      }
      table.set(path, to: values, by: classes)
    }
  }

  /// Reports settings that two sections would set, since one of the values would be lost.
  mutating func checkConflicts() {
    var owners: [String: String] = [:]
    for derivation in document.derivations { owners[derivation.path] = "derive" }
    for assignment in document.seeds.assignments { owners[assignment.path] = "seeds" }
    for assignment in document.base where owners[assignment.path] != nil {
      reportConflict(assignment, "in 'base' and in 'derive'")
    }
    for group in document.groups {
      let rows = group.alternatives.flatMap { $0.rows.first ?? [] }
      claim(rows, for: "groups.\(group.name)", &owners)
    }
    for axis in document.axes {
      claim(Array(axis.values.prefix(1)), for: "axes.\(axis.name)", &owners)
    }
    let derived = Set(document.derivations.map(\.path))
    let later = document.overrides.flatMap(\.assignments) + document.subsets.flatMap(\.assignments)
    for assignment in later where derived.contains(assignment.path) {
      reportConflict(assignment, "by this rule and in 'derive'")
    }
    for condition in document.conditions where derived.contains(condition.path) {
      report(
        "'\(condition.path)' is in 'when' and in 'derive', which comes after it; write "
          + "if(condition, value, other value) in 'derive'", at: condition.position)
    }
  }

  private mutating func claim(
    _ assignments: [Assignment], for owner: String, _ owners: inout [String: String]
  ) {
    for assignment in assignments {
      if let other = owners[assignment.path], other != owner {
        reportConflict(assignment, "in '\(other)' and in '\(owner)'")
      }
    }
    for assignment in assignments where owners[assignment.path] == nil {
      owners[assignment.path] = owner
    }
  }

  private mutating func reportConflict(_ assignment: Assignment, _ places: String) {
    report("'\(assignment.path)' is set \(places); remove one", at: assignment.position)
  }
}
