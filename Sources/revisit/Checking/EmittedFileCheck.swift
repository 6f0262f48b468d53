// Are the numbers of a file as they were written, and would they be written so today?

import Foundation
import Reports

/// What was found in a file.
struct FileFinding: Encodable {
  /// What kind of thing it is.
  enum Kind: String, Encodable {
    /// Somebody changed the file.
    case changedByHand = "changed_by_hand"
    /// Something else would be written now.
    case outOfDate = "out_of_date"
    /// It cannot be told.
    case notKnown = "not_known"
    /// A macro has no number.
    case noNumber = "no_number"
  }

  let kind: Kind
  var table: String?
  var line: Int?
  var row: String?
  var column: String?
  /// What stands in the file.
  var found: String?
  /// What was written, or would be now.
  var expected: String?
  var why: String?
}

/// What became of one file: the keys of `revisit check FILE --json`, in camel case.
struct FileCheck: Encodable {
  let file: String
  /// The tables that it holds.
  var tables: [String] = []
  /// How many numbers it takes from macros.
  var macros = 0
  var findings: [FileFinding] = []

  var isSound: Bool { findings.isEmpty }
}

/// Checks files of tables, and papers that hold copies of tables or use their numbers.
struct EmittedFileCheck {
  private var fresh: FreshTables
  private let finder: TableFinder
  /// Tables of which it was told that they are out of date.
  private var presents: [URL: [FileFinding]] = [:]

  init(results: String) {
    fresh = FreshTables(results: URL(filePath: results, directoryHint: .isDirectory))
    finder = TableFinder(results: results == "results" ? nil : results)
  }

  /// Prepares for checking some files, so that what they share is evaluated once.
  mutating func expect(_ paths: [String]) {
    fresh.expect(paths.map { TableFinder.record(of: URL(filePath: $0)) })
  }

  /// The endings of files that can be checked.
  static let endings: Set<String> = ["tex", "csv", "md", "html"]

  /// Checks a file.
  ///
  /// - Throws: The file system's errors; `ReportError` where a record beside it cannot be read.
  mutating func check(_ path: String) throws -> FileCheck {
    let file = URL(filePath: path)
    var check = FileCheck(file: path)
    guard let read = try? String(contentsOf: file, encoding: .utf8) else {
      check.findings = [
        FileFinding(
          kind: .notKnown, why: "it cannot be read as text; check the path and the encoding (UTF-8)"
        )
      ]
      return check
    }
    // The two characters that end a line on other systems are one Character of Swift, at which nothing splits.
    let text = read.replacing("\r\n", with: "\n")
    let record = TableFinder.record(of: file)
    if TableFinder.exists(record), let format = Self.format(of: file) {
      let found = FoundTable(cells: try TableCells(file: record), file: record)
      check.tables = [found.cells.name]
      check.findings = Self.changes(of: text, in: format, found.cells, offset: 0, copy: nil)
      check.findings += outOfDate(found)
    } else {
      if file.pathExtension == "tex" { try checkPaper(text, at: file, &check) }
      if check.tables.isEmpty, Self.isEmittedTable(text) {
        check.findings.append(
          FileFinding(
            kind: .notKnown,
            why: "no \(record.lastPathComponent) beside it says how it was written"))
      }
    }
    return check
  }

  /// Whether a text ends as tables do that Revisit writes, by where their numbers come from.
  private static func isEmittedTable(_ text: String) -> Bool {
    text.contains(/Study \S+, [0-9]+ runs?, (no )?seeds?\b/)
      || text.contains(/Published values of .*; ours of commit/)
  }

  // MARK: - Papers

  /// A LaTeX file with copies of tables, definitions of numbers, or uses of them.
  private mutating func checkPaper(_ text: String, at file: URL, _ check: inout FileCheck) throws {
    for copy in TableCopy.all(in: text) {
      check.tables.append(copy.study.map { "\($0)/\(copy.table)" } ?? copy.table)
      check.findings += try findings(of: copy, at: file)
    }
    if let head = NumberFile(text) { check.findings += try findings(of: head, text, at: file) }
    try checkMacros(text, at: file, &check)
  }

  private mutating func findings(of copy: TableCopy, at file: URL) throws -> [FileFinding] {
    guard let found = try record(table: copy.table, study: copy.study, near: file) else {
      return [
        FileFinding(
          kind: copy.isAsWritten ? .notKnown : .changedByHand, table: copy.table, line: copy.line,
          why: copy.isAsWritten
            ? "no record of this table is here; give --results, or go where paper-tables is"
            : "its text has another digest than its first line says")
      ]
    }
    let isCurrent = copy.digest == found.cells.digests["tex"]
    let changes = Self.changes(
      of: copy.text, in: .latex, found.cells, offset: copy.line, copy: copy)
    return changes + (isCurrent ? outOfDate(found) : [])
  }

  private func record(table: String, study: String?, near file: URL) throws -> FoundTable? {
    let beside = file.deletingLastPathComponent().appending(path: table + TableCells.fileEnding)
    if TableFinder.exists(beside) {
      return FoundTable(cells: try TableCells(file: beside), file: beside)
    }
    return try? finder.table(study.map { "\($0)/\(table)" } ?? table)
  }

  // MARK: - Numbers

  private func findings(
    of numbers: NumberFile, _ text: String, at file: URL
  ) throws -> [FileFinding] {
    let records = try records(of: numbers, near: file)
    let isAsWritten = numbers.digest == TextDigest.of(text)
    guard !records.isEmpty else {
      return [
        FileFinding(
          kind: isAsWritten ? .notKnown : .changedByHand,
          why: isAsWritten
            ? "no record of these tables is here; give --results, or go where paper-tables is"
            : "its text has another digest than its first line says")
      ]
    }
    let expected = NumberFile.definitions(in: NumberMacros(records).latex)
    let found = NumberFile.definitions(in: text)
    let changed = found.filter { expected[$0.key]?.text != $0.value.text }
    let gone = expected.filter { found[$0.key] == nil }
    let kind = isAsWritten ? FileFinding.Kind.outOfDate : .changedByHand
    let why = isAsWritten ? "the tables were written anew since" : nil
    let lines =
      changed.map { key, entry in
        FileFinding(
          kind: kind, line: entry.line, row: key, found: entry.text, expected: expected[key]?.text,
          why: why)
      }
      + gone.map { key, entry in
        FileFinding(kind: kind, row: key, expected: entry.text, why: why)
      }
    let sorted = lines.sorted { ($0.line ?? .max, $0.row ?? "") < ($1.line ?? .max, $1.row ?? "") }
    guard sorted.isEmpty, !isAsWritten else { return sorted }
    return [FileFinding(kind: .changedByHand, why: "other lines than those of numbers")]
  }

  private func records(of numbers: NumberFile, near file: URL) throws -> [TableCells] {
    let folders =
      try [file.deletingLastPathComponent()]
      + (numbers.study.map { [try finder.tables().appending(path: "\($0)/tables")] }
        ?? numbers.tables.map { try finder.tables().appending(path: $0) })
    for folder in folders {
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)))
        ?? []
      let files = names.filter { $0.hasSuffix(TableCells.fileEnding) }.sorted()
      if !files.isEmpty {
        return try files.map { try TableCells(file: folder.appending(path: $0)) }
      }
    }
    return []
  }

  /// The uses of macros, each of which has to have a number in a file that the paper reads.
  private mutating func checkMacros(
    _ text: String, at file: URL, _ check: inout FileCheck
  ) throws {
    let uses = NumberFile.uses(in: text)
    check.macros = uses.count
    guard !uses.isEmpty else { return }
    let folder = file.deletingLastPathComponent()
    var known: [String: NumberFile.Definition] = [:]
    for path in NumberFile.inputs(in: text) {
      let file = folder.appending(path: path)
      guard let numbers = try? String(contentsOf: file, encoding: .utf8) else { continue }
      known.merge(NumberFile.definitions(in: numbers)) { first, _ in first }
      if let head = NumberFile(numbers) {
        check.findings += try findings(of: head, numbers, at: file).map { finding in
          var finding = finding
          finding.table = path
          return finding
        }
      }
    }
    check.findings += uses.compactMap { use in
      let reason: String? =
        switch known[use.key] {
        case .none:
          known.isEmpty
            ? "the file reads no numbers.tex: \\input{paper-tables/.../numbers.tex}"
            : "no numbers.tex that the file reads has this key"
        case .some(let definition): definition.isNumber ? nil : "this cell of the table is empty"
        }
      return reason.map {
        FileFinding(kind: .noNumber, line: use.line, row: use.key, why: $0)
      }
    }
  }

  // MARK: - One table

  private static func changes(
    of text: String, in format: TableFormat, _ cells: TableCells, offset: Int, copy: TableCopy?
  ) -> [FileFinding] {
    // A copy whose digest is its own is whole: where it is not the table's, the table is newer.
    let isOld = copy.map { $0.isAsWritten } ?? false
    return cells.differences(of: text, in: format).map { difference in
      FileFinding(
        kind: isOld ? .outOfDate : .changedByHand, table: cells.name,
        line: difference.line + offset, row: difference.row.map { cells.rowTitle($0) },
        column: difference.column, found: difference.found, expected: difference.written,
        why: isOld ? "the table was written anew since this copy" : nil)
    }
  }

  /// What of a recorded table would be written otherwise now.
  private mutating func outOfDate(_ found: FoundTable) -> [FileFinding] {
    if let known = presents[found.file] { return known }
    let changes: [CellChange]
    switch fresh.present(found) {
    case .evaluated(let now): changes = found.cells.changes(to: now)
    case .summaries(let facts): changes = found.cells.changes(in: facts)
    case .unknown(let reason):
      return [FileFinding(kind: .notKnown, table: found.cells.name, why: reason)]
    }
    let findings = changes.map { change in
      FileFinding(
        kind: .outOfDate, table: found.cells.name, row: change.row, column: change.column,
        found: change.old, expected: change.new, why: change.why)
    }
    presents[found.file] = findings
    return findings
  }

  private static func format(of file: URL) -> TableFormat? {
    TableFormat.allCases.first { $0.fileExtension == file.pathExtension && $0 != .text }
  }
}
