// The notebook of a study: its tables and figures, and the code that reads its files.

import Analysis
import Foundation
import Records
import Reports
import Studies

extension StudyReport {
  /// The notebook, with the outputs that its cells give when they are run in the notebook's own folder.
  ///
  /// - Parameters:
  ///   - tables: The study's tables.
  ///   - notebook: The notebook's file; paths inside are relative to its folder.
  ///   - folder: The folder whose `figures` are shown.
  /// - Returns: The notebook as JSON.
  /// - Throws: The file system's errors where a figure cannot be read.
  func notebookText(_ tables: [ReportTable], at notebook: URL, drawnIn folder: URL) throws -> String
  {
    let home = notebook.deletingLastPathComponent()
    var cells: [NotebookCell] = [
      .text("# \(study.title)\n\nStudy `\(study.name)`. \(provenance)"),
      .code(
        "import h5py\nimport pandas as pd\nfrom IPython.display import SVG, display", []),
    ]
    cells += try readingCells(store.folder.path(relativeTo: home))
    cells += tables.map { .text($0.text(in: .markdown)) }
    for figure in figures {
      let file = folder.appending(path: "figures/\(figure.name).svg")
      let path = file.path(relativeTo: home)
      let picture = try String(contentsOf: file, encoding: .utf8)
      cells.append(.code("display(SVG(filename=\"\(path)\"))", [.picture(picture)]))
    }
    return try Notebook(cells).json()
  }

  private func readingCells(_ folder: String) throws -> [NotebookCell] {
    let completed = results.results.filter { $0.record.outcome == .completed }
    let points = Set(results.results.map(\.record.pointID)).count
    var cells: [NotebookCell] = [
      .text("Every run is a row of the observation table: settings, costs, metrics, outcome."),
      .code(
        """
        runs = pd.read_csv("\(folder)/observations.csv")
        print(len(runs), "runs of", runs["point"].nunique(), "points")
        """, [.printed("\(results.results.count) runs of \(points) points\n")]),
    ]
    if let measure = study.measures.first { cells.append(meansCell(measure)) }
    // Of a study whose summaries alone are there, no run's file need be.
    if let first = completed.first(where: { store.hasRunFile($0.record.runID) }) {
      cells.append(
        .text("The run's HDF5 file holds metric series, predictions and weights; one of them:"))
      cells.append(runFileCell(first, folder))
    }
    return cells
  }

  private func meansCell(_ measure: MeasureDefinition) -> NotebookCell {
    var order: [String] = []
    var values: [String: [Double]] = [:]
    for result in results.results {
      guard let value = result.record.metrics[measure.metric] else { continue }
      if values[result.record.pointID] == nil { order.append(result.record.pointID) }
      values[result.record.pointID, default: []].append(value)
    }
    let lines = order.map { point in
      let found = values[point, default: []]
      let mean = found.reduce(0, +) / Double(found.count)
      return "\(point) \(fixed(mean, decimals: 4)) \(found.count)\n"
    }
    return .code(
      """
      for point, group in runs.dropna(subset=["\(measure.metric)"]).groupby("point", sort=False):
          print(point, f'{group["\(measure.metric)"].mean():.4f}', len(group))
      """, [.printed(lines.joined())])
  }

  private func runFileCell(_ result: StudyResult, _ folder: String) -> NotebookCell {
    let record = result.record
    let loss = record.metrics["train.loss"].map { fixed($0, decimals: 4) } ?? "nan"
    return .code(
      """
      with h5py.File("\(folder)/runs/\(record.runID)/run.h5") as file:
          print(file.attrs["run_id"].decode() if isinstance(file.attrs["run_id"], bytes) else file.attrs["run_id"])
          print(f'{file["series/epoch/train_loss"][-1]:.4f}')
          print(len(file["weights"]), "arrays of weights and statistics")
      """,
      [
        .printed(
          "\(record.runID)\n\(loss)\n\(result.arrayCount) arrays of weights and statistics\n")
      ])
  }
}

/// A number with a fixed count of decimals, rounded as Python rounds.
private func fixed(_ value: Double, decimals: Int) -> String {
  String(format: "%.\(decimals)f", value)
}

extension URL {
  /// The path from a folder to this file, for example `../results/quickstart`.
  func path(relativeTo folder: URL) -> String {
    let (own, other) = (
      standardizedFileURL.pathComponents, folder.standardizedFileURL.pathComponents
    )
    let common = zip(own, other).prefix { $0 == $1 }.count
    let parts = Array(repeating: "..", count: other.count - common) + own[common...]
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }
}
