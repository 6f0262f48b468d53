import Analysis
import Foundation
import Testing

@testable import Reports

/// Contrasts, curves by regime, frontiers and seeds as figures.
@Suite struct StudyFiguresTests {
  // MARK: - Contrasts

  @Test func `a contrast has a row a regime, single seeds, zero and the margin`() throws {
    let figure = Figure.contrast(
      try Sample.contrast(), name: "c", difference: "depth less width (points)", origin: "Here.")
    let layers = figure.panels[0].layers
    #expect(layers.map(\.style) == [.margin, .guideline, .symbols, .symbols, .symbols])
    #expect(layers.map(\.title) == [nil, nil, nil, "width better", "undecided"])
    #expect(layers[2].points.count == 6 && layers[2].look.tone == .faint)
    #expect(layers[0].points.map(\.x) == [-0.2, 0.2])
    #expect(figure.panels[0].vertical.ticks?.map(\.label) == ["10", "350"])
    let range = try #require(figure.panels[0].horizontal.range)
    for point in layers[3...].flatMap(\.points) {
      let ends = try #require(point.across)
      #expect(range.contains(ends.low) && range.contains(ends.high) && ends.contains(point.x))
    }
    #expect(
      figure.caption
        == "Depth less width at equal cost: mean over seeds with its 95 % Student interval, "
        + "uncorrected; verdicts are corrected by Holm for 2 regimes. Light points are single "
        + "seeds, 3 at most. The grey area is the margin of equivalence. Here.")
  }

  // MARK: - Curves

  private static func curve(_ regime: String, _ block: String, _ family: String) -> FamilyCurve {
    FamilyCurve(
      regime: regime, block: block, family: family,
      points: [FigurePoint(x: 1, y: 50), FigurePoint(x: 2, y: 51)])
  }

  @Test func `each regime has a panel; blocks have colours and families dashes`() {
    let curves = ["10", "350"].flatMap { regime in
      ["depth", "width"].flatMap { family in
        ["128", "160"].map { Self.curve(regime, $0, family) }
      }
    }
    let figure = Figure.families(curves, name: "f", cost: "c", metric: "m", caption: "Here.")
    #expect(figure.panels.map(\.title) == ["10", "350"])
    #expect(figure.width == .page && figure.columns == 2)
    let layers = figure.panels[0].layers
    #expect(layers.compactMap(\.title) == ["128", "160", "depth", "width"])
    let drawn = layers.filter { !$0.points.isEmpty }
    // Drawn from the last to the first: the first family lies in front.
    #expect(drawn.map(\.look.color) == [1, 0, 1, 0])
    #expect(drawn.map(\.look.dash) == [1, 1, 0, 0])
    #expect(drawn.map(\.look.tone) == [.open, .open, .full, .full])
  }

  @Test func `without blocks the families have the colours`() {
    let curves = ["depth", "width", "fast"].map { Self.curve("", "", $0) }
    let figure = Figure.families(curves, name: "f", cost: "c", metric: "m", caption: "Here.")
    #expect(figure.panels.map(\.title) == [nil] && figure.width == .column)
    let drawn = figure.panels[0].layers.filter { !$0.points.isEmpty }
    #expect(Set(drawn.map(\.look.color)).count == 3 && Set(drawn.map(\.look.symbol)).count == 3)
  }

  // MARK: - Frontier

  /// Errors of three points at growing cost: clearly better, clearly worse, noisy.
  private static let runs: [ResolutionObservation] = [
    ("a", 1e6, 128, [0.50, 0.501, 0.499]), ("b", 2e6, 160, [0.40, 0.401, 0.399]),
    ("c", 3e6, 128, [0.60, 0.601, 0.599]), ("d", 4e6, 160, [0.30, 0.50, 0.38]),
  ].flatMap { point, cost, side, errors in
    errors.enumerated().map {
      ResolutionObservation(
        run: FitObservation(cost: cost, error: $1, point: point, replicate: $0), resolution: side)
    }
  }

  @Test func `what is dominated, left open and on the frontier look different`() {
    let figure = Figure.frontier(
      Self.runs, name: "f", cost: "c", error: "e (%)", unit: .percent, origin: "Here.")
    let layers = figure.panels[0].layers
    func places(_ tone: FigureLook.Tone) -> [Double] {
      layers.filter { $0.style == .symbols && $0.look.tone == tone }.flatMap(\.points).map(\.x)
        .sorted()
    }
    #expect(places(.full) == [1e6, 2e6])
    #expect(places(.faint) == [3e6])
    #expect(places(.open) == [4e6])
    let line = layers.first { $0.style == .steps }
    #expect(line?.points.map(\.x) == [1e6, 2e6, 4e6])
    #expect(
      layers.compactMap(\.title) == [
        "128 px", "160 px", "dominated", "frontier", "left open", "on the frontier",
      ])
  }

  @Test func `one resolution alone has no line in the key`() {
    let runs = Self.runs.filter { $0.resolution == 128 }
    let figure = Figure.frontier(
      runs, name: "f", cost: "c", error: "e", unit: .percent, origin: "Here.")
    #expect(!figure.panels[0].layers.contains { $0.title?.hasSuffix("px") == true })
  }

  // MARK: - Seeds

  private static func seeds(_ rows: [SeedRow]) -> [Figure] {
    Figure.seeds(rows, name: "s", metric: "m (%)", rowAxis: "rule", unit: .percent, origin: "Here.")
  }

  @Test func `each row has its seeds and their mean`() {
    let figures = Self.seeds([
      SeedRow(panel: "10", name: "depth", values: [0.5, 0.52, 0.51]),
      SeedRow(panel: "350", name: "depth", values: [0.6, 0.62]),
      SeedRow(panel: "10", name: "width", values: [0.4]),
    ])
    #expect(figures.map(\.name) == ["s"])
    #expect(figures[0].panels.map(\.title) == ["10", "350"])
    let layers = figures[0].panels[0].layers
    #expect(layers.map(\.points.count) == [4, 2])
    #expect(layers[0].points.map(\.x) == [50, 51, 52, 40])
    #expect(layers[1].points.map { $0.across != nil } == [true, false])
    #expect(layers[0].points.map { $0.y.rounded() } == [2, 2, 2, 1])
    #expect(
      figures[0].caption
        == "Single seeds, and above them their mean with its 95 % Student interval. Here.")
  }

  @Test func `single seeds and more rows than a page holds give no figure`() {
    #expect(Self.seeds([SeedRow(panel: "", name: "a", values: [0.5])]) == [])
    let many = (0..<61).map { SeedRow(panel: "", name: "\($0)", values: [0.5, 0.6]) }
    #expect(Self.seeds(many) == [])
    #expect(Self.seeds(Array(many.prefix(60))).count == 1)
  }

  @Test func `twenty seeds show their distribution`() {
    let values = (0..<20).map { 0.5 + Double($0 * 7 % 20) / 100 }
    let figures = Self.seeds([
      SeedRow(panel: "", name: "many", values: values),
      SeedRow(panel: "", name: "few", values: [0.5, 0.6]),
    ])
    #expect(figures.map(\.name) == ["s", "s-distribution"])
    let steps = figures[1].panels[0].layers
    #expect(steps.map(\.title) == ["many"] && steps[0].style == .steps)
    #expect(steps[0].points.map(\.y) == (0...20).map { Double($0) * 5 })
    #expect(steps[0].points.map(\.x) == steps[0].points.map(\.x).sorted())
  }

  @Test(arguments: [2, 20, 100]) func `seeds that are near each other lie in other lanes`(
    count: Int
  ) {
    let values = (0..<count).map { Double($0) }
    #expect(swarm(values, gap: 0.5).allSatisfy { $0 == 0 })
    let lanes = swarm(values, gap: 2.5)
    for (index, lane) in lanes.enumerated() {
      #expect(abs(lane) <= 0.22)
      #expect(!lanes[max(0, index - 2)..<index].contains(lane))
    }
    #expect(swarm(values.map { _ in 1 }, gap: 1).allSatisfy { abs($0) <= 0.22 })
  }

  // MARK: - All

  @Test func `gnuplot draws every kind of figure`() throws {
    let rows = (0..<4).map { row in
      SeedRow(
        panel: row % 2 == 0 ? "left" : "right", name: "row \(row / 2)",
        values: (0..<24).map { Double(($0 * 5 + row) % 24) / 100 })
    }
    let rule = ResolutionRule(Self.runs)
    let figures =
      [
        Figure.contrast(try Sample.contrast(), name: "contrast", difference: "d", origin: ""),
        Figure.families(
          [Self.curve("10", "", "depth"), Self.curve("10", "", "width")], name: "families",
          cost: "c", metric: "m", caption: ""),
        Figure.frontier(
          Self.runs, name: "frontier", cost: "c", error: "e", unit: .percent, origin: ""),
        Figure.resolution([("all", rule)], name: "resolution", cost: "c", origin: ""),
        ErrorFigureTests.figure([try ErrorFigureTests.curve()]),
      ] + Self.seeds(rows)
    try withTemporaryFolder { folder in
      try Gnuplot().draw(figures, into: folder)
      for figure in figures {
        let picture = try String(
          contentsOf: folder.appending(path: "\(figure.name).svg"), encoding: .utf8)
        #expect(picture.hasSuffix("</svg>\n\n") || picture.hasSuffix("</svg>\n"))
        for title in FigureLayout(figure).key.compactMap(\.title) {
          #expect(picture.contains("<text>\(title)</text>"), "\(figure.name): \(title)")
        }
      }
    }
  }
}
