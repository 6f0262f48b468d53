// Walks a cell of a table back to what it is made of.

import ArgumentParser
import Foundation
import Reports

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell what a cell of a table is made of: runs, seeds, rule, code, sources.",
    usage: "revisit explain <table> <row> <column> [<options>]",
    discussion: """
      TABLE is a table of paper-tables, STUDY/TABLE, or a file of a table: its .tex, \
      .csv, .md, .html or .cells.json. ROW is a number from 1, the words of the row's \
      first cells, or HEADING=VALUE; COLUMN is a number from 1 or the heading. The \
      beginning of the words is enough where nothing else begins so; capitals do not \
      matter.

      For example: revisit explain rsb-headline "ResNet-50, A1" "parameters, ours"
      """)

  @Argument(help: "The table, or a file of it.", completion: .file())
  var table: String

  @Argument(help: "The row.")
  var row: String

  @Argument(help: "The column.")
  var column: String

  @Option(
    help: ArgumentHelp(
      "A folder of results with paper-tables of its own, as 'report --results' makes it.",
      valueName: "folder"), completion: .directory)
  var results: String?

  @OptionGroup var json: JSONOption

  func run() throws {
    let cells = try TableFinder(results: results).table(table).cells
    let explanation = CellExplanation(
      cells, row: try cells.row(row), column: try cells.column(column))
    print(json.isWanted ? try jsonText(explanation) : explanation.text)
  }
}
