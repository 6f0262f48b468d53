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
      .text(opening),
      .code(
        """
        from pathlib import Path

        import pandas as pd
        from IPython.display import SVG, display
        """, []),
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

  /// What the page begins with: the study, and its questions with their answers.
  private var opening: String {
    let answers = pageAnswers.map { answer in
      "\n**\(markdownEscaped(answer.question))**\n\n"
        + answer.statements.map { "- \(markdownEscaped($0))\n" }.joined()
    }
    return "# \(markdownEscaped(study.title))\n\n\(lead) \(markdownEscaped(provenance))\n"
      + answers.joined()
  }

  private func readingCells(_ folder: String) throws -> [NotebookCell] {
    let titles = PointTitles(study)
    let names = titles.columns.filter(observations.columns.contains)
    let completed = results.results.filter { $0.record.outcome == .completed }
    let points = Set(results.results.map(\.record.pointID)).count
    let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
    var cells: [NotebookCell] = [
      .text("Every run is a row of the observation table: settings, costs, metrics, outcome."),
      .code(
        """
        names = [\(list)]  # what tells the points apart
        runs = pd.read_csv("\(folder)/observations.csv", dtype={name: str for name in names})
        print(len(runs), "runs of", runs["point"].nunique(), "points")
        """, [.printed("\(results.results.count) runs of \(points) points\n")]),
    ]
    if let measure = study.measures.first { cells.append(try meansCell(measure, names)) }
    // Of a study whose summaries alone are there, no run's file need be.
    if let first = completed.first(where: { store.hasRunFile($0.record.runID) }) {
      cells.append(
        .text("The run's HDF5 file holds metric series, predictions and weights; one of them:"))
      cells.append(runFileCell(first, folder))
    }
    return cells
  }

  /// The means of so many points are printed.
  private static let mostMeans = 50

  private func meansCell(_ measure: MeasureDefinition, _ names: [String]) throws -> NotebookCell {
    var points: [(title: String, values: [Double])] = []
    var places: [String: Int] = [:]
    let columns = try names.map { try observations.values($0) }
    for (row, result) in results.results.enumerated() {
      guard let value = result.record.metrics[measure.metric], value.isFinite else { continue }
      let point = result.record.pointID
      if let place = places[point] {
        points[place].values.append(value)
        continue
      }
      let words = zip(names, columns).map { name, values in
        "\(name)=\(values[row].text.isEmpty ? "nan" : values[row].text)"
      }
      places[point] = points.count
      points.append((words.isEmpty ? point : words.joined(separator: " "), [value]))
    }
    let lines = points.prefix(Self.mostMeans).map { title, values in
      let mean = values.reduce(0, +) / Double(values.count)
      return "\(title): \(fixed(mean, decimals: 4)) (n = \(values.count))\n"
    }
    return .code(
      """
      points = runs.dropna(subset=["\(measure.metric)"]).groupby("point", sort=False)
      for point, group in list(points)[:\(Self.mostMeans)]:
          title = " ".join(f"{name}={group[name].iloc[0]}" for name in names) or point
          print(f'{title}: {group["\(measure.metric)"].mean():.4f} (n = {len(group)})')
      """, [.printed(lines.joined())])
  }

  private func runFileCell(_ result: StudyResult, _ folder: String) -> NotebookCell {
    let record = result.record
    let loss = record.metrics["train.loss"].map { fixed($0, decimals: 4) } ?? "nan"
    let isHere = FileManager.default.fileExists(
      atPath: store.runFolder(record.runID).runFile.path(percentEncoded: false))
    return .code(
      """
      file = Path("\(folder)/runs/\(record.runID)/run.h5")
      if file.exists():
          import h5py

          with h5py.File(file) as run:
              print(f'{run["series/epoch/train_loss"][-1]:.4f}', "training loss of the last epoch")
              print(len(run["weights"]), "arrays of weights and statistics")
      else:
          print("\(Self.absence)")
      """,
      [
        .printed(
          isHere
            ? "\(loss) training loss of the last epoch\n"
              + "\(result.arrayCount) arrays of weights and statistics\n"
            : Self.absence + "\n")
      ])
  }

  /// What the notebook prints where only a study's summaries are at hand.
  private static let absence = "The file of this run is not here; 'revisit run' makes it."
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
