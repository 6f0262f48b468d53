// Recipes: which a study names, and what stands in their files.

import Configuration
import Foundation

extension StudyReader {
  /// The recipe that a value names, or several, each changed by the next.
  mutating func readRecipes(_ node: SourceNode, _ place: String) -> Recipe {
    readRecipes(node, place, within: [])
  }

  private mutating func readRecipes(
    _ node: SourceNode, _ place: String, within chain: [String]
  ) -> Recipe {
    let nodes = if case .sequence = node.content { list(node, place) } else { [node] }
    var recipe = Recipe()
    for node in nodes {
      guard let name = text(node, place) else { continue }
      recipe = recipe.followed(by: readRecipe(name, at: node.position, within: chain))
    }
    return recipe
  }

  private mutating func readRecipe(
    _ name: String, at position: SourcePosition, within chain: [String]
  ) -> Recipe {
    guard !chain.contains(name) else {
      let names = (chain + [name]).joined(separator: " -> ")
      report("recipes extend each other: \(names)", at: position)
      return Recipe()
    }
    guard name.wholeMatch(of: #/[a-z0-9][a-z0-9-]*/#) != nil, let file = library.file(of: name)
    else {
      report(library.complaint(about: name), at: position)
      return Recipe()
    }
    do {
      let bytes = try SourceText.bytes(ofFile: file)
      recipeBytes.append(bytes)
      let root = try SourceParser.parse(try SourceText(bytes)).located(in: file)
      return readRecipe(root, named: name, within: chain + [name])
    } catch {
      for error in error.errors {
        report(error.message, at: error.position.located(in: file))
      }
      return Recipe()
    }
  }

  /// The recipe in a file's tree, after those that it extends.
  private mutating func readRecipe(
    _ root: SourceNode, named name: String, within chain: [String]
  ) -> Recipe {
    let known = [
      "schema", "recipe", "title", "source", "extends", "set", "derive", "override",
    ]
    let fields = fields(of: root, in: "", known: known)
    checkSchema(fields)
    if let node = fields.required("recipe", "the file's own name", &self), node.text != name {
      report("'recipe' is \(node.found); expected '\(name)', the file's name", at: node.position)
    }
    for (key, meaning) in [("title", "a title in words"), ("source", "where it was published")] {
      if let node = fields.required(key, meaning, &self) { _ = text(node, key) }
    }
    let scope = ExpressionScope(axes: [], groups: [])
    let derivations = fields["derive"].map { readDerivations($0, scope) } ?? []
    let early = scope.beforeDeriving(derivations.map(\.path))
    let own = Recipe(
      settings: fields["set"].map { assignments($0, in: "set") } ?? [], derivations: derivations,
      overrides: fields["override"].map { readOverrides($0, early) } ?? [])
    let earlier = fields["extends"].map { readRecipes($0, "extends", within: chain) } ?? Recipe()
    return earlier.followed(by: own)
  }
}
