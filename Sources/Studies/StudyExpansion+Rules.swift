// Overrides, constraints and subsets: rules that must apply to something.

import Configuration
import Documents

extension StudyExpansion {
  mutating func applyOverrides(to drafts: inout [PointDraft]) {
    for index in drafts.indices { applyRecipeOverrides(to: &drafts[index]) }
    for override in document.overrides {
      var matching: [PointDraft] = []
      for index in drafts.indices where holds(override.condition, at: drafts[index]) != false {
        matching.append(drafts[index])
        for assignment in override.assignments {
          drafts[index].given[assignment.path] = assignment
        }
        drafts[index].settings = drafts[index].given
      }
      demandMatch(matching, "the override", override.condition, at: override.position)
    }
  }

  /// The rules of recipes change what recipes gave; one that matches no point is as it should be, as is one that asks
  /// for settings that the point lacks.
  private mutating func applyRecipeOverrides(to draft: inout PointDraft) {
    for override in draft.recipe.overrides {
      let (current, axes) = (draft, axisPaths)
      let isAnswered = override.condition.names.allSatisfy {
        current.value(of: $0, axes: axes) != nil
      }
      guard isAnswered, holds(override.condition, at: draft) == true else { continue }
      for assignment in override.assignments
      where draft.given[assignment.path]?.isFromRecipe != false {
        draft.given[assignment.path] = assignment
      }
      draft.settings = draft.given
    }
  }

  mutating func applyConstraints(to drafts: inout [PointDraft]) {
    for constraint in document.constraints where constraint.rule != .expect {
      let (matching, others) = partition(&drafts, by: constraint.expression)
      demandMatch(matching, "the rule '\(constraint.rule.rawValue)'", constraint.expression)
      note(constraint, removed: constraint.rule == .drop ? matching.count : others.count)
      drafts = constraint.rule == .drop ? others : matching
      if drafts.isEmpty, constraint.rule == .drop, !hasPointProblems {
        report("the constraints up to here leave no point", at: constraint.position)
      }
      guard !drafts.isEmpty else { return }
    }
    guard !hasPointProblems else { return }
    for constraint in document.constraints where constraint.rule == .expect {
      check(constraint.expression, over: &drafts)
    }
  }

  /// The points of a subset, with what it sets.
  mutating func members(
    of subset: SubsetDefinition, among drafts: inout [PointDraft]
  ) -> [PointDraft] {
    var members = drafts
    if let condition = subset.condition {
      members = partition(&drafts, by: condition).matching
      demandMatch(members, "the subset '\(subset.name)'", condition)
    }
    for index in members.indices {
      for assignment in subset.assignments { members[index].given[assignment.path] = assignment }
    }
    return members
  }

  /// The points at which a condition holds, and the others.
  ///
  /// One without a value counts as holding: it is reported already, and the rule may yet match.
  private mutating func partition(
    _ drafts: inout [PointDraft], by condition: StudyExpression
  ) -> (matching: [PointDraft], others: [PointDraft]) {
    findCosts(of: &drafts, for: condition)
    var (matching, others) = ([PointDraft](), [PointDraft]())
    for draft in drafts {
      if holds(condition, at: draft) == false {
        others.append(draft)
      } else {
        matching.append(draft)
      }
    }
    return (matching, others)
  }

  /// Whether a condition holds at a point; nil, reported, where it has no value.
  private mutating func holds(_ condition: StudyExpression, at draft: PointDraft) -> Bool? {
    if condition.mentionsCost, draft.cost == nil { return nil }
    if condition.mentionsMemory, draft.cost?.trainingMemory == nil { return nil }
    do {
      let axes = axisPaths
      return try condition.holds { draft.value(of: $0, axes: axes) }
    } catch {
      report("\(error)", at: condition.position, of: draft)
      return nil
    }
  }

  /// Finds the costs that a condition mentions.
  private mutating func findCosts(
    of drafts: inout [PointDraft], for condition: StudyExpression
  ) {
    guard condition.mentionsCost else { return }
    for index in drafts.indices {
      findCost(of: &drafts[index])
      if condition.mentionsMemory { findTrainingMemory(of: &drafts[index]) }
    }
  }

  /// Finds the cost of a point's network; one that is no configuration or has no network is reported.
  mutating func findCost(of draft: inout PointDraft) {
    if case .success(let configuration)? = draft.configuration, draft.cost == nil {
      do {
        draft.cost = try costOf(configuration)
      } catch {
        draft.configuration = .failure(Self.unknownCost(error))
      }
    }
    reportConfigurationErrors(of: draft)
  }

  /// Finds what a training step takes, which is asked only for rules that mention it: it takes longer than to count.
  private mutating func findTrainingMemory(of draft: inout PointDraft) {
    guard case .success(let configuration)? = draft.configuration, draft.cost != nil,
      draft.cost?.trainingMemory == nil
    else { return }
    do {
      draft.cost?.trainingMemory = try trainingMemoryOf(configuration)
    } catch {
      draft.configuration = .failure(Self.unknownCost(error))
      reportConfigurationErrors(of: draft)
    }
  }

  private static func unknownCost(_ error: any Error) -> ConfigurationErrors {
    error as? ConfigurationErrors
      ?? ConfigurationErrors([ConfigurationError("its cost is not known: \(error)")])
  }

  private mutating func check(_ expression: StudyExpression, over drafts: inout [PointDraft]) {
    findCosts(of: &drafts, for: expression)
    let axes = axisPaths
    let lookups = drafts.map { draft in { (name: String) in draft.value(of: name, axes: axes) } }
    let evaluation = ExpressionEvaluation(lookup: { _ in nil }, points: lookups)
    do {
      guard try evaluation.value(of: expression.term) != .boolean(true) else { return }
      let counts = try expression.term.counts.map { try evaluation.value(of: $0).plainText }
      report(
        "expected \(expression), found \(counts.joined(separator: " and "))",
        at: expression.position)
    } catch {
      report("in 'expect': \(error)", at: expression.position)
    }
  }

  private mutating func demandMatch(
    _ matching: [PointDraft], _ rule: String, _ condition: StudyExpression,
    at position: SourcePosition? = nil
  ) {
    guard matching.isEmpty else { return }
    report(
      "\(rule) matches no point (\(condition)); mend it or remove it",
      at: position ?? condition.position)
  }
}

extension StudyExpression {
  fileprivate var mentionsCost: Bool { names.contains { $0.hasPrefix("cost.") } }

  fileprivate var mentionsMemory: Bool { names.contains(CostQuantity.trainingMemory.rawValue) }
}

extension ExpressionTerm {
  /// The counts in it, in order.
  fileprivate var counts: [ExpressionTerm] {
    descendants.filter { if case .count = $0 { true } else { false } }
  }
}

extension ExpressionValue {
  fileprivate var plainText: String {
    if case .number(let number) = self { Self.plain(number) } else { found }
  }
}
