// Lists all networks with their costs beside the published ones.

import ArgumentParser
import Foundation
import References
import Reports

struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List all networks with their costs beside the published ones.",
    usage: "revisit models [<name-pattern>] [<options>]",
    discussion: """
      Published operations are multiply-adds, or twice as many where the paper counts \
      so; ours stand beside them in the same way.
      """)

  @Argument(
    help: ArgumentHelp(
      "Only networks whose name has this in it; * stands for anything.",
      valueName: "name-pattern"))
  var pattern: String?

  @OptionGroup var reference: ReferenceOptions

  @Option(help: "How the list is written: table, csv or json.")
  var format = ListFormat.table

  @OptionGroup var json: JSONOption

  func run() throws {
    let library = try ReferenceLibrary(folder: reference.folder())
    let counts = try PublishedNetworks(library: library).counts(matching: pattern)
    guard !counts.isEmpty else {
      throw PaperTableError(
        "no network matches '\(pattern ?? "")'; 'revisit models' lists them all")
    }
    switch json.isWanted ? .json : format {
    case .table: print(PublishedNetworks.shortTable(counts).text(in: .text), terminator: "")
    case .csv: print(PublishedNetworks.table(counts).text(in: .csv), terminator: "")
    case .json: print(try PublishedNetworks.json(counts))
    }
  }
}

/// How a list is written.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json
}
