// Settings that depend on others: those that exist only where a condition holds, and those that are computed.

import Configuration
import Documents

/// The conditions and derivations of a study, each after those that it mentions.
struct DerivedOrder {
  let conditions: [Derivation]
  let derivations: [Derivation]
}

extension StudyExpansion {
  /// The order of conditions and derivations; nil, reported, where some form a cycle.
  mutating func derivationOrder() -> DerivedOrder? {
    let conditions = order(
      document.conditions, "whether settings exist depends on each other's existing")
    let derivations = order(document.derivations, Self.cycle)
    guard let conditions, let derivations else { return nil }
    return DerivedOrder(conditions: conditions, derivations: derivations)
  }

  private static let cycle = "settings are derived from each other"

  private mutating func order(_ definitions: [Derivation], _ cycle: String) -> [Derivation]? {
    switch DerivationOrder.order(definitions, axes: axisPaths) {
    case .success(let ordered): return ordered
    case .failure(let found):
      let first = definitions.first { found.paths.contains($0.path) }
      report(
        "\(cycle): \(found.paths.joined(separator: " -> "))", at: first?.position ?? .start)
      return nil
    }
  }

  /// Takes settings away where their conditions do not hold.
  ///
  /// Among all points of a study (`isWhole`) each condition has to hold somewhere.
  mutating func applyConditions(
    _ conditions: [Derivation], to points: inout PointTable, isWhole: Bool
  ) {
    for condition in conditions {
      let path = condition.path
      let rows = rows(where: condition.expression, in: points)
      if isWhole {
        let isGiven = points.settings[path]?.usedValues.contains { $0 != nil } ?? false
        let isDerived = points.recipes.flatMap(\.derivations).contains { $0.path == path }
        if !isGiven && !isDerived {
          report(
            "no point has '\(path)', so its condition says nothing; give it a value or remove the "
              + "condition", at: condition.position)
        }
        demandMatch(rows, "the condition of '\(path)'", condition.expression)
      }
      guard points.settings[path] != nil else { continue }
      var isThere = Array(repeating: false, count: points.rowCount)
      for row in rows { isThere[row] = true }
      points.set(path, to: nil) { !isThere[$0] }
    }
  }

  /// Gives points their derived settings; those at which one has no value are reported and taken away.
  mutating func derive(_ order: DerivedOrder, in points: inout PointTable) {
    var isSound = Array(repeating: true, count: points.rowCount)
    for part in connected(order.derivations + points.recipes.flatMap(\.derivations)) {
      let paths = Set(part.map(\.path)).sorted()
      let own = order.derivations.filter { paths.contains($0.path) }
      let conditions = order.conditions.filter { paths.contains($0.path) }
      var columns = columns(
        of: (part + conditions).flatMap(\.expression.names), in: points)
      columns.formUnion(paths.map { .setting($0) })
      if own.count < part.count { columns.insert(.recipe) }
      let classes = points.classes(by: columns)
      var (faults, drafts) = ([Int: [PointFault]](), [PointDraft]())
      for (number, row) in classes.firstRows.enumerated() {
        var draft = points.draft(at: row)
        let found = derive(own, within: Set(paths), unless: conditions, in: &draft)
        if !found.isEmpty { faults[number] = found }
        drafts.append(draft)
      }
      report(faults, classes, in: points)
      for path in paths { points.set(path, to: drafts.map { $0.settings[path] }, by: classes) }
      guard !faults.isEmpty else { continue }
      for row in isSound.indices where faults[classes.number(of: row)] != nil {
        isSound[row] = false
      }
    }
    points.select(isSound.indices.filter { isSound[$0] })
  }

  /// Derivations in parts of which none mentions what another derives.
  private func connected(_ derivations: [Derivation]) -> [[Derivation]] {
    let derived = Set(derivations.map(\.path))
    var parts: [(paths: Set<String>, derivations: [Derivation])] = []
    for derivation in derivations {
      let mentioned = derivation.expression.names.map { axisPaths[$0] ?? $0 }
      var part = (
        paths: derived.intersection(mentioned).union([derivation.path]), derivations: [derivation]
      )
      for other in parts where !other.paths.isDisjoint(with: part.paths) {
        part = (part.paths.union(other.paths), other.derivations + part.derivations)
      }
      parts.removeAll { !$0.paths.isDisjoint(with: part.paths) }
      parts.append(part)
    }
    return parts.map(\.derivations)
  }

  /// Derives settings at a point: the study's own, then what its recipes give and the study does not.
  private mutating func derive(
    _ own: [Derivation], within paths: Set<String>, unless conditions: [Derivation],
    in draft: inout PointDraft
  ) -> [PointFault] {
    let ownPaths = Set(own.map(\.path))
    let current = draft
    let recipe = draft.recipe.derivations(completing: draft.settings).filter { derivation in
      paths.contains(derivation.path) && !ownPaths.contains(derivation.path)
        && conditions.allSatisfy { condition in
          condition.path != derivation.path
            || (try? holds(condition.expression, at: current)) != false
        }
    }
    var ordered = own
    if !recipe.isEmpty {
      switch DerivationOrder.order(own + recipe, axes: axisPaths) {
      case .success(let all): ordered = all
      case .failure(let cycle):
        let message = "\(Self.cycle): \(cycle.paths.joined(separator: " -> "))"
        return [PointFault(message: message, position: recipe[0].position)]
      }
    }
    return ordered.compactMap { derive($0, in: &draft) }
  }

  private func derive(_ derivation: Derivation, in draft: inout PointDraft) -> PointFault? {
    let (path, expression) = (derivation.path, derivation.expression)
    do {
      let (current, axes) = (draft, axisPaths)
      let value = try expression.value { current.value(of: $0, axes: axes) }
      guard let setting = Schema.setting(at: path),
        let accepted = value.settingValue.flatMap(setting.kind.accepted)
      else {
        let expected = Schema.setting(at: path)?.kind.expectation ?? ""
        return PointFault(
          message: "'\(path)' is derived as \(value.found); expected \(expected)",
          position: expression.position)
      }
      draft.settings[path] = Assignment(
        path: path, value: accepted, position: expression.position)
      return nil
    } catch {
      return PointFault(
        message: "'\(path)' cannot be derived: \(error)", position: expression.position)
    }
  }
}
