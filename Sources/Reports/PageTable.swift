// A table inside a page: aligned numbers, the value behind each for sorting, notes below, its CSV to take along.

import Analysis
import Foundation

/// A table with its place on a page.
struct PageTable {
  /// What heads it.
  enum Level {
    /// A heading of its own.
    case section
    /// The heading of what it is in.
    case part
  }

  let id: String
  private let table: ReportTable
  private let complete: ReportTable
  private let level: Level
  /// The rows that are shown, as they are written.
  private let written: [[WrittenCell]]
  private let looks: [ColumnLook]

  /// A page shows so many rows of a table; its file has all.
  static let mostRows = 1_000

  init(_ table: ReportTable, id: String, level: Level = .section) {
    self.id = id
    self.level = level
    complete = table
    let seen = table.forReaders
    self.table = seen
    let written = seen.firstRows(Self.mostRows).writtenRows
    self.written = written
    looks = seen.columns.indices.map { column in ColumnLook(written.map { $0[column].content }) }
  }

  var heading: String { headingText(of: table.name) }

  var html: String {
    let notes = table.footnotes(best: "Bold")
    let list = (omission + notes.dropLast()).map { "<li>\(htmlEscaped($0))</li>\n" }.joined()
    return """
      \(opening)
      <div class="scroll" tabindex="0" role="region" aria-labelledby="\(id)-caption">
      <table>
      <caption><span id="\(id)-caption">\(htmlEscaped(table.title))</span></caption>
      <thead>
      \(headRows.map { "<tr>\($0)</tr>" }.joined(separator: "\n"))
      </thead>
      <tbody>
      \(bodyRows.joined(separator: "\n"))
      </tbody>
      </table>
      </div>
      \(list.isEmpty ? "" : "<ul class=\"notes\">\n\(list)</ul>\n")\
      <p class="source">\(htmlEscaped(notes.last ?? "")) \(download)</p>
      </\(element)>
      """
  }

  private var element: String {
    switch level {
    case .section: "section"
    case .part: "div"
    }
  }

  private var opening: String {
    let start = "<\(element) class=\"table\" id=\"\(id)\""
    switch level {
    case .section:
      return start + " aria-labelledby=\"\(id)-heading\">\n"
        + "<h3 id=\"\(id)-heading\">\(htmlEscaped(heading))</h3>"
    case .part: return start + ">"
    }
  }

  private var omission: [String] {
    guard table.rows.count > Self.mostRows else { return [] }
    return ["The first \(Self.mostRows) of \(table.rows.count) rows; the CSV has all."]
  }

  /// The table's file, within the link.
  private var download: String {
    let content = Data(complete.csv.utf8).base64EncodedString()
    return "<a download=\"\(htmlEscaped(table.name)).csv\" "
      + "href=\"data:text/csv;charset=utf-8;base64,\(content)\">Download CSV</a>"
  }

  // MARK: - Head

  private var headRows: [String] {
    let columns = table.columns
    guard table.hasGroups else {
      return [columns.indices.map { headCell($0, columns[$0].heading) }.joined()]
    }
    let groups = table.headerGroups.map { group -> String in
      guard let title = group.title else {
        let column = group.columns.lowerBound
        return headCell(column, columns[column].heading, rows: 2)
      }
      return "<th scope=\"colgroup\" colspan=\"\(group.columns.count)\" class=\"group\">"
        + "\(htmlEscaped(title))</th>"
    }
    let below = columns.indices.filter { columns[$0].group != nil }
    return [groups.joined(), below.map { headCell($0, columns[$0].heading) }.joined()]
  }

  private func headCell(_ column: Int, _ text: String, rows: Int = 1) -> String {
    let span = rows > 1 ? " rowspan=\"\(rows)\"" : ""
    let look = looks[column].isNumeric ? " class=\"number\"" : ""
    return
      "<th scope=\"col\"\(span)\(look) data-column=\"\(column + 1)\">\(Self.breakable(text))</th>"
  }

  /// A heading that may be broken where a setting's name has a joint.
  private static func breakable(_ text: String) -> String {
    escaped(htmlEscaped(text)) { "._".contains($0) ? "\($0)<wbr>" : nil }
  }

  // MARK: - Body

  private var bodyRows: [String] {
    zip(table.rows, written).map { cells, written in
      let row = written.indices.map { column in
        Self.bodyCell(written[column], cells[column], looks[column], isFirst: column == 0)
      }
      return "<tr>\(row.joined())</tr>"
    }
  }

  private static func bodyCell(
    _ cell: WrittenCell, _ value: ReportCell, _ look: ColumnLook, isFirst: Bool
  ) -> String {
    let (start, end) = isFirst ? ("th scope=\"row\"", "th") : ("td", "td")
    let kind = look.isNumeric ? " class=\"number\"" : ""
    let key =
      switch value {
      case .number(let number): " data-value=\"\(shortestText(of: number.value))\""
      case .missing: " data-value=\"\""
      case .text: ""
      }
    return "<\(start)\(kind)\(key)>\(content(cell, look))</\(end)>"
  }

  private static func content(_ cell: WrittenCell, _ look: ColumnLook) -> String {
    switch cell.content {
    case .text(let text): htmlEscaped(text)
    case .missing(let letter): "–<sup>\(letter)</sup>"
    case .number(let number):
      switch cell.mark {
      case .best: "<strong>\(look.html(number))</strong>"
      case .sameAsBest: look.html(number) + "<span class=\"mark\">†</span>"
      case nil: look.html(number)
      }
    }
  }
}

extension ReportTable {
  fileprivate func firstRows(_ count: Int) -> ReportTable {
    var table = self
    table.rows = Array(rows.prefix(count))
    return table
  }
}

/// What the cells of a column share, so that their points and their uncertainties stand below one another.
private struct ColumnLook {
  let isNumeric: Bool
  /// Most digits after the point.
  private let decimals: Int
  /// Most characters of an uncertainty; 0 where all have as many.
  private let uncertainty: Int

  init(_ cells: [WrittenCell.Content]) {
    var numbers: [NumberText] = []
    var (texts, numericTexts) = (0, 0)
    for cell in cells {
      switch cell {
      case .number(let number): numbers.append(number)
      case .text(let text):
        texts += 1
        if Double(text) != nil { numericTexts += 1 }
      case .missing: break
      }
    }
    isNumeric = numbers.isEmpty ? texts > 0 && texts == numericTexts : true
    // Powers of ten have no common place for the point.
    let hasPowers = numbers.contains { $0.value.contains("e") }
    decimals = hasPowers ? 0 : numbers.map { Self.decimals($0.value) }.max() ?? 0
    let lengths = Set(numbers.map { Self.text($0.uncertainty).count })
    uncertainty = lengths.count > 1 ? lengths.max() ?? 0 : 0
  }

  func html(_ number: NumberText) -> String {
    let missing = max(0, decimals - Self.decimals(number.value))
    // A digit is 1ch wide; a point, half of that in most faces.
    let point = number.value.contains(".") ? "" : ".5"
    let room = missing == 0 ? "" : " style=\"padding-right:\(missing)\(point)ch\""
    let value =
      room.isEmpty ? htmlEscaped(number.value) : "<span\(room)>\(htmlEscaped(number.value))</span>"
    let beside = htmlEscaped(Self.text(number.uncertainty))
    if uncertainty == 0, beside.isEmpty { return value }
    let width = uncertainty > 0 ? " style=\"min-width:\(uncertainty)ch\"" : ""
    return "\(value) <span class=\"uncertainty\"\(width)>\(beside)</span>"
  }

  private static func decimals(_ value: String) -> Int {
    value.firstIndex(of: ".").map { value.distance(from: $0, to: value.endIndex) - 1 } ?? 0
  }

  private static func text(_ uncertainty: NumberText.Uncertainty) -> String {
    switch uncertainty {
    case .none: ""
    case .plusMinus(let half): "± \(half)"
    case .range(let low, let high): "[\(low), \(high)]"
    }
  }
}
