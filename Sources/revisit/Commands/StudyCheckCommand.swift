// Looks at everything in a study's results, or at the numbers of files.

import ArgumentParser
import Configuration
import Datasets
import Foundation
import Records
import Studies

struct StudyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a study's results, or the numbers of tables and papers.",
    usage: "revisit check <study> [<options>]\n       revisit check <files> ... [<options>]",
    discussion: """
      Of a study: journals, digests, leases, remains. With --repair, removes what \
      processes that were killed left; anything else is mended by hand, as the findings \
      say, or by the next 'revisit run'.

      Of files (.tex, .csv, .md, .html): tables that Revisit wrote, papers that hold \
      copies of them or use numbers by \\revisit{...}. Tells which numbers were changed \
      by hand and which would be written otherwise now, and why.

      Nothing is changed but by --repair. Exit status: 0 if all is whole and up to \
      date, 1 if something was found, 64 for a wrong command line.
      """)

  @Argument(
    help: "The study file or the folder of its results; or files.", completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "The folder that holds all results, for a study file.", valueName: "folder"))
  var results = "results"

  @Flag(help: "Remove what processes that were killed left.")
  var repair = false

  @Flag(help: "Write the findings as JSON.")
  var json = false

  func validate() throws {
    guard !areFiles else {
      if repair { throw ValidationError("--repair is for a study's results, not for files.") }
      return
    }
    guard paths.count == 1 else {
      let other = paths.first { !isFile($0) } ?? ""
      throw ValidationError(
        "'\(other)' among \(paths.count) arguments; expected one study, or files that end in "
          + ".tex, .csv, .md or .html.")
    }
  }

  func run() throws {
    guard !areFiles else { return try checkFiles() }
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

  private var areFiles: Bool { paths.allSatisfy(isFile) }

  private func isFile(_ path: String) -> Bool {
    EmittedFileCheck.endings.contains(URL(filePath: path).pathExtension)
  }

  private func checkFiles() throws {
    var check = EmittedFileCheck(results: results)
    check.expect(paths)
    let checks = FileChecks(try paths.map { try check.check($0) })
    print(json ? try jsonText(checks) : checks.text)
    if !checks.isSound { throw ExitCode.failure }
  }

  private func store() throws -> StudyStore {
    let study = paths[0]
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
