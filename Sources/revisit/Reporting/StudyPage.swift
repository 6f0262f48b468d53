// The page of a study: all that its report knows, in one file for a browser.

import Analysis
import Configuration
import Datasets
import Foundation
import Records
import Reports
import Studies

/// What a page is made beside: the figures that it shows and the file that it is about.
struct PageSurroundings {
  /// The page's file.
  var page: URL
  /// The folder whose `figures` are shown.
  var drawings: URL
  /// The study file as the user named it.
  var studyFile: String
  /// The data sets.
  var location: DataLocation
}

extension StudyReport {
  /// Writes the page of the study; its figures have been drawn.
  ///
  /// - Throws: The file system's errors, or what counting the images of a set throws.
  func writePage(_ surroundings: PageSurroundings) throws {
    try write(try page(surroundings).html, to: surroundings.page)
  }

  private func page(_ surroundings: PageSurroundings) throws -> Page {
    Page(
      title: study.title, name: study.name, lead: lead, answers: pageAnswers,
      facts: try facts(at: surroundings.location),
      figures: try figures.map { figure in
        let file = surroundings.drawings.appending(path: "figures/\(figure.name).svg")
        return PageFigure(
          name: figure.name, caption: figure.caption,
          svg: try storing(file) { try String(contentsOf: file, encoding: .utf8) })
      },
      tables: all, runs: runs(surroundings), files: [try studyFile(surroundings)],
      steps: steps(surroundings))
  }

  private func studyFile(_ surroundings: PageSurroundings) throws -> PageFile {
    let file = URL(filePath: surroundings.studyFile)
    let text = try storing(file) { try String(contentsOf: file, encoding: .utf8) }
    return PageFile(name: file.lastPathComponent, text: text)
  }

  // MARK: - Runs

  private static let mostRuns = 500

  private func runs(_ surroundings: PageSurroundings) -> PageRuns {
    let shown = results.results.prefix(Self.mostRuns)
    let titles = PointTitles(study)
    let measures = study.measures
    let rows = shown.map { result -> [ReportCell] in
      let record = result.record
      let values = measures.map { measure -> ReportCell in
        record.metrics[measure.metric].map { .number($0) }
          ?? .missing(reason: "the run has no such metric")
      }
      return [
        .text(record.runID), .text(titles.title(result.point)),
        .number(Double(record.replicate)),
      ] + values + [.text(record.outcome.words)]
    }
    let columns =
      [ReportColumn("run"), ReportColumn("point"), ReportColumn("seed", decimals: 0)]
      + measures.map {
        ReportColumn(
          title(ofColumn: $0.metric), unit: $0.reportUnit, decimals: $0.unit == .percent ? 2 : 4)
      } + [ReportColumn("outcome")]
    let table = ReportTable(
      name: "runs", title: "Runs that have ended", columns: columns, rows: rows,
      provenance: tables.provenance)
    return PageRuns(table: table, remark: runsRemark(surroundings, shown: shown.count))
  }

  private func runsRemark(_ surroundings: PageSurroundings, shown: Int) -> String {
    let folder = store.folder.path(relativeTo: surroundings.page.deletingLastPathComponent())
    let place = folder == "." ? "" : folder + "/"
    let all = results.results.count
    let what = shown < all ? "The first \(shown) of \(all) runs" : counted(all, "run")
    return
      "\(what), with the study's measures. Every run with all settings, costs and metrics is a "
      + "row of \(place)observations.csv; how long it took stands in \(place)runs.csv."
  }

  // MARK: - Commands

  private func steps(_ surroundings: PageSurroundings) -> [PageStep] {
    let path = surroundings.studyFile
    let file = path.hasPrefix("/") ? URL(filePath: path).lastPathComponent : path
    let data = study.needsData ? " --data FOLDER" : ""
    let arguments = file + (study.subset.map { " --subset \($0)" } ?? "") + data
    let where_ = study.needsData ? "; FOLDER holds the data sets" : ""
    return checkout + [
      PageStep(
        "revisit run \(arguments)", "Train every run that is not done, then report\(where_)."),
      PageStep(
        "revisit verify \(arguments) --sample 3",
        "Do three finished runs again in a scratch folder and compare their bytes."),
      PageStep("revisit report \(arguments)", "Write the tables, figures and this page again."),
    ]
  }

  /// The program that did the runs, where one did all of them as it stands in git.
  private var checkout: [PageStep] {
    let versions = Set(
      results.results.map(\.record).filter(\.outcome.isResult).map(\.codeVersion))
    guard let version = versions.first, versions.count == 1, !version.contains("+"),
      !version.isEmpty, version.allSatisfy(\.isHexDigit)
    else { return [] }
    return [
      PageStep(
        "git checkout \(shortVersion(version)) && make build", "Build the program of the runs.")
    ]
  }
}

extension Study {
  /// Whether a data set has to be there for its runs.
  fileprivate var needsData: Bool {
    points.firstIndices(differingIn: ["data.set"]).contains {
      !points[$0].configuration.data.set.isGenerated
    }
  }
}

extension RunOutcome {
  fileprivate var words: String {
    switch self {
    case .completed: "completed"
    case .diverged(let step): "diverged at step \(step)"
    case .failed(let failure, _): "failed: \(failure.rawValue)"
    }
  }
}
