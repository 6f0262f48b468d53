// Small folders of published values.

import Foundation
import References

/// A table with one value of each kind.
enum Sample {
  static let table = """
    schema: 1
    title: A table
    paper: arXiv 2103.07579
    status: complete
    provenance: printed
    sources:
    - a page
    columns:
    - {name: model}
    - {name: params, unit: M}
    - {name: flops, unit: G, convention: twice_multiply_adds}
    - {name: blocks, provenance: inferred}
    rows:
    - [RS-50, 36, 4.6, [3, 4, 6, 3]]
    - {cells: [RS-26, ~, 2.1, [2, 2, 2, 2]], provenance: {blocks: inferred_unverified}}
    facts:
    - {name: epochs, value: 350}

    """

  static let networks = """
    schema: 1
    networks:
      RS-50: [resnetrs50, rs50]
      RS-26: resnetrs26
    counts:
    - {table: group/table, model: model, resolution: 160, parameters: params, operations: flops}

    """

  /// The table of a text.
  static func read(_ text: String) throws -> ReferenceTable {
    try ReferenceTable(bytes: Data(text.utf8), name: "group/table")
  }

  /// What is wrong with the table after a change of its text.
  static func errors(_ old: String, _ new: String) -> String {
    do {
      _ = try read(table.replacing(old, with: new))
      return ""
    } catch { return "\(error)" }
  }
}

/// Calls a body with a folder of files, removed afterwards.
func withFolder<R>(_ files: [String: String], _ body: (URL) throws -> R) throws -> R {
  let root = FileManager.default.temporaryDirectory
    .appending(path: "references \(UUID().uuidString)", directoryHint: .isDirectory)
  defer { try? FileManager.default.removeItem(at: root) }
  for (path, text) in files {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  return try body(root)
}

/// The project's own folder of published values.
let projectReference = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../../paper-tables/reference", directoryHint: .isDirectory).standardizedFileURL
