// Writes the tables and figures of published values with ours beside them.

import ArgumentParser
import Foundation
import Reports

struct TablesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tables",
    abstract: "Write the papers' static tables: published, ours, difference.",
    usage: "revisit tables [<names> ...] [<options>]",
    discussion: """
      What they show is specified in paper-tables/specs, what was published is in \
      paper-tables/reference. Each table is written as CSV, Markdown, LaTeX and HTML \
      into a folder of its name, with the record of its cells (see 'explain'); figures \
      of analyses as SVG and PDF into its folder figures.
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

  @OptionGroup var json: JSONOption

  func validate() throws {
    if json.isWanted, !check { throw ValidationError("--json is for --check.") }
  }

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
      let figures = tables.figureCount == 0 ? "" : ", \(tables.figureCount) figures"
      print("\(tables.count) tables\(figures) in \(folder.relativePath)")
      return
    }
    let result = try TablesCheck(tables, in: folder)
    print(json.isWanted ? try jsonText(result) : result.text)
    if !result.isUpToDate { throw ExitCode(1) }
  }
}

/// Whether tables are what would be written now: the keys of `revisit tables --check --json`, in camel case.
struct TablesCheck: Encodable {
  let folder: String
  let tables: [String]
  let isUpToDate: Bool
  /// Files that are not what would be written, by their paths in the folder.
  let outdated: [String]

  init(_ tables: PaperTables, in folder: URL) throws {
    self.folder = folder.relativePath
    self.tables = tables.names
    outdated = try tables.outdated(in: folder)
    isUpToDate = outdated.isEmpty
  }

  /// The same for people.
  var text: String {
    guard isUpToDate else {
      return outdated.map { "\($0): not what would be written now" }.joined(separator: "\n")
    }
    return "\(tables.count) tables in \(folder) are up to date"
  }
}
