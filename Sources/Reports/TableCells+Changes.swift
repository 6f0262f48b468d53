// A table as it was written against the same table as it would be written now.

import Analysis

/// A cell that would be written otherwise now.
public struct CellChange: Hashable, Sendable {
  /// The row, by its labels.
  public var row: String
  /// The column, by its heading.
  public var column: String?
  /// What was written; nil where the row is new.
  public var old: String?
  /// What would be written; nil where the row is gone, or nothing can tell.
  public var new: String?
  /// Why.
  public var why: String

  package init(
    row: String, column: String? = nil, old: String? = nil, new: String? = nil, why: String
  ) {
    (self.row, self.column) = (row, column)
    (self.old, self.new, self.why) = (old, new, why)
  }
}

extension TableCells {
  /// What would be written otherwise now, and why.
  ///
  /// - Parameter fresh: The same table, evaluated now.
  /// - Returns: The changes, row by row; rows are told by their labels, columns by their headings.
  public func changes(to fresh: TableCells) -> [CellChange] {
    let (mine, theirs) = (distinctLabels, fresh.distinctLabels)
    let (old, new) = (table, fresh.table)
    let places = Dictionary(zip(theirs, theirs.indices), uniquingKeysWith: { first, _ in first })
    let columns = matchedColumns(fresh)
    let changed = mine.enumerated().flatMap { row, label -> [CellChange] in
      guard let place = places[label] else {
        return [CellChange(row: label, old: "a row", why: "the row is no longer there")]
      }
      return columns.compactMap { pair in
        guard old.rows[row][pair.old] != new.rows[place][pair.new] else { return nil }
        var texts = (old.text(row, pair.old), new.text(place, pair.new))
        if texts.0 == texts.1 {
          texts = (old.exactText(row, pair.old), new.exactText(place, pair.new))
        }
        return CellChange(
          row: label, column: columnTitle(pair.old), old: texts.0, new: texts.1,
          why: cause(row, pair.old, of: fresh, place, pair.new))
      }
    }
    let known = Set(mine)
    return changed
      + theirs.filter { !known.contains($0) }.map {
        CellChange(row: $0, new: "a row", why: "the row is new")
      } + headChanges(fresh, columns.count)
  }

  /// What changed in the runs behind cells, where only what is committed of them can be read.
  ///
  /// - Parameter facts: What is known of the runs now.
  /// - Returns: The cells whose runs gave other values, are gone or have become more; what would be written is not known.
  public func changes(in facts: RunFacts) -> [CellChange] {
    let metrics = Set(rules.compactMap(\.metric)).sorted()
    var causes: [String: String] = [:]
    for run in runs {
      let now = facts.recorded(run.run, metrics: metrics)
      if !facts.knows(run.run) {
        causes[run.run] = "run \(run.run) is no longer there"
      } else if now != run {
        causes[run.run] = "run \(run.run) was done again\(now.at)"
      }
    }
    let known = Set(runs.map(\.run))
    let added = Dictionary(grouping: facts.runs.subtracting(known)) { pointID(of: $0) }
    let (labels, table) = (distinctLabels, table)
    return rows.indices.flatMap { row in
      columns.indices.compactMap { column -> CellChange? in
        let behind = runs(row, column)
        let points = Set(behind.map { pointID(of: $0.run) })
        let more = points.flatMap { added[$0] ?? [] }.sorted()
        let why =
          behind.compactMap { causes[$0.run] } + (more.isEmpty ? [] : [Self.added(more)])
        guard !why.isEmpty else { return nil }
        return CellChange(
          row: labels[row], column: columnTitle(column), old: table.text(row, column),
          why: why.joined(separator: "; "))
      }
    }
  }

  // MARK: - Matching

  /// The rows' labels, later equals numbered.
  private var distinctLabels: [String] {
    var counts: [String: Int] = [:]
    return labels.map { row in
      let label = row.joined(separator: ", ")
      counts[label, default: 0] += 1
      let count = counts[label, default: 1]
      return count == 1 ? label : "\(label) (\(count))"
    }
  }

  private func matchedColumns(_ fresh: TableCells) -> [(old: Int, new: Int)] {
    let titles = fresh.columns.indices.map(fresh.columnTitle)
    return columns.indices.compactMap { column in
      titles.firstIndex(of: columnTitle(column)).map { (column, $0) }
    }
  }

  private func headChanges(_ fresh: TableCells, _ matched: Int) -> [CellChange] {
    let columnChange =
      matched == columns.count && matched == fresh.columns.count
      ? []
      : [
        CellChange(
          row: "headings",
          old: columns.indices.map(columnTitle).joined(separator: "; "),
          new: fresh.columns.indices.map(fresh.columnTitle).joined(separator: "; "),
          why: "the table has other columns")
      ]
    let titles =
      head.title == fresh.head.title
      ? [] : [CellChange(row: "title", old: head.title, new: fresh.head.title, why: "its words")]
    let (old, new) = (Set(head.notes), Set(fresh.head.notes))
    let notes =
      old == new
      ? []
      : [
        CellChange(
          row: "notes", old: head.notes.filter { !new.contains($0) }.joined(separator: " "),
          new: fresh.head.notes.filter { !old.contains($0) }.joined(separator: " "),
          why: "its words")
      ]
    return columnChange + titles + notes
  }

  // MARK: - Causes

  private func cause(
    _ row: Int, _ column: Int, of fresh: TableCells, _ newRow: Int, _ newColumn: Int
  ) -> String {
    let (old, new) = (runs(row, column), fresh.runs(newRow, newColumn))
    let (was, now) = (
      Dictionary(old.map { ($0.run, $0) }, uniquingKeysWith: { first, _ in first }),
      Set(new.map(\.run))
    )
    var causes: [String] = []
    let added = new.map(\.run).filter { was[$0] == nil }
    let gone = old.map(\.run).filter { !now.contains($0) }
    if !added.isEmpty { causes.append(Self.added(added)) }
    if !gone.isEmpty { causes.append("no longer there: \(Self.listed(gone))") }
    for run in new {
      guard let before = was[run.run], before.weights != run.weights || before.values != run.values
      else { continue }
      causes.append("run \(run.run) was done again\(run.at)")
    }
    let (published, read) = (
      origin(row, column)?.published ?? [], fresh.origin(newRow, newColumn)?.published ?? []
    )
    if published != read {
      let places = read.filter { !published.contains($0) }.map(\.place)
      causes.append(
        "reference changed" + (places.isEmpty ? "" : ": \(places.joined(separator: ", "))"))
    }
    return causes.isEmpty
      ? "this program counts or compares otherwise" : causes.joined(separator: "; ")
  }

  private static func added(_ runs: [String]) -> String { "runs were added: \(listed(runs))" }

  private static func listed(_ runs: [String]) -> String {
    let rest = runs.count - 3
    return runs.prefix(3).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension RecordedRun {
  /// By which commit it was done, where that is known.
  fileprivate var at: String { commit.isEmpty ? "" : " at commit \(commit.prefix(12))" }
}

extension ReportTable {
  /// A cell as people read it, with its mark.
  fileprivate func text(_ row: Int, _ column: Int) -> String {
    switch rows[row][column] {
    case .missing(let reason): return "nothing (\(reason))"
    case .text, .number:
      guard case .number(let number) = rows[row][column], let mark = number.mark else {
        return writtenText(row, column)
      }
      return writtenText(row, column) + (mark == .best ? " (best)" : " (not told from the best)")
    }
  }

  /// A number with all its digits.
  fileprivate func exactText(_ row: Int, _ column: Int) -> String {
    guard case .number(let number) = rows[row][column] else { return text(row, column) }
    let interval = number.interval.map { " [\($0.low), \($0.high)]" } ?? ""
    return "\(number.value)\(interval)" + (number.count.map { " of \($0)" } ?? "")
  }
}

/// The point that a run's identity begins with.
private func pointID(of run: String) -> String {
  run.split(separator: "-").dropLast().joined(separator: "-")
}
