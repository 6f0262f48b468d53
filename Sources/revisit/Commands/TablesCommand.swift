// Writes the tables of published values with ours beside them.

import ArgumentParser
import Foundation

struct TablesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tables",
    abstract: "Write the papers' static tables: published, ours, difference.",
    usage: "revisit tables [<names> ...] [<options>]",
    discussion: """
      What they show is specified in paper-tables/specs, what was published is in \
      paper-tables/reference. Each table is written as CSV, Markdown, LaTeX and HTML \
      into a folder of its name.
      """)

  @Argument(help: "The tables' names (default: all).")
  var names: [String] = []

  @OptionGroup var reference: ReferenceOptions

  @Option(
    help: ArgumentHelp(
      "Where the tables go (default: the folder that holds the reference).", valueName: "folder"))
  var output: String?

  @Option(
    help: ArgumentHelp("Also write a LaTeX document of all tables.", valueName: "file"))
  var document: String?

  @Flag(help: "Write nothing; exit with 1 if a file is not what would be written.")
  var check = false

  func run() throws {
    let reference = try reference.folder()
    let tables = try PaperTables(names, reference: reference)
    let folder =
      output.map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? reference.deletingLastPathComponent()
    guard check else {
      try tables.write(to: folder)
      if let document {
        try Data(tables.document.utf8).write(to: URL(filePath: document), options: .atomic)
      }
      print("\(tables.count) tables in \(folder.relativePath)")
      return
    }
    let outdated = tables.outdated(in: folder)
    guard outdated.isEmpty else {
      print(outdated.map { "\($0): not what would be written now" }.joined(separator: "\n"))
      throw ExitCode(1)
    }
    print("\(tables.count) tables in \(folder.relativePath) are up to date")
  }
}
