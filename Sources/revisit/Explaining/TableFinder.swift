// Where the record of a table lies that somebody names.

import Foundation
import References
import Reports

/// The record of a table with the place where it lies.
struct FoundTable {
  let cells: TableCells
  let file: URL

  /// The folder above `paper-tables`, or that of the study's results: commands are given there.
  var folder: URL { file.deletingLastPathComponent() }
}

/// Finds records of tables.
struct TableFinder {
  /// A folder of results beside whose `paper-tables` stands; nil for the project's.
  let results: String?

  /// The record that a word names: a table of `paper-tables`, `STUDY/TABLE`, or a file of a table.
  ///
  /// - Throws: `PaperTableError` where there is none, or several; `ReportError` where it cannot be read.
  func table(_ name: String) throws -> FoundTable {
    if let file = record(besideFile: name) { return try read(file) }
    let candidates = try candidates(name)
    let found = candidates.filter { Self.exists($0) }
    guard let file = found.first else { throw try notFound(name) }
    guard found.count == 1 else {
      throw PaperTableError(
        "table '\(name)': \(found.count) records have this name; name one of "
          + found.map(\.relativePath).sorted().joined(separator: ", "))
    }
    return try read(file)
  }

  /// The record that lies beside a file of a table, where the file is there.
  func record(besideFile path: String) -> URL? {
    let file = URL(filePath: path)
    guard !file.pathExtension.isEmpty, Self.exists(file), !Self.isFolder(file) else { return nil }
    return Self.record(of: file)
  }

  /// The place of the record of an emitted file.
  static func record(of file: URL) -> URL {
    if file.lastPathComponent.hasSuffix(TableCells.fileEnding) { return file }
    let stem = file.deletingPathExtension().lastPathComponent
    return file.deletingLastPathComponent().appending(path: stem + TableCells.fileEnding)
  }

  private func candidates(_ name: String) throws -> [URL] {
    let parts = name.split(separator: "/").map(String.init)
    let root = try tables()
    if parts.count == 2 {
      return [
        root.appending(path: "\(parts[0])/tables/\(parts[1])\(TableCells.fileEnding)"),
        root.appending(path: "\(parts[0])/\(parts[1])\(TableCells.fileEnding)"),
      ]
    }
    return records(in: root).filter { $0.lastPathComponent == name + TableCells.fileEnding }
  }

  /// The folder of tables.
  func tables() throws -> URL {
    if let results {
      return URL(filePath: results, directoryHint: .isDirectory).appending(path: "paper-tables")
    }
    let here = URL(filePath: "paper-tables", directoryHint: .isDirectory)
    if Self.isFolder(here) { return here }
    return try ReferenceOptions.found().deletingLastPathComponent()
  }

  /// All records in a folder of tables, by path.
  private func records(in root: URL) -> [URL] {
    let folders = Self.content(of: root).filter(Self.isFolder)
    return folders.flatMap { folder in
      Self.content(of: folder) + Self.content(of: folder.appending(path: "tables"))
    }
    .filter { $0.lastPathComponent.hasSuffix(TableCells.fileEnding) }
  }

  private func notFound(_ name: String) throws -> PaperTableError {
    let root = try tables()
    let names = records(in: root).map { file -> String in
      let folder = file.deletingLastPathComponent()
      let table = String(file.lastPathComponent.dropLast(TableCells.fileEnding.count))
      guard folder.lastPathComponent == "tables" else { return table }
      return "\(folder.deletingLastPathComponent().lastPathComponent)/\(table)"
    }
    guard !names.isEmpty else {
      return PaperTableError(
        "\(root.relativePath): no record of a table; 'revisit report' or 'revisit tables' writes it"
      )
    }
    return PaperTableError("no table '\(name)'; expected one of \(names.joined(separator: ", "))")
  }

  private func read(_ file: URL) throws -> FoundTable {
    guard Self.exists(file) else {
      throw PaperTableError(
        "\(file.relativePath): there is no such record; 'revisit report' or 'revisit tables' writes "
          + "it beside the table")
    }
    return FoundTable(cells: try TableCells(file: file), file: file)
  }

  static func exists(_ file: URL) -> Bool {
    FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
  }

  private static func isFolder(_ file: URL) -> Bool {
    (try? file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
  }

  private static func content(of folder: URL) -> [URL] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return (names ?? []).sorted().map { folder.appending(path: $0) }
  }
}
