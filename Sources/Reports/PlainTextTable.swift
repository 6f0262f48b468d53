// A table for a terminal: columns aligned, numbers to the right.

extension ReportTable {
  /// The table in lines, its title above and its notes below.
  var plainText: String {
    let cells = [columns.map(\.heading)] + writtenRows.map { $0.map(plainCell) }
    var widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    for group in headerGroups {  // The last column of a group makes room for the group's heading.
      let missing = (group.title?.count ?? 0) - width(of: group.columns, widths)
      widths[group.columns.upperBound - 1] += max(0, missing)
    }
    let lines = cells.map { row in
      aligned(row.indices.map { padded(row[$0], to: widths[$0], right: isNumeric($0)) })
    }
    let rule = aligned(widths.map { String(repeating: "-", count: $0) })
    let groups = hasGroups ? [groupLine(widths)] : []
    let table = [oneLine(title)] + groups + [lines[0], rule] + lines.dropFirst()
    return (table + footnotes(best: "*")).joined(separator: "\n") + "\n"
  }

  private func groupLine(_ widths: [Int]) -> String {
    aligned(
      headerGroups.map { group in
        padded(group.title ?? "", to: width(of: group.columns, widths), right: false)
      })
  }

  /// Characters that some columns take side by side.
  private func width(of columns: Range<Int>, _ widths: [Int]) -> Int {
    widths[columns].reduce(0, +) + 2 * (columns.count - 1)
  }
}

private func plainCell(_ cell: WrittenCell) -> String {
  switch cell.content {
  case .text(let text): oneLine(text)
  case .missing(let letter): "– \(letter)"
  case .number(let number):
    switch cell.mark {
    case .best: number.joined + "*"
    case .sameAsBest: number.joined + "†"
    case nil: number.joined
    }
  }
}

private func padded(_ text: String, to width: Int, right: Bool) -> String {
  let space = String(repeating: " ", count: max(0, width - text.count))
  return right ? space + text : text + space
}

/// Cells side by side, without blanks at the end of the line.
private func aligned(_ cells: [String]) -> String {
  let line = cells.joined(separator: "  ")
  return String(line.reversed().drop { $0 == " " }.reversed())
}
