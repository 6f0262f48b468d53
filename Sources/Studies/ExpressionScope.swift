// Which names an expression may mention: a misspelt one is an error, never a word that equals
// nothing.

import Configuration
import Documents

/// The names and bare words that mean something where an expression stands.
struct ExpressionScope {
  static let costs = CostQuantity.allCases.map(\.rawValue) + [resolution]
  /// The resolution that the network sees, scaling included; it is known without the graph.
  static let resolution = "cost.resolution"
  /// Names with a meaning of their own, which nothing else may take.
  static let reserved = ["and", "or", "not", "in", "true", "false", "count", "seed", "x", "y"]

  private(set) var names: [String]
  /// Words that may stand without quotes: choices of settings and alternatives of groups.
  private let words: [String]
  /// Settings whose value is not known yet where the expression is evaluated.
  private var derivedLater: [String] = []
  private var allowsCount = false
  /// Other names of settings.
  private let aliases: [String: String]

  init(axes: [String], groups: [GroupDefinition], aliases: [String: String] = [:]) {
    self.aliases = aliases
    names = Schema.settings.map(\.path) + axes + groups.map(\.name)
    words = Schema.settings.flatMap(\.kind.words) + groups.flatMap { $0.alternatives.map(\.name) }
  }

  /// The same scope with more names.
  func adding(_ more: [String]) -> ExpressionScope {
    var scope = self
    scope.names += more
    return scope
  }

  /// The same scope before some settings are derived.
  func beforeDeriving(_ paths: [String]) -> ExpressionScope {
    var scope = self
    scope.derivedLater = paths
    return scope
  }

  /// The same scope where points may be counted.
  var counting: ExpressionScope {
    var scope = self
    scope.allowsCount = true
    return scope
  }

  /// The same scope without settings and words: only the names given.
  static func only(_ names: [String]) -> ExpressionScope {
    var scope = ExpressionScope(axes: [], groups: [])
    scope.names = names
    return scope
  }

  /// A term whose unknown names are words; a message for those that are not.
  func resolve(_ term: ExpressionTerm) -> (term: ExpressionTerm, problems: [String]) {
    let term = term.replacingNames { aliases[$0].map(ExpressionTerm.name) }
    var problems: [String] = []
    if !allowsCount, term.descendants.contains(where: \.isCount) {
      problems.append("'count' is for 'expect' alone")
    }
    for name in term.names where derivedLater.contains(name) {
      problems.append("'\(name)' is derived only after this; use what it is derived from")
    }
    for name in term.names where !names.contains(name) && !words.contains(name) {
      let hint = nearestName(to: name, among: names + words).map { "; did you mean '\($0)'?" }
      problems.append("unknown name '\(name)'\(hint ?? "; quote it if it is a word")")
    }
    let resolved = term.replacingNames { names.contains($0) ? nil : .text($0) }
    return (resolved, problems)
  }
}

extension SettingKind {
  /// The words that a setting may take.
  fileprivate var words: [String] {
    switch self {
    case .choice(let words), .choices(let words): words
    case .integer, .number, .boolean, .integers, .fileName, .hexadecimal: []
    }
  }
}

extension ExpressionTerm {
  fileprivate var isCount: Bool { if case .count = self { true } else { false } }
}

extension StudyReader {
  /// An expression whose names are known.
  mutating func expression(
    _ node: SourceNode, _ path: String, _ scope: ExpressionScope
  ) -> StudyExpression? {
    guard let text = text(node, path) else { return nil }
    do {
      let (term, problems) = scope.resolve(try ExpressionParser.parse(text))
      for problem in problems { report("in '\(path)': \(problem)", at: node.position) }
      return problems.isEmpty ? StudyExpression(text, at: node.position, term: term) : nil
    } catch {
      report(
        "in '\(path)', character \(error.character) of '\(text)': \(error.message)",
        at: node.position)
      return nil
    }
  }
}
