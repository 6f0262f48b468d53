// What a training recipe sets, beside what a paper says of its training.

import Configuration
import Datasets
import Foundation
import References
import Reports
import Studies

/// Answers questions about the recipes of `studies/recipes`.
struct SettingAnswers {
  private let recipes: RecipeLibrary
  private var points: [Recipe: StudyPoint] = [:]

  /// The answers of a project.
  ///
  /// - Parameter root: The folder that holds `studies`.
  init(root: URL) {
    recipes = RecipeLibrary(
      folders: [root.appending(path: "studies/recipes").path(percentEncoded: false)])
  }

  /// What stands in an expression for a setting that a recipe does not give.
  private static let absent = ExpressionValue.text("absent")

  /// The value of a name; `given.PATH` says whether a setting is given.
  private static func value(of name: String, in point: StudyPoint) -> ExpressionValue? {
    if let path = name.wholeMatch(of: /given\.(.+)/)?.1 {
      return .boolean(point.value(of: String(path)) != nil)
    }
    return point.value(of: name) ?? (Schema.setting(at: name) == nil ? nil : absent)
  }

  /// A recipe and what is set beside it.
  private struct Recipe: Hashable {
    let name: String
    let base: [String: String]
  }

  /// - Throws: What is wrong with the recipe, or `PaperTableError` for an expression without a value.
  mutating func answer(_ question: SettingQuestion) throws -> OwnValue {
    let recipe = Recipe(name: question.recipe, base: question.base)
    let point = try points[recipe] ?? self.point(recipe)
    points[recipe] = point
    do {
      let expression = try StudyExpression(parsing: question.expression)
      let value = try expression.value { Self.value(of: $0, in: point) }
      guard value != Self.absent else { return .missing(reason: "our recipe sets none") }
      return .setting(value)
    } catch {
      throw PaperTableError(
        "recipe \(question.recipe): '\(question.expression)' in a specification: \(error)")
    }
  }

  /// What an answer is made of: the recipe's file and the expression over it.
  func origin(of question: SettingQuestion) -> CellOrigin {
    let beside = question.base.sorted { $0.key < $1.key }.map { ", \($0.key) \($0.value)" }.joined()
    var origin = CellOrigin()
    origin.rule = CellRule(
      "'\(question.expression)' of studies/recipes/\(question.recipe).yaml\(beside)")
    return origin
  }

  /// The one point of a study that has nothing but the recipe, on a set as large as ImageNet.
  private func point(_ recipe: Recipe) throws -> StudyPoint {
    let base = recipe.base.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)\n" }
    let text = """
      schema: 1
      study: recipe
      title: The recipe alone
      recipe: \(recipe.name)
      base:
        data.set: packed
        data.file: images.h5
      \(base.joined())
      """
    let traits = DataSetTraits(described: "images", classes: 1_000, images: 1_281_167)
    let study = try Study(
      bytes: Data(text.utf8), file: "recipe \(recipe.name)", recipes: recipes,
      cost: { try costOfNetwork($0, on: traits) },
      trainingMemory: { try trainingMemory($0, on: traits) })
    guard let point = study.points.first else {
      throw PaperTableError("recipe \(recipe.name): makes no run; expected one")
    }
    return point
  }
}

extension OwnValue {
  /// The value of an expression over settings.
  fileprivate static func setting(_ value: ExpressionValue) -> OwnValue {
    switch value {
    case .number(let number): .setting(words: words(number), number: number)
    case .boolean(let boolean): .setting(words: "\(boolean)", number: nil)
    case .text(let text): .setting(words: text, number: nil)
    case .labels(let labels): .setting(words: labels.joined(separator: ", "), number: nil)
    case .list(let values):
      .setting(
        words: values.map { value in
          if case .setting(let words, _) = setting(value) { words } else { "" }
        }.joined(separator: ", "), number: nil)
    }
  }

  /// A number in at most ten significant digits: products of a rule end in noise.
  private static func words(_ number: Double) -> String {
    String(format: "%.10g", number)
  }
}
