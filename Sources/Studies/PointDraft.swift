// A point in the making.

import Configuration

/// A point while a study is expanded: what it was given, what follows from that.
struct PointDraft {
  /// Settings by path, from recipes, base, groups, axes, overrides.
  var given: [String: Assignment]
  /// The alternatives of each group that lead to this point, in the order of the file.
  var labels: [String: [String]]
  /// Settings with the derived ones.
  var settings: [String: Assignment]
  /// The run's configuration, or what is wrong with it; nil before settings are derived.
  var configuration: Result<Configuration, ConfigurationErrors>?
  /// The network's cost; nil before it was asked for.
  var cost: Cost?

  /// The recipes that it follows, as one.
  let recipe: Recipe

  init(given: [String: Assignment], labels: [String: [String]], recipe: Recipe = Recipe()) {
    self.given = given
    self.labels = labels
    self.recipe = recipe
    settings = given
  }

  /// Settings that differ from their defaults, in the schema's order: equal for equal points.
  var identity: String {
    Schema.settings.compactMap { setting -> String? in
      guard let value = settings[setting.path]?.value, value != setting.defaultValue else {
        return nil
      }
      return "\(setting.path): \(value.canonicalText)\n"
    }
    .joined()
  }

  /// The value of a name in an expression.
  func value(of name: String, axes: [String: String]) -> ExpressionValue? {
    if let labels = labels[name] { return .labels(labels) }
    if name == ExpressionScope.resolution { return scaledResolution.map { .number(Double($0)) } }
    if let quantity = CostQuantity(rawValue: name) {
      return cost?.value(of: quantity).map { .number(Double($0)) }
    }
    return setting(at: axes[name] ?? name).map { ExpressionValue($0) }
  }

  /// The side of the images after scaling, in pixels.
  private var scaledResolution: Int? {
    if case .success(let point)? = configuration { point.data.resolution } else { nil }
  }

  /// Takes on the configuration of its settings; what that has in canonical form replaces what was given, so that
  /// points become equal whose runs are.
  mutating func resolve(_ result: Result<Configuration, ConfigurationErrors>?) {
    configuration = result
    guard case .success(let point)? = result else { return }
    settings = settings.compactMapValues { assignment in
      point.settings[assignment.path].map { value in
        Assignment(path: assignment.path, value: value, position: assignment.position)
      }
    }
  }

  /// The value of a setting, its default where the study gives none.
  func setting(at path: String) -> SettingValue? {
    settings[path]?.value ?? Schema.setting(at: path)?.defaultValue
  }
}
