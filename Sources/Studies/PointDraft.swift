// A point in the making.

import Configuration

/// A point while a study is expanded: what it was given so far, what follows from that.
struct PointDraft {
  /// Settings by path, from recipes, base, groups, axes, overrides, and from what is derived.
  var settings: [String: Assignment]
  /// The alternatives of each group that lead to this point, in the order of the file.
  let labels: [String: [String]]
  /// The recipes that it follows, as one.
  let recipe: Recipe
  /// Whether something is wrong with its configuration.
  let isFaulty: Bool
  /// The run's configuration; nil before it was asked for.
  var configuration: Configuration?
  /// The network's cost; nil before it was asked for.
  var cost: Cost?

  init(
    settings: [String: Assignment], labels: [String: [String]], recipe: Recipe, isFaulty: Bool
  ) {
    (self.settings, self.labels, self.recipe) = (settings, labels, recipe)
    self.isFaulty = isFaulty
  }

  /// Its settings as values.
  var values: [String: SettingValue] { settings.mapValues(\.value) }

  /// The value of a name in an expression.
  func value(of name: String, axes: [String: String]) -> ExpressionValue? {
    if let labels = labels[name] { return .labels(labels) }
    if name == ExpressionScope.resolution {
      return configuration.map { .number(Double($0.data.resolution)) }
    }
    if let quantity = CostQuantity(rawValue: name) {
      return cost?.value(of: quantity).map { .number(Double($0)) }
    }
    return setting(at: axes[name] ?? name).map { ExpressionValue($0) }
  }

  /// The value of a setting, its default where the study gives none.
  func setting(at path: String) -> SettingValue? {
    settings[path]?.value ?? Schema.setting(at: path)?.defaultValue
  }
}
