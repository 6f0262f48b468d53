// A recipe: a named training procedure that a study starts from and may change in every part.

import Documents

/// What recipes give to the points that follow them; whatever the study itself says wins.
struct Recipe {
  /// Settings by path.
  private(set) var settings: [String: Assignment] = [:]
  /// Settings that follow from others.
  private(set) var derivations: [Derivation] = []
  /// Settings for the points at which a condition holds, in order.
  private(set) var overrides: [Override] = []

  /// A recipe that says nothing.
  init() {}

  /// A recipe from the sections of its file.
  init(settings: [Assignment], derivations: [Derivation], overrides: [Override]) {
    self.settings = Dictionary(settings.map { ($0.path, $0) }) { first, _ in first }
    self.derivations = derivations
    self.overrides = overrides
  }

  /// This recipe changed by a later one: each setting is as the later one says, where it says anything.
  func followed(by later: Recipe) -> Recipe {
    let derived = Set(later.derivations.map(\.path))
    let said = derived.union(later.settings.keys)
    var result = Recipe()
    result.settings = settings.filter { !said.contains($0.key) }
      .merging(later.settings) { _, later in later }
    result.derivations = derivations.filter { !said.contains($0.path) } + later.derivations
    result.overrides = overrides.map { $0.without(said) } + later.overrides
    return result
  }

  /// What the recipe gives a point of a study: settings where the study has none.
  func completing(_ given: [String: Assignment]) -> [String: Assignment] {
    settings.merging(given) { _, given in given }
  }

  /// The derivations of settings that a point's study does not give.
  func derivations(completing given: [String: Assignment]) -> [Derivation] {
    derivations.filter { given[$0.path].map(\.isFromRecipe) ?? true }
  }
}

extension Assignment {
  /// Whether a recipe gives the value rather than the study.
  var isFromRecipe: Bool { position.file != nil && !position.isMerged }
}

extension Override {
  /// The same rule for all but some settings.
  fileprivate func without(_ paths: Set<String>) -> Override {
    Override(
      position: position, condition: condition,
      assignments: assignments.filter { !paths.contains($0.path) })
  }
}
