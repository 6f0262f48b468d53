// The line of a file that an error is about, with a caret under the place.

/// A line of a text as a terminal shows it, cut around a column.
struct SourceExcerpt {
  /// The line and the caret, each at most `width` columns wide.
  let lines: [String]

  /// A place in a line.
  ///
  /// - Parameters:
  ///   - line: The line, without the character that ends it.
  ///   - number: Its number.
  ///   - column: The place's column, from 1, in Unicode scalars.
  ///   - width: The columns of the terminal.
  init(
    _ line: Substring.UnicodeScalarView, number: Int, column: Int, width: Int = 80
  ) {
    let line = line.last == "\r" ? line.dropLast() : line
    let margin = String(repeating: " ", count: String(number).count)
    // No line shows more scalars than this, so that one of a megabyte costs no more than others.
    let skipped = max(0, column - 1 - 2 * width)
    let part = line.dropFirst(skipped)
    let (shown, caret) = Self.cut(
      Self.cells(part.prefix(4 * width)), hasMoreBefore: skipped > 0,
      hasMoreAfter: part.dropFirst(4 * width).isEmpty == false, at: column - 1 - skipped,
      to: width - margin.count - 5)
    lines = [
      "  \(number) | \(shown)", "  \(margin) | \(String(repeating: " ", count: caret))^",
    ]
  }

  /// A scalar as it is shown, and its columns.
  private struct Cell {
    var text: String
    var columns: Int
  }

  private static let tabColumns = 4
  private static let dots = "..."

  private static func cells(_ line: Substring.UnicodeScalarView.SubSequence) -> [Cell] {
    var column = 0
    return line.map { scalar in
      var cell = Cell(text: String(scalar), columns: TextWidth.columns(of: scalar))
      if scalar == "\t" {
        cell.columns = tabColumns - column % tabColumns
        cell.text = String(repeating: " ", count: cell.columns)
      } else if isInvisible(scalar) {
        cell = Cell(text: "\u{FFFD}", columns: 1)
      }
      column += cell.columns
      return cell
    }
  }

  /// Control characters, and marks that would turn the line's direction or hide part of it.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    case .format: scalar != "\u{200D}"
    default: false
    }
  }

  /// The part of a line that has room, and the column of the caret in it.
  private static func cut(
    _ cells: [Cell], hasMoreBefore: Bool, hasMoreAfter: Bool, at place: Int, to room: Int
  ) -> (text: String, caret: Int) {
    let place = min(max(place, 0), cells.count)
    // A caret behind the last character has a column of its own.
    let room = place == cells.count && !hasMoreAfter ? room - 1 : room
    func columns(_ range: Range<Int>) -> Int { cells[range].reduce(0) { $0 + $1.columns } }
    func text(_ range: Range<Int>) -> String { cells[range].map(\.text).joined() }
    if !hasMoreBefore, !hasMoreAfter, columns(cells.indices) <= room {
      return (text(cells.indices), columns(0..<place))
    }
    var (start, before) = (place, 0)
    while start > 0, before + cells[start - 1].columns <= room / 2 - dots.count {
      start -= 1
      before += cells[start].columns
    }
    let lead = start > 0 || hasMoreBefore ? dots : ""
    let left = room - lead.count - before
    let isWhole = !hasMoreAfter && columns(place..<cells.count) <= left
    var (end, after) = (place, 0)
    while end < cells.count, after + cells[end].columns <= left - (isWhole ? 0 : dots.count) {
      after += cells[end].columns
      end += 1
    }
    return (lead + text(start..<end) + (isWhole ? "" : dots), lead.count + before)
  }
}
