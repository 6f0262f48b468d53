import Foundation
import Testing

/// Reports made of `observations.csv` and `runs.csv` where no store is.
@Suite(.timeLimit(.minutes(10))) struct SummaryReportTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The studies whose summaries and tables are committed.
  static let published: [String] = {
    let folder = project.appending(path: "paper-tables")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { name in
      FileManager.default.fileExists(
        atPath: project.appending(path: "results/\(name)/observations.csv").path)
    }.sorted()
  }()

  @Test func `the published studies are found`() {
    #expect(Self.published.count >= 6)
    #expect(Self.published.contains("cifar10-depth-or-width"))
  }

  /// The intervals of four power laws take minutes in a debug build, so that these are left out here; `.ci/run` checks
  /// all files with the optimised program.
  @Test(arguments: published)
  func `the committed tables are what the committed summaries give now`(_ study: String) throws {
    try Workplace.with { place in
      let resampling = "starts: 64, bootstrap: {n: 2000, unit: [point, seed]}"
      let text = try String(
        contentsOf: Self.project.appending(path: "studies/\(study).yaml"), encoding: .utf8)
      try place.write(text.replacing(resampling, with: "starts: 1"), to: "studies/\(study).yaml")
      try copy("studies/recipes", to: "studies/recipes", place)
      for file in ["observations.csv", "runs.csv"] {
        try copy("results/\(study)/\(file)", to: "results/\(study)/\(file)", place)
      }
      try copy("paper-tables/\(study)/tables", to: "paper-tables/\(study)/tables", place)
      let ended = try place.revisit("report", "studies/\(study).yaml", "--check")
      let outdated = ended.output.split(separator: "\n").filter { line in
        !text.contains(resampling)
          || !["error-against-cost", "all-tables", "numbers.tex"].contains { line.contains($0) }
      }
      if text.contains(resampling) {
        #expect(outdated == [])
      } else {
        #expect(outdated == ["./paper-tables/\(study)/tables: all up to date"])
      }
      #expect(ended.errors == "")
    }
  }

  @Test func `a report of summaries is that of their store`() throws {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
      // Written once more, since 'run' writes beside the results.
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      let stored = try tables(place)
      let summarized = try summaries(place)
      try place.remove("paper-tables")
      try place.keepSummaries()
      let ended = try place.revisit("report", "tiny.yaml")
      #expect(ended.errors == "")
      #expect(ended.status == 0)
      #expect(try tables(place) == stored)
      #expect(try summaries(place) == summarized)
      #expect(try place.revisit("report", "tiny.yaml", "--check").status == 0)
      let notebook = try place.text("notebooks-export/tiny.ipynb")
      #expect(notebook.contains("read_csv"))
      #expect(!notebook.contains("run.h5"))
    }
  }

  @Test func `a table that was changed by hand is named`() throws {
    try Workplace.with { place in
      try Self.planted(in: place)
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      let table = "paper-tables/tiny/tables/accuracy.md"
      try place.write(try place.text(table).replacing("50", with: "60"), to: table)
      let ended = try place.revisit("report", "tiny.yaml", "--check")
      #expect(ended.output == "./\(table): not what would be written now\n")
      #expect(ended.status == 1)
      #expect(try place.text(table).contains("60"))
    }
  }

  /// Seen red with the summaries asked first.
  @Test func `where a store is there the summaries are not asked`() throws {
    try Workplace.with { place in
      try Self.planted(in: place)
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      let observations = try place.text("results/tiny/observations.csv")
      try place.write(
        observations.replacing(",0.5,", with: ",0.75,"), to: "results/tiny/observations.csv")
      let ended = try place.revisit("report", "tiny.yaml")
      #expect(ended.status == 0)
      #expect(try place.text("results/tiny/observations.csv") == observations)
    }
  }

  @Test func `a run that the study lost is an error that names its line`() throws {
    try Workplace.with { place in
      try Self.planted(in: place)
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      try place.keepSummaries()
      try place.write(
        TinyStudy.text("seeds: {root: 1}\n", learningRate: "0.1"),
        to: "tiny.yaml")
      let ended = try place.revisit("report", "tiny.yaml")
      let run = try PlantedRun().runID
      #expect(
        ended.errors == """
          Error: results/tiny/observations.csv:2: run \(run) is not in the study 'tiny' any more; \
          bring the point and its replicate back, or take its row out of both tables

          """)
      #expect(ended.status == 1)
    }
  }

  @Test(arguments: [
    (
      "observations.csv", ",completed,", ",done,",
      "results/tiny/observations.csv:2: the outcome is 'done'; expected completed, diverged or failed"
    ),
    (
      "observations.csv", ",completed,", ",diverged,",
      "results/tiny/runs.csv:2: 'diverged_at_step' is no whole number, and the run diverged"
    ),
    (
      "observations.csv", ",0.5,completed", ",half,completed",
      "results/tiny/observations.csv:2: 'validation.top1' is 'half', no number"
    ),
    (
      "runs.csv", "\nRUN,", "\nother,",
      "results/tiny/observations.csv:2: run RUN has no row of its own in runs.csv"
    ),
  ])
  func `summaries that were changed by hand are refused`(
    _ file: String, _ found: String, _ replacement: String, _ problem: String
  ) throws {
    try Workplace.with { place in
      try Self.planted(in: place)
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      try place.keepSummaries()
      let path = "results/tiny/\(file)"
      let run = try PlantedRun().runID
      let text = try place.text(path)
      let changed = text.replacing(found.replacing("RUN", with: run), with: replacement)
      #expect(changed != text)
      try place.write(changed, to: path)
      let ended = try place.revisit("report", "tiny.yaml")
      #expect(ended.errors == "Error: \(problem.replacing("RUN", with: run))\n")
      #expect(ended.status == 1)
    }
  }

  @Test func `one summary without the other is not enough`() throws {
    try Workplace.with { place in
      try Self.planted(in: place)
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      try place.keepSummaries()
      try place.remove("results/tiny/runs.csv")
      let ended = try place.revisit("report", "tiny.yaml")
      #expect(
        ended.errors == """
          Error: results/tiny/runs.csv: is missing beside observations.csv; a report without a store needs both

          """)
    }
  }

  @Test func `summaries without a machine say so`() throws {
    try Workplace.with { place in
      try Self.planted(in: place)
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      try place.keepSummaries()
      let lines = try place.text("results/tiny/runs.csv").split(separator: "\n")
      let bare = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        .map { $0.prefix(6).joined(separator: ",") + "\n" }
      try place.write(bare.joined(), to: "results/tiny/runs.csv")
      let ended = try place.revisit("report", "tiny.yaml")
      #expect(ended.errors == "")
      #expect(
        try place.text("paper-tables/tiny/tables/accuracy.md").contains(
          "machine not recorded in runs.csv"))
    }
  }

  // MARK: - Places

  /// A diverged run beside others.
  private static let study = TinyStudy.text(
    "axes: {rate: {set: train.learning_rate, values: [0.05, 1e30]}}\n")

  private static func planted(in place: Workplace) throws {
    try place.write(TinyStudy.text("seeds: {root: 1}\n"), to: "tiny.yaml")
    try PlantedRun().finish(in: place)
  }

  private func copy(_ path: String, to target: String, _ place: Workplace) throws {
    let source = Self.project.appending(path: path)
    guard FileManager.default.fileExists(atPath: source.path) else { return }
    let file = place.folder.appending(path: target)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: source, to: file)
  }

  private func tables(_ place: Workplace) throws -> [String: String] {
    let folder = "paper-tables/tiny/tables"
    let names = try FileManager.default.contentsOfDirectory(
      atPath: place.folder.appending(path: folder).path)
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0, try place.text("\(folder)/\($0)")) })
  }

  private func summaries(_ place: Workplace) throws -> [String] {
    try ["observations.csv", "runs.csv"].map { try place.text("results/tiny/\($0)") }
  }
}

extension Workplace {
  /// Takes everything out of the results but the two summaries.
  fileprivate func keepSummaries() throws {
    let results = folder.appending(path: "results/tiny")
    for name in try FileManager.default.contentsOfDirectory(atPath: results.path)
    where !name.hasSuffix(".csv") {
      try FileManager.default.removeItem(at: results.appending(path: name))
    }
  }
}
