// A table in GitHub's Markdown.

extension ReportTable {
  /// The table with its title above and its notes below.
  var markdown: String {
    let headings = columns.map { column in
      markdownEscaped(
        [column.groupHeading, column.heading].compactMap(\.self).joined(separator: ", "))
    }
    let rules = columns.indices.map { isNumeric($0) ? "---:" : ":---" }
    let lines = [headings, rules] + writtenRows.map { $0.map(markdownText) }
    let table = lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    let notes = footnotes(best: "Bold").map { markdownEscaped($0) + "  \n" }.joined()
    return "**\(markdownEscaped(title))**\n\n\(table)\n\(notes)"
  }
}

private func markdownText(_ cell: WrittenCell) -> String {
  switch cell.content {
  case .text(let text): markdownEscaped(text)
  case .missing(let letter): "–<sup>\(letter)</sup>"
  case .number(let number):
    switch cell.mark {
    case .best: "**\(markdownEscaped(number.joined))**"
    case .sameAsBest: markdownEscaped(number.joined) + "†"
    case nil: markdownEscaped(number.joined)
    }
  }
}

/// A text in which no character means anything to Markdown.
public func markdownEscaped(_ text: String) -> String {
  escaped(text) { character in
    if character.isNewline { return " " }
    return "\\`*_[]<>|#$".contains(character) ? "\\\(character)" : nil
  }
}
