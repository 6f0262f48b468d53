import Analysis
import Foundation
import Testing

/// The tables of published values beside our counts, as the command writes them.
@Suite(.timeLimit(.minutes(10))) struct TablesCommandTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let reference = project.appending(path: "paper-tables/reference").path

  @Test func `table seven's counts of ResNet-RS are reproduced to their printed digits`() throws {
    let rows = try Self.rows("resnet-rs-table7").filter { $0["Model"]?.hasPrefix("ResNet") == true }
    #expect(rows.count == 11)
    for row in rows {
      #expect(row["Parameters verdict"] == "reproduced")
      #expect(row["FLOPs with shifts verdict"] == "reproduced")
    }
    let others = rows.filter { $0["FLOPs verdict"] != "reproduced" }
    #expect(others.map { $0["Model"] } == ["ResNet-RS-152"])
    #expect(others.map { $0["Resolution (px)"] } == ["192"])
    #expect(others.map { $0["FLOPs ours"] } == ["17493688320"])
  }

  @Test func `only the released stem fits table seven`() throws {
    let rows = try Self.rows("resnet-rs-stems")
    #expect(rows.count == 11)
    #expect(rows.allSatisfy { $0["Stem as released verdict"] == "reproduced" })
    let small = rows.filter { $0["Resolution (px)"] == "160" }
    #expect(small.count == 2)
    for row in small {
      #expect(row["Stem as the text describes verdict"]?.hasPrefix("differs by -") == true)
    }
  }

  @Test func `RegNet's stages and exact counts are the published ones`() throws {
    let stages = try Self.rows("regnet-generator")
    #expect(stages.count == 24)
    for column in ["widths", "depths", "group widths"] {
      #expect(stages.allSatisfy { $0["Stage \(column) verdict"] == "reproduced" })
    }
    let counts = try Self.rows("regnet-counts")
    for column in ["parameters", "multiply-adds and biases", "activations"] {
      #expect(counts.allSatisfy { $0["Exact \(column) difference"] == "0" })
    }
    for column in ["Parameters", "FLOPs", "Activations"] {
      #expect(counts.allSatisfy { $0["\(column) verdict"] == "reproduced" })
    }
  }

  @Test func `EfficientNet's exact counts are pycls', its printed FLOPs not all`() throws {
    let exact = try Self.rows("efficientnet-scaling").filter { $0["Stem ours"] != "" }
    #expect(exact.count >= 8)
    for column in ["Parameters", "Multiply-adds and biases", "Activations"] {
      #expect(exact.allSatisfy { $0["\(column) difference"] == "0" })
    }
    #expect(exact.allSatisfy { $0["Stage widths verdict"] == "reproduced" })
    let printed = try Self.rows("efficientnet-table2").filter { $0["FLOPs ours"] != "" }
    let others = printed.filter { $0["FLOPs verdict"] != "reproduced" }
    #expect(
      others.map { "\($0["Model"] ?? "") \($0["FLOPs verdict"] ?? "")" } == [
        "EfficientNet-B4 differs by +4.6 %", "EfficientNet-B5 differs by +3.7 %",
        "EfficientNet-B7 differs by +2.0 %", "ResNet-152 differs by +4.7 %",
      ])
  }

  @Test func `committed runs of a study stand beside the published accuracy`() throws {
    try Workplace.with { workplace in
      try workplace.write(TinyStudy.sixRuns, to: "studies/tiny.yaml")
      let ended = try workplace.revisit("run", "studies/tiny.yaml")
      #expect(ended.status == 0, "\(ended.output)")
      try workplace.write(
        """
        schema: 1
        title: Accuracies
        status: complete
        provenance: printed
        sources: [a page]
        columns: [{name: side}, {name: top1, unit: '%'}]
        rows: [[8, 50.0], [12, 51.0], [16, 52.0]]

        """, to: "paper-tables/reference/group/table.yaml")
      try workplace.write(
        """
        schema: 1
        networks: {Side: resnet18}
        counts: [{table: group/table, model: side, parameters: top1}]

        """, to: "paper-tables/reference/networks.yaml")
      try workplace.write(
        """
        schema: 1
        title: Trained
        reference: group/table
        study:
          file: tiny.yaml
          images: 1000
          classes: 10
          measure: top1
          row: '{side}'
          points: {'8': resolution == 8, '12': resolution == 12}
        columns:
        - {header: Side, text: '{side}'}
        - {header: Top-1, unit: '%', ours: trained, with: top1}
        - {header: Step, unit: points, ours: trained_step}
        - {header: Work, unit: E, ours: training_multiply_adds}

        """, to: "paper-tables/specs/trained.yaml")
      let tables = try workplace.revisit("tables", "--reference", "paper-tables/reference")
      #expect(tables.status == 0, "\(tables.output)")
      let path = "paper-tables/trained/trained.csv"
      let measured = try workplace.column("validation.top1", of: "results/tiny/observations.csv")
        .compactMap(Double.init)
      let means = [measured[..<3], measured[3...]].map { $0.reduce(0, +) / 3 }
      let ours = try workplace.column("Top-1 ours", of: path).map(Double.init)
      #expect(ours == means + [nil])
      #expect(try workplace.column("Top-1 ours n", of: path) == ["3", "3", ""])
      #expect(try workplace.column("Top-1 verdict", of: path) == ["differs", "differs", ""])
      #expect(try workplace.text(path).contains("# row 3, ours: no study of ours is about it"))
      let steps = zip(measured[3...], measured[..<3]).map { $0 - $1 }
      let step = try #require(MeanEstimate(steps))
      let written = try ["", " low", " high"].map { part in
        try workplace.column("Step\(part)", of: path).map(Double.init)
      }
      #expect(written.map { $0[1] } == [step.mean, step.interval?.low, step.interval?.high])
      #expect(written[0][0] == nil && written[0][2] == nil)
    }
  }

  /// Each cell of these tables is a setting that a run of the recipe has; what differs is told in their notes.
  @Test(arguments: [
    ("rsb-ingredients", ["mixed precision"]), ("resnet-rs-table8", []), ("torchvision-recipes", []),
    ("deit-recipe", ["cooldown epochs", "colour jitter"]), ("k400-recipes", []),
    ("rsb-previous-procedures", ["test resolution", "colour"]),
  ])
  func `our recipes set what is published`(name: String, others: [String]) throws {
    let rows = try Self.rows(name)
    let judged = rows.flatMap { row in
      row.filter { $0.key.hasSuffix(" verdict") && !$0.value.isEmpty }.map { _, verdict in
        (row["Ingredient"] ?? row["Item"] ?? row["Setting"] ?? "", verdict)
      }
    }
    #expect(judged.count > 10)
    #expect(judged.filter { $0.1 == "the same" || $0.1 == "named among the words" }.count > 10)
    #expect(Set(judged.filter { $0.1 == "differs" }.map(\.0)) == Set(others))
  }

  @Test func `fast scaling of RegNetY gives the stages of the worked example`() throws {
    let rows = try Self.rows("scaling-example")
    #expect(rows.map { $0["Stage depths verdict"] } == ["reproduced", "reproduced"])
    #expect(rows.map { $0["Stage widths verdict"] } == ["reproduced", "reproduced"])
    #expect(rows.map { $0["Group widths"] } == ["64 64 64 64", "112 112 112 112"])
  }

  @Test func `where nothing was trained a cell names the study that would fill it and its cost`()
    throws
  {
    for name in ["rsb-squeeze-excitation", "resnet-rs-table7", "regnet-zoo"] {
      try Workplace.with { place in
        let options = ["tables", name, "--reference", Self.reference, "--output", "out"]
        let ended = try place.revisit(options)
        #expect(ended.status == 0, "\(ended.errors)")
        let text = try place.text("out/\(name)/\(name).csv")
        for row in try Self.rows(csv: text) where row["Training multiply-adds"] != "" {
          #expect(Double(row["Training multiply-adds"] ?? "") ?? 0 > 1e15)
        }
        for match in text.matches(of: /not trained; (studies\/[^ ]+) would/) {
          let file = Self.project.appending(path: String(match.1))
          #expect(FileManager.default.fileExists(atPath: file.path))
        }
        #expect(text.contains("not trained; studies/paper/"))
      }
    }
  }

  @Test func `vision transformers' exact counts have no difference`() throws {
    let rows = try Self.rows("deit-models")
    #expect(rows.count == 4)
    #expect(rows.allSatisfy { $0["Exact parameters difference"] == "0" })
    #expect(rows.allSatisfy { $0["Exact multiply-adds difference"] == "0" })
  }

  @Test func `our counts decide between printed and right numbers`() throws {
    let rows = try Self.rows("published-errors")
    let decided = Dictionary(
      rows.map { ($0["Claim"] ?? "", $0["verdict"] ?? "") }, uniquingKeysWith: { first, _ in first }
    )
    #expect(decided["ResNet-RS-50: 192 M parameters"] == "decided by our count: as corrected")
    #expect(decided["ResNet-RS-50: 4.6 GFLOPs"] == "decided by our count: right as printed")
    #expect(decided["ResNet-34: 2.18 M parameters"] == "decided by our count: as corrected")
    #expect(decided["EfficientNet-B4: 4.2 GFLOPs"] == "decided by our count: as corrected")
    #expect(decided["Swin-B: 50 M parameters"] == "by other sources")
    #expect(decided["SENet: top-5 95.2 %"] == "open")
  }

  @Test func `on our graphs' multiply-adds figure three says depth from a hundred epochs on`()
    throws
  {
    let rows = try Self.rows("depth-or-width").filter { $0["matched on"] != "TPU step time" }
    #expect(rows.map { $0["epochs"] } == ["10", "100", "350"])
    #expect(rows.map { $0["verdict"] } == ["width", "depth", "depth"])
  }

  /// The figure's configurations were inferred from its FLOPs, so that agreement is no proof of them, but of our counts.
  @Test func `our graphs count what figure two shows, to its reading`() throws {
    let rows = try Self.rows("slow-resolution", table: "slow-resolution-points")
    let counted = rows.compactMap { row -> Double? in
      guard let ours = row["ours multiply-adds"].flatMap(Double.init),
        let read = row["flops"].flatMap(Double.init)
      else { return nil }
      return abs(ours / read - 1)
    }
    #expect(counted.count == 104)
    #expect(counted.allSatisfy { $0 < 0.03 }, "\(counted.max() ?? 0)")
  }

  @Test func `the committed tables are what would be written now`() throws {
    try Workplace.with { place in
      let ended = try place.revisit("tables", "--check", "--reference", Self.reference)
      #expect(ended.status == 0, "\(ended.output)")
    }
  }

  @Test func `a changed file is told and costs the exit status`() throws {
    try Workplace.with { place in
      let options = ["resnet-rs-table8", "--reference", Self.reference, "--output", "out"]
      let written = try place.revisit(["tables"] + options)
      #expect(written.output == "1 tables in out/\n" || written.output == "1 tables in out\n")
      let path = "out/resnet-rs-table8/resnet-rs-table8.md"
      let text = try place.text(path)
      try place.write(text.replacing(/commit [0-9a-z]+/, with: "commit abcdef1"), to: path)
      #expect(try place.revisit(["tables", "--check"] + options).status == 0)
      try place.write(text.replacing("0.25", with: "0.26"), to: path)
      let checked = try place.revisit(["tables", "--check"] + options)
      #expect(
        checked.output == "resnet-rs-table8/resnet-rs-table8.md: not what would be written now\n")
      #expect(checked.status == 1)
    }
  }

  @Test func `a changed figure is told`() throws {
    try Workplace.with { place in
      let options = ["slow-resolution", "--reference", Self.reference, "--output", "out"]
      let written = try place.revisit(["tables"] + options)
      #expect(written.output.hasPrefix("4 tables, 3 figures in out"))
      let path = "out/slow-resolution/figures/slow-resolution-frontier.gp"
      let text = try place.text(path)
      try place.write(text.replacing("55000000 43.3", with: "55000000 43.2"), to: path)
      let checked = try place.revisit(["tables", "--check"] + options)
      #expect(
        checked.output
          == "slow-resolution/figures/slow-resolution-frontier.gp: not what would be written now\n")
      #expect(checked.status == 1)
    }
  }

  @Test func `an unknown table names those that there are`() throws {
    try Workplace.with { place in
      let ended = try place.revisit("tables", "table9", "--reference", Self.reference)
      #expect(ended.errors.hasPrefix("Error: no table 'table9'; expected one of bag-of-tricks-"))
      #expect(ended.status == 1)
    }
  }

  // MARK: - Measured steps

  @Test func `without measurements the table says what measures`() throws {
    try Self.withMeasurements(nil) { rows, text in
      #expect(rows.count == 11 && rows.allSatisfy { $0["Speed-up (x)"] == "" })
      #expect(text.contains("not measured; 'revisit bench models' measures it"))
    }
  }

  @Test func `measured steps give the speed-up of each pair`() throws {
    let measurements = """
      model,resolution,batch,threads,step_seconds_median,step_seconds_min,step_seconds_max,repeats,\
      peak_bytes,plan_bytes,parameters,multiply_adds,commit,machine,numerics,date
      resnetrs50,160,2,2,0.5,0.4,0.6,3,209715200,1,1,1,abc,Xeon,native,2026-01-01
      resnetrs50,160,4,2,0.8,0.8,0.9,3,209715200,1,1,1,abc,Xeon,native,2026-01-01
      efficientnet_b1,240,1,2,0.5,0.4,0.6,3,157286400,1,1,1,abc,Xeon,native,2026-01-01

      """
    try Self.withMeasurements(measurements) { rows, text in
      let row = try #require(rows.first)
      #expect(row["Model"] == "ResNet-RS-50" && row["EfficientNet"] == "EfficientNet-B1")
      #expect(row["Step (ms)"] == "200" && row["EfficientNet step (ms)"] == "500")
      #expect(row["Speed-up (x)"] == "2.5" && row["Memory ratio (x)"] == "3")
      #expect(rows[1]["TPUv3 speed-up (x)"] == "1.8" && rows[1]["Speed-up (x)"] == "")
      #expect(
        text.contains("measured on Xeon with threads: 2, numerics native at commit abc"))
    }
  }

  @Test func `steps of different machines are not compared`() throws {
    let measurements = """
      model,resolution,batch,threads,step_seconds_median,peak_bytes,commit,machine,numerics
      resnetrs50,160,2,2,0.5,209715200,abc,Xeon,native
      efficientnet_b1,240,2,1,0.5,209715200,abc,Xeon,native

      """
    var found = ""
    do { try Self.withMeasurements(measurements) { _, _ in } } catch { found = "\(error)" }
    #expect(found.contains("expected one machine, number of threads, numerics and commit"))
  }

  private static func withMeasurements(
    _ measurements: String?, _ body: ([[String: String]], String) throws -> Void
  ) throws {
    try Workplace.with { place in
      let tables = place.folder.appending(path: "paper-tables")
      try FileManager.default.createDirectory(at: tables, withIntermediateDirectories: true)
      for folder in ["reference", "specs"] {
        try FileManager.default.copyItem(
          at: project.appending(path: "paper-tables/\(folder)").resolvingSymlinksInPath(),
          to: tables.appending(path: folder))
      }
      if let measurements {
        try place.write(measurements, to: "results/bench-models/measurements.csv")
      }
      let ended = try place.revisit("tables", "resnet-rs-speed")
      guard ended.status == 0 else { throw CommandFailure(errors: ended.errors) }
      let text = try place.text("paper-tables/resnet-rs-speed/resnet-rs-speed.csv")
      try body(try Self.rows(csv: text), text)
    }
  }

  private struct CommandFailure: Error { let errors: String }

  // MARK: - Rows

  /// The rows of a table by heading, in the full precision of its CSV.
  ///
  /// An analysis has several tables; `table` names one of them.
  private static func rows(
    _ name: String, table: String? = nil
  ) throws -> [[String: String]] {
    try Workplace.with { place in
      let ended = try place.revisit("tables", name, "--reference", reference, "--output", "out")
      #expect(ended.status == 0, "\(ended.errors)")
      return try rows(csv: place.text("out/\(name)/\(table ?? name).csv"))
    }
  }

  private static func rows(csv: String) throws -> [[String: String]] {
    let records = try CSV.records(of: csv).map { $0.map(\.text) }
    let header = try #require(records.first)
    return records.dropFirst().map { record in
      Dictionary(zip(header, record)) { first, _ in first }
    }
  }
}
