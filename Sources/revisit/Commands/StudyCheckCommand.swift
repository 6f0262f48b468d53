// Looks at everything in a study's results.

import ArgumentParser
import Configuration
import Datasets
import Foundation
import Records
import Studies

struct StudyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check everything in a study's results: journals, digests, leases, remains.",
    usage: "revisit check <study> [<options>]",
    discussion: """
      Reads every file and changes none. With --repair, removes what processes that \
      were killed left; anything else is mended by hand, as the findings say, or by \
      the next 'revisit run'.

      Exit status: 0 if all that was acknowledged is whole, 1 if something is damaged, \
      64 for a wrong command line.
      """)

  @Argument(help: "The study file, or the folder of its results.", completion: .file())
  var study: String

  @Option(
    help: ArgumentHelp(
      "The folder that holds all results, for a study file.", valueName: "folder"))
  var results = "results"

  @Flag(help: "Remove what processes that were killed left.")
  var repair = false

  @Flag(help: "Write the findings as JSON.")
  var json = false

  func run() throws {
    let store = try store()
    guard FileManager.default.fileExists(atPath: store.folder.path(percentEncoded: false)) else {
      throw ValidationError(
        "\(store.folder.relativePath): there is no such folder; expected the results of a study: "
          + "give the study file, or that folder.")
    }
    let report = repair ? try store.repair() : store.check()
    print(try json ? report.json : report.text(store.folder.relativePath, isRepaired: repair))
    if !report.isSound { throw ExitCode.failure }
  }

  private func store() throws -> StudyStore {
    let values = try? URL(filePath: study).resourceValues(forKeys: [.isDirectoryKey])
    if values?.isDirectory == true {
      let given = URL(filePath: study, directoryHint: .isDirectory)
      let folder = given.lastPathComponent.hasPrefix(".") ? given.standardizedFileURL : given
      return try StudyStore(
        results: folder.deletingLastPathComponent(), study: folder.lastPathComponent)
    }
    let location = DataLocation(root: nil)
    let name = try Study(
      file: study, subset: nil, cost: { try costOfNetwork($0, at: location) },
      trainingMemory: { try trainingMemory($0, at: location) }
    ).name
    return try StudyStore(results: URL(filePath: results), study: name)
  }
}

extension StoreReport {
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// The findings for people, at most 80 columns wide.
  func text(_ folder: String, isRepaired: Bool) -> String {
    let looked =
      "\(folder): \(counted(results, "result")), \(failures) failed; "
      + "\(counted(journals, "journal")), \(counted(verifiedFiles, "digest")), "
      + "\(counted(writers, "writer")) at work"
    let lines = findings.flatMap { finding in
      Self.wrapped("\(finding.path): \(finding.problem)", after: finding.kind.rawValue)
        + (finding.mend.isEmpty || (isRepaired && finding.kind == .remains)
          ? [] : Self.wrapped(finding.mend, after: "     ->"))
    }
    return ([looked] + lines + [conclusion(isRepaired)]).joined(separator: "\n")
  }

  private func conclusion(_ isRepaired: Bool) -> String {
    let damaged = findings.count { $0.kind == .damage }
    let remains = findings.count { $0.kind == .remains }
    let left =
      remains == 0 ? "" : isRepaired ? "; \(remains) remains removed" : "; \(remains) remains"
    return damaged == 0
      ? "All that was acknowledged is whole\(left)."
      : "\(counted(damaged, "thing")) damaged\(left)."
  }

  /// Broken between words, behind a word that stands before the first line.
  private static func wrapped(_ text: String, after word: String) -> [String] {
    var lines = [word.padded(to: 8)]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + 1 + word.count > 80 {
        lines.append("".padded(to: 8))
      }
      lines[lines.count - 1] += " " + word
    }
    return lines
  }
}

extension String {
  /// Filled with spaces behind it.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
