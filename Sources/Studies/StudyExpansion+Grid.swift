// Base, groups and axes: every combination, the first group slowest and the last axis fastest.

import Configuration
import Documents

extension StudyExpansion {
  /// The grid before any rule.
  mutating func grid() -> [PointDraft] {
    var base: [String: Assignment] = [:]
    for assignment in document.base + document.seeds.assignments {
      base[assignment.path] = assignment
    }
    let groups = document.groups.map { group in
      group.alternatives.flatMap { alternative in
        alternative.rows.map { row in
          Choice(
            assignments: row, label: (group.name, alternative.name), recipe: alternative.recipe)
        }
      }
    }
    let axes = document.axes.map { axis in
      axis.values.map { Choice(assignments: [$0], label: nil) }
    }
    let lists = groups + axes
    let count = lists.reduce(1.0) { $0 * Double($1.count) }
    guard count <= Double(StudyReader.pointLimit) else {
      report(
        "the study has more than \(StudyReader.pointLimit) points", at: document.basePosition)
      return []
    }
    return crossed(lists).map { draft(base, $0) }
  }

  /// What one element of a group or axis contributes to a point.
  private struct Choice {
    let assignments: [Assignment]
    let label: (group: String, alternative: String)?
    var recipe: Recipe?
  }

  private func draft(_ base: [String: Assignment], _ choices: [Choice]) -> PointDraft {
    var (given, labels, recipe) = (base, [String: [String]](), document.recipe)
    for choice in choices {
      for assignment in choice.assignments { given[assignment.path] = assignment }
      if let label = choice.label { labels[label.group] = [label.alternative] }
      if let other = choice.recipe { recipe = recipe.followed(by: other) }
    }
    return PointDraft(given: recipe.completing(given), labels: labels, recipe: recipe)
  }

  /// Reports settings that two sections would set, since one of the values would be lost.
  mutating func checkConflicts() {
    var owners: [String: String] = [:]
    for derivation in document.derivations { owners[derivation.path] = "derive" }
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
