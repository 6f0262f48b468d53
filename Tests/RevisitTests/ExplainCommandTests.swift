import Foundation
import Testing

/// What `explain` says of cells of a tiny study and of published values.
@Suite(.timeLimit(.minutes(10))) struct ExplainCommandTests {
  @Test func `a cell of a study is walked back to runs, seeds, rule, commit and numerics`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.twoPoints, to: "tiny.yaml")
      let ids = try place.plantFour()
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      let ended = try place.revisit("explain", "tiny/accuracy", "8", "2")
      #expect(
        ended.output == """
          table      accuracy: A tiny study
          row        1: 8
          column     2: validation top-1 accuracy, train.epochs = 1 (%)
          written    55 ± 64, not told from the best of its column
          exactly    0.55 [-0.08531023680873429, 1.1853102368087343]
          rule       mean over 2 seeds
          metric     validation.top1; epoch: last; weights: as trained
          interval   95 % Student interval of the mean over 2 seeds
          test       paired t tests against the best of the column over common seeds,
                     corrected by Holm within the column at 5 %
          runs       2 runs of study tiny
                     \(ids[0])  seed 0  0.6
                     \(ids[1])  seed 1  0.5
          commit     abcdef0, abcdef1
          numerics   f00d
          from       Study tiny, 4 runs, seeds 0 to 1 of root 1, commit abcdef0 and
                     abcdef1, \(try place.machineWords).
          macro      \\revisit{accuracy/8/validation-top-1-accuracy-train.epochs-1}
          again      revisit verify tiny.yaml
                     revisit run tiny.yaml
                     revisit report tiny.yaml

          """, "\(ended)")
      #expect(ended.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }

  @Test func `JSON has the same by key`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.twoPoints, to: "tiny.yaml")
      let ids = try place.plantFour()
      try place.revisit("report", "tiny.yaml")
      let cell = try place.object(
        "explain", "paper-tables/tiny/tables/accuracy.md", "12", "validation", "--json")
      #expect(cell["row_title"] as? String == "12" && cell["row"] as? Int == 2)
      #expect(cell["value"] as? Double == 0.75 && cell["mark"] as? String == "best")
      #expect(cell["study_file"] as? String == "tiny.yaml")
      let runs = try #require(cell["runs"] as? [[String: Any]])
      #expect(runs.map { $0["run"] as? String } == [ids[2], ids[3]])
      #expect(runs.map { $0["value"] as? Double } == [0.7, 0.8])
      #expect((cell["rule"] as? [String: Any])?["metric"] as? String == "validation.top1")
    }
  }

  @Test func `a published value and our count tell their places`() throws {
    try Workplace.with { place in
      try place.writeCounts()
      #expect(try place.revisit("tables").status == 0)
      let published = try place.revisit("explain", "counts", "Fifty", "published").output
      #expect(
        published.contains(
          """
          published  25.6, printed
                     paper-tables/reference/group/table.yaml:7
          source     a page, of 2015

          """), "\(published)")
      let verdict = try place.object("explain", "counts", "1", "verdict", "--json")
      #expect(verdict["written"] as? String == "reproduced")
      let counts = try #require(verdict["counts"] as? [[String: Any]])
      #expect(counts.map { $0["network"] as? String } == ["resnet50"])
      #expect((verdict["published"] as? [[String: Any]])?.count == 1)
      #expect(verdict["again"] as? [String] == ["revisit model resnet50", "revisit tables counts"])
      let trained = try place.revisit("explain", "counts", "1", "top-1").output
      #expect(trained.contains("written    nothing: not trained; studies/tiny.yaml would\n"))
      #expect(trained.contains("points     studies/tiny.yaml: top1 where resolution == 8\n"))
    }
  }

  @Test func `tables, rows and columns that are not there name those that are`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.twoPoints, to: "tiny.yaml")
      let none = try place.revisit("explain", "accuracy", "1", "1", "--results", ".")
      #expect(
        none.errors.hasSuffix(
          "paper-tables: no record of a table; 'revisit report' or 'revisit tables' writes it\n"))
      _ = try place.plantFour()
      try place.revisit("report", "tiny.yaml")
      #expect(
        try place.revisit("explain", "loss", "1", "1").errors
          == "Error: no table 'loss'; expected one of tiny/accuracy\n")
      let row = try place.revisit("explain", "accuracy", "24", "2")
      #expect(row.errors == "Error: no row '24' in table 'accuracy'; it has: 1 8; 2 12\n")
      #expect(row.status == 1)
      try place.remove("paper-tables/tiny/tables/accuracy.cells.json")
      #expect(
        try place.revisit("explain", "paper-tables/tiny/tables/accuracy.md", "1", "1").errors
          == """
          Error: paper-tables/tiny/tables/accuracy.cells.json: there is no such record; 'revisit \
          report' or 'revisit tables' writes it beside the table

          """)
    }
  }
}

extension Workplace {
  /// Plants two runs of each of two points; their identities.
  func plantFour() throws -> [String] {
    let runs = [(8, 0, 0.6), (8, 1, 0.5), (12, 0, 0.7), (12, 1, 0.8)].map { side, seed, top1 in
      PlantedRun(
        resolution: side, replicate: seed, codeVersion: "abcdef\(seed)", fingerprint: "f00d",
        metrics: ["validation.top1": top1])
    }
    return try runs.map { run in
      try run.finish(in: self)
      return try run.runID
    }
  }

  /// The machine as provenance has it.
  var machineWords: String {
    get throws {
      let text = try self.text("paper-tables/tiny/tables/accuracy.md")
      let line = try #require(text.split(separator: "\n").last { $0.contains("commit") })
      let words = line.split(separator: "abcdef1, ").last.map(String.init) ?? ""
      return words.trimmingCharacters(in: CharacterSet(charactersIn: " ."))
        .replacing("\\", with: "")
    }
  }

  /// A small folder of published values, with the specification of a table `counts`.
  func writeCounts(parameters: String = "25.6") throws {
    try write(
      """
      schema: 1
      title: Counts
      status: complete
      provenance: printed
      sources: ['a page, of 2015']
      columns: [{name: model}, {name: parameters, unit: M}, {name: top1, unit: '%'}]
      rows: [[Fifty, \(parameters), 76.0]]

      """, to: "paper-tables/reference/group/table.yaml")
    try write(
      """
      schema: 1
      networks: {Fifty: resnet50}
      counts: [{table: group/table, model: model, parameters: parameters}]

      """, to: "paper-tables/reference/networks.yaml")
    try write(
      """
      schema: 1
      title: Counts
      reference: group/table
      network: {name: '{model}'}
      study:
        file: tiny.yaml
        images: 1000
        classes: 10
        measure: top1
        row: '{model}'
        points: {Fifty: resolution == 8}
      columns:
      - {header: Model, text: '{model}'}
      - {header: Parameters, unit: M, decimals: 2, ours: parameters, with: parameters}
      - {header: Top-1, unit: '%', ours: trained}

      """, to: "paper-tables/specs/counts.yaml")
    try write(TinyStudy.twoPoints, to: "studies/tiny.yaml")
  }
}

extension TinyStudy {
  /// Two points with as many replicates as were planted, at most three each.
  static let twoPoints = text(
    """
    axes: {resolution: {set: data.resolution, values: [8, 12]}}
    seeds: {root: 1, count: 3}

    """
  ).replacing("cell: mean(top1)", with: "cell: mean(top1) +- ci95")
}
