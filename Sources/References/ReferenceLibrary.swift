// All reference tables of a folder, by name.

import Documents
public import Foundation

/// The published values of a folder: its tables, and the networks that they name.
public struct ReferenceLibrary: Hashable, Sendable {
  /// The folder.
  public let folder: URL
  /// The tables by name.
  public let tables: [String: ReferenceTable]
  /// What the tables' names of networks mean.
  public let networks: NetworkNames

  /// Reads `networks.yaml` and every table, `GROUP/NAME.yaml`.
  ///
  /// - Throws: `DocumentErrors` of the first file that is wrong, or `ReferenceError` where there is no table.
  public init(folder: URL) throws {
    self.folder = folder
    networks = try NetworkNames(
      bytes: Self.bytes(folder.appending(path: NetworkNames.file)), file: NetworkNames.file)
    var tables: [String: ReferenceTable] = [:]
    for name in try Self.tableNames(in: folder) {
      let bytes = try Self.bytes(folder.appending(path: "\(name).yaml"))
      tables[name] = try ReferenceTable(bytes: bytes, name: name)
    }
    guard !tables.isEmpty else {
      throw ReferenceError(
        "\(folder.relativePath): no reference table; expected files GROUP/NAME.yaml in it")
    }
    self.tables = tables
    try networks.check(against: tables)
  }

  /// The table of a name.
  ///
  /// - Throws: `ReferenceError` with the nearest name.
  public func table(named name: String) throws -> ReferenceTable {
    if let table = tables[name] { return table }
    throw ReferenceError(
      "no reference table '\(name)'" + hint(name, among: tables.keys.sorted()))
  }

  private static func tableNames(in folder: URL) throws -> [String] {
    let groups = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.isDirectoryKey])
    return try groups.filter(\.hasDirectoryPath).flatMap { group in
      try FileManager.default.contentsOfDirectory(at: group, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "yaml" }
        .map { "\(group.lastPathComponent)/\($0.deletingPathExtension().lastPathComponent)" }
    }.sorted()
  }

  private static func bytes(_ file: URL) throws -> Data {
    do {
      return try SourceText.bytes(ofFile: file.path(percentEncoded: false))
    } catch {
      throw DocumentErrors(file: file.relativePath, error.errors)
    }
  }
}
