// Overrides, constraints and subsets: rules that must apply to something.

import Configuration
import Documents

extension StudyExpansion {
  mutating func applyOverrides(to points: inout PointTable) {
    applyRecipeOverrides(to: &points)
    for override in document.overrides {
      let rows = rows(where: override.condition, in: points)
      var isMeant = Array(repeating: false, count: points.rowCount)
      for row in rows { isMeant[row] = true }
      for assignment in override.assignments {
        points.set(assignment.path, to: assignment) { isMeant[$0] }
      }
      demandMatch(rows, "the override", override.condition, at: override.position)
    }
  }

  /// The rules of recipes change what recipes gave; one that matches no point is as it should be, as is one that asks
  /// for settings that the point lacks.
  private mutating func applyRecipeOverrides(to points: inout PointTable) {
    let overrides = points.recipes.flatMap(\.overrides)
    guard !overrides.isEmpty else { return }
    let paths = Set(overrides.flatMap(\.assignments).map(\.path)).sorted()
    let columns = columns(of: overrides.flatMap(\.condition.names), in: points)
      .union(paths.map { .setting($0) }).union([.recipe])
    let classes = points.classes(by: columns)
    let drafts = classes.firstRows.map { row in
      var draft = points.draft(at: row)
      applyRecipeOverrides(to: &draft)
      return draft
    }
    for path in paths { points.set(path, to: drafts.map { $0.settings[path] }, by: classes) }
  }

  private mutating func applyRecipeOverrides(to draft: inout PointDraft) {
    for override in draft.recipe.overrides {
      let (current, axes) = (draft, axisPaths)
      let isAnswered = override.condition.names.allSatisfy {
        current.value(of: $0, axes: axes) != nil
      }
      guard isAnswered, (try? holds(override.condition, at: draft)) == true else { continue }
      for assignment in override.assignments
      where draft.settings[assignment.path]?.isFromRecipe != false {
        draft.settings[assignment.path] = assignment
      }
    }
  }

  mutating func applyConstraints(to points: inout PointTable) {
    let all = points
    var earlier: [Constraint] = []
    for constraint in document.constraints where constraint.rule != .expect {
      let holding = rows(where: constraint.expression, in: points)
      if holding.isEmpty { reportDead(constraint, after: earlier, among: all) }
      let kept = constraint.rule == .keep ? holding : others(than: holding, of: points.rowCount)
      note(constraint, keeps: kept, of: points.rowCount)
      points.select(kept)
      if kept.isEmpty, constraint.rule == .drop, !hasPointProblems {
        report("the constraints up to here leave no point", at: constraint.position)
      }
      guard !kept.isEmpty else { return }
      earlier.append(constraint)
    }
    guard !hasPointProblems else { return }
    for constraint in document.constraints where constraint.rule == .expect {
      check(constraint.expression, over: points)
    }
  }

  private func others(than rows: [Int], of count: Int) -> [Int] {
    var isMeant = Array(repeating: false, count: count)
    for row in rows { isMeant[row] = true }
    return isMeant.indices.filter { !isMeant[$0] }
  }

  /// Reports a rule that holds at none of the points that are left, and by which rules those went at which it would.
  private mutating func reportDead(
    _ constraint: Constraint, after earlier: [Constraint], among all: PointTable
  ) {
    let rule = "the rule '\(constraint.rule.rawValue)'"
    let meant = earlier.isEmpty ? [] : rows(where: constraint.expression, in: all)
    guard !meant.isEmpty else {
      demandMatch([], rule, constraint.expression)
      return
    }
    let removers = Set(
      meant.compactMap { row -> SourcePosition? in
        guard case .removed(.constraint(let remover)) = fates.fate(of: all.origin(of: row))
        else { return nil }
        return remover.position
      })
    let names = earlier.filter { removers.contains($0.position) }.map { "'\($0)' (\($0.position))" }
    let points =
      "\(meant.count == 1 ? "the one point" : "the \(meant.count) points") at which it holds"
    report(
      constraint.rule == .keep
        ? "\(rule) leaves no point (\(constraint.expression)): \(points) "
          + "went by \(names.joined(separator: " and ")), so they contradict each other; mend one"
        : "\(rule) matches no point (\(constraint.expression)): \(points) "
          + "went by \(names.joined(separator: " and ")) already; remove it",
      at: constraint.position)
  }

  /// The rows of a subset's points.
  mutating func rows(of subset: SubsetDefinition, in points: PointTable) -> [Int] {
    guard let condition = subset.condition else { return Array(0..<points.rowCount) }
    let rows = rows(where: condition, in: points)
    demandMatch(rows, "the subset '\(subset.name)'", condition)
    return rows
  }

  /// An alternative whose points are all another's already makes a comparison of a thing with itself.
  mutating func checkAlternatives(_ points: PointTable) {
    guard points.isFaulty.usedValues == [false] else { return }
    for group in document.groups {
      guard let labels = points.labels[group.name]?.usedValues else { continue }
      var earlier: [String] = []
      for alternative in group.alternatives {
        let own = labels.filter { $0.contains(alternative.name) }
        let others = own.map { list in earlier.filter(list.contains) }
        if !own.isEmpty, others.allSatisfy({ !$0.isEmpty }) {
          let names = earlier.filter { name in others.contains { $0.contains(name) } }
          report(
            "'groups.\(group.name).\(alternative.name)' adds no point: all of its points are those of "
              + "\(names.map { "'\($0)'" }.joined(separator: " and ")) too; change it or remove it",
            at: alternative.position)
        }
        earlier.append(alternative.name)
      }
    }
  }

  private mutating func check(_ expression: StudyExpression, over points: PointTable) {
    var counts: [ExpressionTerm: Int] = [:]
    let terms = expression.term.counts
    for term in terms { counts[term] = count(term, over: points, in: expression) }
    guard terms.allSatisfy({ counts[$0] != nil }) else { return }
    let evaluation = ExpressionEvaluation(lookup: { _ in nil }, counts: counts)
    do {
      guard try evaluation.value(of: expression.term) != .boolean(true) else { return }
      let found = terms.compactMap { counts[$0].map(String.init) }
      report(
        "expected \(expression), found \(found.joined(separator: " and "))",
        at: expression.position)
    } catch {
      report("in 'expect': \(error)", at: expression.position)
    }
  }

  /// The number of points at which the condition of a `count` holds; nil, reported, where it has no value.
  private mutating func count(
    _ term: ExpressionTerm, over points: PointTable, in expression: StudyExpression
  ) -> Int? {
    guard case .count(let counted) = term else { return nil }
    guard let counted else { return points.rowCount }
    let condition = StudyExpression(expression.description, at: expression.position, term: counted)
    let classes = points.classes(by: columns(of: condition.names, in: points))
    var truths: [Bool] = []
    for row in classes.firstRows {
      do {
        truths.append(try holds(condition, at: points.draft(at: row)))
      } catch {
        for fault in error.faults {
          report("in 'expect': \(fault.message)", at: expression.position)
        }
        return nil
      }
    }
    return (0..<points.rowCount).count { truths[classes.number(of: $0)] }
  }
}

extension ExpressionTerm {
  /// The counts in it, in order.
  fileprivate var counts: [ExpressionTerm] {
    descendants.filter { if case .count = $0 { true } else { false } }
  }
}
