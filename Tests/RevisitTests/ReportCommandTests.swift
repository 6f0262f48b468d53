import Analysis
import Foundation
import Testing

/// What a report is made from.
@Suite(.timeLimit(.minutes(10))) struct ReportCommandTests {
  @Test func `a study that was not run has no report`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      let ended = try place.revisit("report", "tiny.yaml")
      #expect(
        ended.errors == """
          Error: results/tiny: holds no ended run of this study; give 'revisit run tiny.yaml' first

          """)
      #expect(ended.status == 1)
    }
  }

  @Test func `a table of differences pairs the seeds of its rows with those of the reference`()
    throws
  {
    try Workplace.with { place in
      let table =
        "formats: [md]}\n  gain: {rows: [resolution], cell: difference(top1), "
        + "reference: resolution == 8, formats: [csv]}"
      try place.write(TinyStudy.sixRuns.replacing("formats: [md]}", with: table), to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
      let values = try place.column("validation.top1", of: "results/tiny/observations.csv")
        .compactMap(Double.init)
      let expected = MeanEstimate((0..<3).map { values[3 + $0] - values[$0] })
      let gain = "results/tiny/tables/gain.csv"
      #expect(
        try place.column("less the reference", of: gain).map(Double.init) == [nil, expected?.mean])
      #expect(
        try place.column("less the reference low", of: gain).map(Double.init)
          == [nil, expected?.interval?.low])
      #expect(try place.column("verdict", of: gain)[0] == "reference")
    }
  }

  @Test func `the spread over replicates is told by stream, all streams sharing replicate zero`()
    throws
  {
    try Workplace.with { place in
      let axis = """
        axes: {streams: {set: seeds.vary, values: [[init], [order], [init, order]]}}
        seeds: {root: 3, count: 3}

        """
      try place.write(TinyStudy.text(axis), to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
      let runs = "results/tiny/observations.csv"
      let replicates = try place.column("replicate", of: runs)
      let weights = try place.column("weights_sha256", of: runs)
      let first = zip(replicates, weights).filter { $0.0 == "0" }.map(\.1)
      #expect(first.count == 3 && Set(first).count == 1)
      #expect(Set(weights).count == 7)
      let table = "results/tiny/tables/variance.csv"
      #expect(try place.column("drawn anew", of: table) == ["init", "order", "init, order"])
      #expect(try place.column("runs", of: table) == ["3", "3", "3"])
      let values = try place.column("validation.top1", of: runs).compactMap(Double.init)
      let deviations = try place.column("deviation", of: table).compactMap(Double.init)
      let expected = [0, 3, 6].map { MeanEstimate(Array(values[$0..<$0 + 3]))?.deviation }
      #expect(deviations == expected)
    }
  }

  @Test func `replicates may be nested in roots`() throws {
    try Workplace.with { place in
      let axis = """
        axes: {root: {set: seeds.root, values: [3, 4]}}
        seeds: {count: 2, vary: [order]}

        """
      try place.write(TinyStudy.text(axis), to: "tiny.yaml")
      let ended = try place.revisit("run", "tiny.yaml")
      #expect(ended.status == 0 && ended.output.contains("4 runs, seeds 0 to 1, commit"))
      let table = "results/tiny/tables/variance-by-root.csv"
      #expect(try place.column("source", of: table) == ["between roots", "within a root"])
      #expect(try place.column("degrees of freedom", of: table) == ["1", "2"])
    }
  }

  @Test func `scaled runs see the scaled network and images, and a frontier can go by them`() throws
  {
    try Workplace.with { place in
      let rules = """
        groups:
          rule:
            depth: {axes: {scaling.rule: [depth], scaling.factor: [1, 3]}}
            resolution: {axes: {scaling.rule: [resolution], scaling.factor: [1, 4]}}
        fits:
          best: {frontier: cost.resolution, x: cost.multiply_adds, y: 1.001 - top1 / 100}
          front: {frontier: points, x: cost.multiply_adds, y: 1 - top1 / 100}
        """
      try place.write(TinyStudy.text(rules), to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
      let runs = "results/tiny/observations.csv"
      #expect(
        try place.column("rule", of: runs) == ["depth|resolution", "depth", "resolution"])
      #expect(try place.column("cost.resolution", of: runs) == ["8", "8", "16"])
      #expect(try place.column("data.resolution", of: runs) == ["8", "8", "8"])
      let costs = try place.column("cost.multiply_adds", of: runs).compactMap(Double.init)
      // Everything but the classifier grows with the pixels.
      #expect(costs.count == 3 && 3.9 * costs[0] < costs[2] && costs[2] < 4 * costs[0])
      let parameters = try place.column("cost.parameters", of: runs)
      #expect(parameters[0] == parameters[2] && parameters[0] != parameters[1])
      let report = try place.revisit("report", "tiny.yaml")
      #expect(report.status == 0)
      #expect(report.output.contains("best: "))
      #expect(
        report.output.contains(
          "front: Of 3 points 1 is told to be on the frontier, 0 to be dominated, 2 left open; "))
      let front = "results/tiny/tables/front.csv"
      #expect(try place.column("resolution (px)", of: front).sorted() == ["16", "8", "8"])
      #expect(
        try place.column("cost.multiply_adds", of: front).compactMap(Double.init) == costs.sorted())
      #expect(try place.column("verdict", of: front) == ["on the frontier", "open", "open"])
    }
  }

  @Test func `a report draws what the study has data for`() throws {
    try Workplace.with { place in
      let rest = """
        groups:
          scale:
            depth: {axes: {model.depth: [8, 14]}}
            width: {axes: {model.width: [0.25, 0.375]}}
        axes:
          epochs: {set: train.epochs, values: [1, 2]}
        seeds: {root: 1, count: 2, vary: [init, order]}
        fits:
          depth_or_width: {contrast: [scale.depth, scale.width], metric: top1,
            match: {cost.multiply_adds: 60%}, by: [epochs]}
        """
      try place.write(TinyStudy.text(rest), to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      let folder = place.folder.appending(path: "paper-tables/tiny/figures")
      let names = ["accuracy-seeds", "depth_or_width", "scale-curves"]
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
          == (names.flatMap { name in ["gp", "pdf", "svg"].map { "\(name).\($0)" } }
          + ["figures.tex"]).sorted())
      let curves = try place.text("paper-tables/tiny/figures/scale-curves.gp")
      // Two panels of two curves of two points; the base belongs to both.
      #expect(curves.matches(of: /panel\d+layer\d+ << END\n.+\n.+\nEND/).count == 4)
      #expect(
        curves.contains("set label 'epochs = 1' ") && curves.contains("'validation top-1 (%)'"))
      #expect(
        curves.contains(
          "# Validation top-1 accuracy against cost, a curve for each scale, a panel for each value "
            + "of epochs: means over seeds with 95 % Student intervals. A tiny study. Study tiny, "
            + "12 runs, seeds 0 to 1 of root 1, commit "))
    }
  }
}
