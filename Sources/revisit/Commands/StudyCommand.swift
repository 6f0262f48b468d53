// What can be said of study files themselves.

import ArgumentParser
import Studies

struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Show a study file merged, compare two, or print the schema of the language.",
    subcommands: [StudyShowCommand.self, StudyDiffCommand.self, StudySchemaCommand.self])
}

struct StudyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a study with all that it extends, and where each value came from.",
    usage: "revisit study show <file>",
    discussion: """
      The text is a study file itself. Recipes are not part of it: they give what a \
      study does not say, point by point.
      """)

  @Argument(help: "The study file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  func run() throws { print(try StudyListing.text(ofFile: file), terminator: "") }
}

struct StudySchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema of study files, by which editors complete and check.",
    usage: "revisit study schema",
    discussion: """
      With the schema in a file, the first line of a study tells it to editors that \
      use the YAML language server:

      # yaml-language-server: $schema=study.schema.json
      """)

  func run() { print(StudySchema.json, terminator: "") }
}
