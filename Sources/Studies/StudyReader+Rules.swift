// What a study computes, corrects and leaves out: derive, when, override, constraints, subsets.

import Configuration
import Documents

extension StudyReader {
  /// Settings with an expression each.
  mutating func readDerivations(
    _ node: SourceNode, in place: String, _ scope: ExpressionScope
  ) -> [Derivation] {
    var derivations: [Derivation] = []
    for named in settings(node, in: place) {
      guard let expression = expression(named.node, named.place, scope) else { continue }
      derivations.append(
        Derivation(
          path: named.setting.path, position: named.keyPosition, expression: expression))
    }
    return derivations
  }

  /// Settings that exist only where a condition holds.
  mutating func readConditions(_ node: SourceNode, _ scope: ExpressionScope) -> [Derivation] {
    readDerivations(node, in: "when", scope).filter { condition in
      guard Schema.setting(at: condition.path)?.isRequired == true else { return true }
      report(
        "'\(condition.path)' is needed at every point, so it cannot depend on a condition; remove "
          + "the condition", at: condition.position)
      return false
    }
  }

  mutating func readOverrides(_ node: SourceNode, _ scope: ExpressionScope) -> [Override] {
    var overrides: [Override] = []
    for (index, element) in list(node, "override").enumerated() {
      let place = "override[\(index + 1)]"
      let fields = fields(of: element, in: place, StudyGrammar.override)
      _ = readReason(fields)
      guard let condition = fields.required("where", "a condition", &self),
        let values = fields.required("set", "a map of settings", &self),
        let expression = expression(condition, fields.path("where"), scope)
      else { continue }
      let assignments = assignments(values, in: fields.path("set"))
      overrides.append(
        Override(position: element.position, condition: expression, assignments: assignments))
    }
    return overrides
  }

  mutating func readConstraints(_ node: SourceNode, _ scope: ExpressionScope) -> [Constraint] {
    var constraints: [Constraint] = []
    let rules = Constraint.Rule.allCases.map(\.rawValue)
    for (index, element) in list(node, "constraints").enumerated() {
      let fields = fields(
        of: element, in: "constraints[\(index + 1)]", StudyGrammar.constraint)
      let given = Constraint.Rule.allCases.filter { fields[$0.rawValue] != nil }
      guard let rule = given.first, given.count == 1, let node = fields[rule.rawValue] else {
        report(
          "'\(fields.path)' has to have one of \(rules.joined(separator: ", "))",
          at: element.position)
        continue
      }
      let why = rule == .expect ? fields["why"]?.text : readReason(fields)
      let scope = rule == .expect ? scope.counting : scope
      guard let expression = expression(node, fields.path(rule.rawValue), scope) else { continue }
      constraints.append(
        Constraint(
          rule: rule, position: node.position, expression: expression, why: why ?? ""))
    }
    return constraints
  }

  mutating func readSubsets(_ node: SourceNode, _ scope: ExpressionScope) -> [SubsetDefinition] {
    var subsets: [SubsetDefinition] = []
    for entry in entries(of: node, in: "subsets") {
      checkName(entry.key, in: "subsets", at: entry.keyPosition)
      let place = "subsets.\(entry.key)"
      let fields = fields(of: entry.value, in: place, StudyGrammar.subset)
      subsets.append(
        SubsetDefinition(
          name: entry.key, position: entry.keyPosition,
          condition: fields["where"].flatMap { expression($0, fields.path("where"), scope) },
          seedCount: fields["seeds"].flatMap { integer($0, fields.path("seeds"), in: 1...10_000) },
          assignments: fields["set"].map { assignments($0, in: fields.path("set")) } ?? []))
    }
    return subsets
  }

  /// A rule that corrects or removes points says why, for whoever reads the plan.
  private mutating func readReason(_ fields: Fields) -> String? {
    fields.required("why", "a reason in words", &self).flatMap { text($0, fields.path("why")) }
  }
}
