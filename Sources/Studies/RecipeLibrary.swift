// Where recipes are found: in folders named `recipes`, from the study file's own folder upwards.

import Configuration
import Foundation

/// The recipes that a study file may name.
public struct RecipeLibrary: Hashable, Sendable {
  /// Folders with recipes, the nearest first.
  private let folders: [String]

  /// No recipes.
  public static let none = RecipeLibrary(folders: [])

  /// The recipes in given folders, the first that has a name first.
  public init(folders: [String]) { self.folders = folders }

  /// The recipes for a study file: those in `recipes/` beside it, then in `recipes/` and `studies/recipes/` of each
  /// folder above.
  public init(beside file: String) {
    var folder = URL(filePath: file).standardizedFileURL.deletingLastPathComponent()
    var folders: [String] = []
    while true {
      for name in ["recipes", "studies/recipes"] {
        folders.append(folder.appending(path: name).path(percentEncoded: false))
      }
      let above = folder.deletingLastPathComponent().standardizedFileURL
      guard above.path != folder.path, folder.path != "/" else { break }
      folder = above
    }
    self.folders = folders
  }

  /// The names of all recipes, sorted.
  public var names: [String] {
    let files = folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
    return Set(files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }).sorted()
  }

  /// The file of a recipe, nil where there is none of the name.
  func file(of name: String) -> String? {
    folders.map { "\($0)/\(name).yaml" }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// What to say of a name that is none.
  func complaint(about name: String) -> String {
    let names = names
    let hint = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" }
    let all =
      names.isEmpty
      ? "; there is no folder 'recipes' beside the study or above it"
      : "; there are \(names.joined(separator: ", "))"
    return "there is no recipe '\(name)'\(hint ?? all)"
  }
}
