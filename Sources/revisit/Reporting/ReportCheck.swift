// Whether the tables of a study that lie in a folder are what a report would write there now.

import Foundation
import Reports

/// The tables of a report compared with those of a folder.
struct ReportCheck {
  /// The folder, as errors and people name it.
  let folder: String
  /// Files of the folder's `tables` that are not what would be written, or would not be at all, or are not there.
  let outdated: [String]

  /// Writes the report to a temporary folder and compares the files, whatever commits they name.
  ///
  /// - Throws: What keeps the report from being written.
  init(_ report: StudyReport, in folder: URL) throws {
    self.folder = folder.relativePath
    let draft = FileManager.default.temporaryDirectory.appending(
      path: "revisit-report-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: draft) }
    try report.write(to: draft, notebook: draft.appending(path: "notebook.ipynb"))
    let (new, old) = (try Self.texts(in: draft), try Self.texts(in: folder))
    outdated = Set(new.keys).union(old.keys).filter { new[$0] != old[$0] }.sorted()
  }

  /// The text of each file of a report's tables.
  private static func texts(in folder: URL) throws -> [String: String] {
    let tables = folder.appending(path: "tables")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: tables.path)) ?? []
    return Dictionary(
      uniqueKeysWithValues: try names.map { name in
        let text = try String(contentsOf: tables.appending(path: name), encoding: .utf8)
        return (name, TextDigest.withoutCommits(text))
      })
  }

  /// The answer for people.
  var text: String {
    guard !outdated.isEmpty else { return "\(folder)/tables: all up to date" }
    return outdated.map { "\(folder)/tables/\($0): not what would be written now" }
      .joined(separator: "\n")
  }
}
