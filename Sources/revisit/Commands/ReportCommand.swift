// Publishes the tables, figures, page and notebook of a study.

import ArgumentParser
import Foundation
import Records
import Studies

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Publish a study's tables, figures and page in paper-tables/ and its notebook in notebooks-export/.",
    usage: "revisit report <file> [<options>]",
    discussion: """
      The page, paper-tables/STUDY/STUDY.html, is one file that needs no network: what \
      was asked and found, all tables and figures, the runs, the study file, and how to \
      do it again. With --results DIR both folders are made in DIR; nothing is trained. \
      Where there is no store, but its summaries observations.csv and runs.csv are, the \
      report is made of them.
      """)

  @OptionGroup var options: StudyOptions

  @OptionGroup var dataOptions: DataOptions

  @Flag(help: "Write nothing; exit with 1 if a table is not what would be written.")
  var check = false

  func run() throws {
    let location = try dataOptions.location()
    let study = try options.study(at: location)
    let store = try options.store(of: study)
    let results = try StudyResults(study, store, at: location)
    guard !results.results.isEmpty else {
      throw NothingToReport(folder: store.folder.relativePath, file: options.file)
    }
    let report = try StudyReport(results, store, file: options.recordedFile)
    let root = URL(filePath: options.results == "results" ? "." : options.results)
    let folder = root.appending(path: "paper-tables/\(study.name)")
    let notebook = root.appending(path: "notebooks-export/\(study.name).ipynb")
    if check {
      let result = try ReportCheck(report, in: folder)
      print(result.text)
      if !result.outdated.isEmpty { throw ExitCode(1) }
      return
    }
    // Summaries that a report is made of stay as they are.
    if try store.endedRuns != nil { try report.writeObservations() }
    let page = folder.appending(path: "\(study.name).html")
    try report.write(to: folder, notebook: notebook)
    try report.writePage(
      PageSurroundings(
        page: page, drawings: folder, studyFile: options.file, location: location))
    print(report.text)
    print("Tables and figures: \(folder.relativePath)\nNotebook: \(notebook.relativePath)")
    print("Page: \(page.relativePath)")
  }
}

/// A study of which no run has ended.
struct NothingToReport: Error, CustomStringConvertible {
  let folder: String
  let file: String

  var description: String {
    "\(folder): holds no ended run of this study; give 'revisit run \(file)' first"
  }
}
