// A table as a fragment of HTML, for pages and notebooks.

extension ReportTable {
  /// The table with its title as caption and its notes as foot.
  var html: String {
    let head = hasGroups ? [groupRow, headingRow] : [headingRow]
    let body = writtenRows.map { row in
      tableRow(row.indices.map { htmlCell(row[$0], column: $0) })
    }
    let foot = footnotes(best: "Bold").map(htmlEscaped).joined(separator: "<br>\n")
    return """
      <table>
      <caption>\(htmlEscaped(title))</caption>
      <thead>
      \(head.joined(separator: "\n"))
      </thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody>
      <tfoot>
      <tr><td colspan="\(columns.count)"><small>\(foot)</small></td></tr>
      </tfoot>
      </table>

      """
  }

  private var groupRow: String {
    tableRow(
      headerGroups.map { group in
        "<th colspan=\"\(group.columns.count)\">\(htmlEscaped(group.title ?? ""))</th>"
      })
  }

  private var headingRow: String {
    tableRow(
      columns.indices.map { "<th\(alignment($0))>\(htmlEscaped(columns[$0].heading))</th>" })
  }

  private func htmlCell(_ cell: WrittenCell, column: Int) -> String {
    "<td\(alignment(column))>\(htmlText(cell))</td>"
  }

  private func alignment(_ column: Int) -> String {
    " style=\"text-align: \(isNumeric(column) ? "right" : "left")\""
  }
}

private func tableRow(_ cells: [String]) -> String { "<tr>\(cells.joined())</tr>" }

private func htmlText(_ cell: WrittenCell) -> String {
  switch cell.content {
  case .text(let text): htmlEscaped(text)
  case .missing(let letter): "–<sup>\(letter)</sup>"
  case .number(let number):
    switch cell.mark {
    case .best: "<strong>\(htmlEscaped(number.joined))</strong>"
    case .sameAsBest: htmlEscaped(number.joined) + "†"
    case nil: htmlEscaped(number.joined)
    }
  }
}

/// A text in which no character means anything to HTML.
func htmlEscaped(_ text: String) -> String {
  escaped(text) { character in
    switch character {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    default: nil
    }
  }
}
