// A study file as it was written: typed and checked, not yet expanded.

import Configuration
import Documents

/// The sections of a study file.
struct StudyDocument {
  var name = ""
  var title = ""
  var recipe = Recipe()
  var base: [Assignment] = []
  var basePosition = SourcePosition.start
  var axes: [AxisDefinition] = []
  var groups: [GroupDefinition] = []
  var seeds = SeedsDefinition()
  /// The settings that exist only where an expression holds.
  var conditions: [Derivation] = []
  var derivations: [Derivation] = []
  var identity = IdentityDefinition()
  var overrides: [Override] = []
  var constraints: [Constraint] = []
  var subsets: [SubsetDefinition] = []
  var measures: [MeasureDefinition] = []
  var fits: [FitDefinition] = []
  var claims: [ClaimDefinition] = []
  var tables: [TableDefinition] = []
  var run = RunSettings()
  var runPosition = SourcePosition.start
  var budget = StudyBudget()
}

/// A setting given a value, and where.
struct Assignment: Hashable, Sendable {
  let path: String
  let value: SettingValue
  let position: SourcePosition
}

/// An axis: one setting and its values in order.
struct AxisDefinition {
  let name: String
  let position: SourcePosition
  let values: [Assignment]

  var path: String { values.first?.path ?? "" }
}

/// A group: alternatives side by side.
struct GroupDefinition {
  let name: String
  let position: SourcePosition
  let alternatives: [Alternative]

  /// One sub-grid, already multiplied out: each element is what one of its points sets.
  struct Alternative {
    let name: String
    let position: SourcePosition
    let rows: [[Assignment]]
    /// What it starts from, where it names a recipe.
    var recipe: Recipe?
  }
}

/// The replicates of each point.
struct SeedsDefinition {
  var count = 1
  var assignments: [Assignment] = []
}

/// What a study says about which points are the same.
struct IdentityDefinition {
  /// The names by which settings may be called too.
  var aliases: [SettingAlias] = []
  /// The settings that identities leave out, with their places in the file.
  var ignored: [(path: String, position: SourcePosition)] = []

  var ignoredPaths: [String] { ignored.map(\.path) }
}

/// A setting computed from others, or one whose existence is.
struct Derivation {
  let path: String
  let position: SourcePosition
  let expression: StudyExpression
}

/// Values for the points at which a condition holds.
struct Override {
  let position: SourcePosition
  let condition: StudyExpression
  let assignments: [Assignment]
}

/// A rule about which points there are.
struct Constraint: Sendable, CustomStringConvertible {
  enum Rule: String, CaseIterable, Sendable {
    case drop, keep, expect
  }

  let rule: Rule
  let position: SourcePosition
  let expression: StudyExpression
  let why: String

  /// The rule as it stands in the file.
  var description: String { "\(rule.rawValue) \(expression)" }
}

/// A named part of a study.
struct SubsetDefinition: Sendable {
  let name: String
  let position: SourcePosition
  let condition: StudyExpression?
  let seedCount: Int?
  let assignments: [Assignment]
}
