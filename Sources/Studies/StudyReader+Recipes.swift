// Recipes: which a study names, and what stands in their files.

import Configuration
import Documents
import Foundation

/// Reads the recipes that a study names.
struct RecipeReader {
  /// The recipes that may be named.
  private let library: RecipeLibrary
  /// A study reads at most so many recipes, each time that one is named counted.
  private static let limit = 100
  /// The bytes of the files that were read, in order.
  private(set) var bytes: [Data] = []

  init(_ library: RecipeLibrary) { self.library = library }

  /// The recipe that a value names, or several, each changed by the next; what is wrong is in the reader's problems.
  mutating func recipe(
    _ node: SourceNode, _ place: String, _ reader: inout StudyReader
  ) -> Recipe {
    recipe(node, place, within: [], &reader)
  }

  private mutating func recipe(
    _ node: SourceNode, _ place: String, within chain: [String], _ reader: inout StudyReader
  ) -> Recipe {
    let nodes = if case .sequence = node.content { reader.list(node, place) } else { [node] }
    var recipe = Recipe()
    guard bytes.count + nodes.count <= Self.limit else {
      reader.report(
        "more than \(Self.limit) recipes are read, counted each time that one is named; name fewer",
        at: node.position)
      return recipe
    }
    for node in nodes {
      guard let name = reader.text(node, place) else { continue }
      recipe = recipe.followed(by: named(name, at: node.position, within: chain, &reader))
    }
    return recipe
  }

  private mutating func named(
    _ name: String, at position: SourcePosition, within chain: [String],
    _ reader: inout StudyReader
  ) -> Recipe {
    guard !chain.contains(name) else {
      let names = (chain + [name]).joined(separator: " -> ")
      reader.report("recipes extend each other: \(names)", at: position)
      return Recipe()
    }
    guard name.wholeMatch(of: #/[a-z0-9][a-z0-9-]*/#) != nil, let file = library.file(of: name)
    else {
      reader.report(library.complaint(about: name), at: position)
      return Recipe()
    }
    do {
      let bytes = try SourceText.bytes(ofFile: file)
      self.bytes.append(bytes)
      let root = try SourceParser.parse(try SourceText(bytes)).located(in: file)
      return read(root, named: name, within: chain + [name], &reader)
    } catch {
      for error in error.errors {
        reader.report(error.message, at: error.position.located(in: file))
      }
      return Recipe()
    }
  }

  /// The recipe in a file's tree, after those that it extends.
  private mutating func read(
    _ root: SourceNode, named name: String, within chain: [String], _ reader: inout StudyReader
  ) -> Recipe {
    let fields = reader.readRecipeHead(root, named: name)
    let own = reader.readRecipeBody(fields)
    let earlier = fields["extends"].map { recipe($0, "extends", within: chain, &reader) }
    return (earlier ?? Recipe()).followed(by: own)
  }
}

extension StudyReader {
  fileprivate mutating func readRecipeHead(_ root: SourceNode, named name: String) -> Fields {
    let known = ["schema", "recipe", "title", "source", "extends", "set", "derive", "override"]
    let fields = fields(of: root, in: "", known: known)
    checkSchema(fields)
    if let node = fields.required("recipe", "the file's own name", &self), node.text != name {
      report("'recipe' is \(node.found); expected '\(name)', the file's name", at: node.position)
    }
    for (key, meaning) in [("title", "a title in words"), ("source", "where it was published")] {
      if let node = fields.required(key, meaning, &self) { _ = text(node, key) }
    }
    return fields
  }

  fileprivate mutating func readRecipeBody(_ fields: Fields) -> Recipe {
    let scope = ExpressionScope(axes: [], groups: [])
    let derivations = fields["derive"].map { readDerivations($0, in: "derive", scope) } ?? []
    let early = scope.beforeDeriving(derivations.map(\.path))
    return Recipe(
      settings: fields["set"].map { assignments($0, in: "set") } ?? [], derivations: derivations,
      overrides: fields["override"].map { readOverrides($0, early) } ?? [])
  }
}
