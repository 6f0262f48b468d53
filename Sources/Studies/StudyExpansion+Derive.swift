// Derived settings, and the configuration that follows.

import Configuration
import Documents

extension StudyExpansion {
  /// The order of derivations; nil, reported, where they form a cycle.
  mutating func derivationOrder() -> [Derivation]? {
    switch DerivationOrder.order(document.derivations, axes: axisPaths) {
    case .success(let derivations): return derivations
    case .failure(let cycle):
      let first = document.derivations.first { cycle.paths.contains($0.path) }
      report(
        "settings are derived from each other: \(cycle.paths.joined(separator: " -> "))",
        at: first?.position ?? .start)
      return nil
    }
  }

  /// The same points with their derived settings and configurations.
  mutating func derived(_ drafts: [PointDraft], by derivations: [Derivation]) -> [PointDraft] {
    var result: [PointDraft] = []
    for var draft in drafts {
      draft.settings = draft.given
      guard let ordered = order(derivations, with: draft) else { continue }
      let complete = ordered.reduce(true) { derive($1, in: &draft) && $0 }
      guard complete else { continue }
      draft.resolve(configuration(leavingOutLeftovers: &draft))
      draft.cost = nil
      result.append(draft)
    }
    return result
  }

  /// The study's derivations with those of a point's recipes, which only give what the study does not.
  private mutating func order(
    _ derivations: [Derivation], with draft: PointDraft
  ) -> [Derivation]? {
    let own = Set(derivations.map(\.path))
    let recipe = draft.recipe.derivations(completing: draft.given).filter { !own.contains($0.path) }
    guard !recipe.isEmpty else { return derivations }
    switch DerivationOrder.order(derivations + recipe, axes: axisPaths) {
    case .success(let ordered): return ordered
    case .failure(let cycle):
      report(
        "settings are derived from each other: \(cycle.paths.joined(separator: " -> "))",
        at: recipe[0].position, of: draft)
      return nil
    }
  }

  private mutating func derive(_ derivation: Derivation, in draft: inout PointDraft) -> Bool {
    let (path, expression) = (derivation.path, derivation.expression)
    do {
      let (current, axes) = (draft, axisPaths)
      let value = try expression.value { current.value(of: $0, axes: axes) }
      guard let setting = Schema.setting(at: path),
        let accepted = value.settingValue.flatMap(setting.kind.accepted)
      else {
        let expected = Schema.setting(at: path)?.kind.expectation ?? ""
        report(
          "'\(path)' is derived as \(value.found); expected \(expected)",
          at: expression.position, of: draft)
        return false
      }
      draft.settings[path] = Assignment(
        path: path, value: accepted, position: expression.position)
      return true
    } catch {
      report("'\(path)' cannot be derived: \(error)", at: expression.position, of: draft)
      return false
    }
  }

  /// The configuration of a point's settings, without what another file's choices leave over of a recipe.
  ///
  /// A recipe with `schedule: step` gives `decay_epochs` too; where the study, or a recipe that changes this one, says
  /// `schedule: cosine`, they say nothing and go. Whatever says nothing within one file is an error.
  private func configuration(
    leavingOutLeftovers draft: inout PointDraft
  ) -> Result<Configuration, ConfigurationErrors>? {
    while true {
      let result = configuration(draft.settings.mapValues(\.value))
      guard case .failure(let errors)? = result else { return result }
      let leftovers = errors.errors.compactMap { leftover(of: $0, in: draft) }
      guard !leftovers.isEmpty else { return result }
      for path in leftovers { draft.settings[path] = nil }
    }
  }

  /// The setting of a recipe that an error is about, where another file made it meaningless.
  private func leftover(of error: ConfigurationError, in draft: PointDraft) -> String? {
    guard let path = error.path, let setting = draft.settings[path], setting.isFromRecipe else {
      return nil
    }
    let choices = error.choices.compactMap { draft.settings[$0] }
    return choices.contains { $0.position.file != setting.position.file } ? path : nil
  }

  private func configuration(
    _ settings: [String: SettingValue]
  ) -> Result<Configuration, ConfigurationErrors>? {
    do {
      return .success(try Configuration(settings: settings))
    } catch let errors as ConfigurationErrors {
      return .failure(errors)
    } catch {
      return nil
    }
  }
}
