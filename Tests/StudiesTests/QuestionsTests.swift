import Configuration
import Testing

@testable import Studies

/// Measures, fits and tables.
@Suite struct QuestionsTests {
  static let grid = """
    groups:
      scale: {depth: {axes: {model.depth: [8, 14]}}, width: {axes: {model.width: [1, 2]}}}
    axes:
      epochs: {set: train.epochs, values: [1, 2]}

    """

  @Test func `measures, fits and tables arrive as written`() throws {
    let study = try TestStudy.study(
      Self.grid + """
        measure:
          top1: {metric: validation.top1, at: last, unit: percent}
        fits:
          law: {form: E+A*x^-a, x: cost.multiply_adds, y: 1 - top1 / 100, where: epochs == 2,
            loss: {huber: 1e-3, space: log}, starts: 8, bootstrap: {n: 20, unit: [point, seed]},
            holdout: x > 5}
          both: {contrast: [scale.depth, scale.width], metric: top1, match: {cost.multiply_adds: 15%},
            by: [epochs], paired_by: seed, correct: holm, equivalence: 0.2}
          rule: {frontier: data.resolution, x: cost.multiply_adds, y: 1 - top1 / 100}
        tables:
          t: {rows: [scale, model.depth], columns: [epochs], cell: mean(top1) +- ci95, formats: [tex]}
          c: {rows: [scale], cell: cost.multiply_adds, caption: Costs}
        """)
    #expect(
      study.measures.map { "\($0.name) \($0.metric) \($0.unit)" } == [
        "top1 validation.top1 percent"
      ])
    #expect(study.fits.map(\.name) == ["law", "both", "rule"])
    guard case .powerLaw(let law) = study.fits[0].kind,
      case .contrast(let both) = study.fits[1].kind,
      case .frontier(let rule) = study.fits[2].kind
    else {
      Issue.record("the fits are of other kinds")
      return
    }
    #expect(law.loss == FitLoss(huber: 1e-3, space: .log))
    #expect(law.starts == 8)
    #expect(law.bootstrap == BootstrapPlan(count: 20, units: [.point, .seed]))
    #expect(law.holdout?.names == ["x"])
    #expect(try law.y.number { _ in .number(80) } == 0.19999999999999996)
    #expect([both.group, both.first, both.second] == ["scale", "depth", "width"])
    #expect(both.matches == [CostMatch(cost: "cost.multiply_adds", tolerance: 0.15)])
    #expect(both.regimes == ["epochs"] && both.isPairedBySeed && both.equivalence == 0.2)
    #expect(rule.setting == "data.resolution" && rule.bootstrap == nil)
    #expect(study.tables[0].cell == .mean(measure: "top1", spread: .confidence95))
    #expect(study.tables[0].formats == [.latex])
    #expect(study.tables[1].cell == .cost("cost.multiply_adds"))
    #expect(study.tables[1].formats == [.csv, .markdown, .latex])
    #expect(study.tables[1].caption == "Costs")
  }

  @Test func `a measure of averages has the metric of averages`() throws {
    let study = try TestStudy.study(
      """
      measure:
        raw: {metric: validation.top1, of: last}
        ema: {metric: test.loss, of: ema}
      """)
    #expect(study.measures.map(\.metric) == ["validation.top1", "ema.test.loss"])
    let errors = TestStudy.errors(
      """
      measure:
        train: {metric: train.loss, of: ema}
        best: {metric: test.loss, of: best}
      """)
    #expect(
      errors == """
        probe.yaml:9:10: 'measure.train.of' is ema, but train.loss is of the weights in training; \
        expected a metric of validation or test
        probe.yaml:10:33: 'measure.best.of' is 'best'; expected one of last, ema; did you mean 'last'?
        """)
  }

  @Test func `a law of two factors names them in its form`() throws {
    let study = try TestStudy.study(
      Self.grid + """
        measure:
          top1: {metric: validation.top1, unit: percent}
        fits:
          s: {form: E + A * model.width^-a + B * model.depth^-b, y: 1 - top1 / 100}
          m: {form: E + A * x^-a, x: cost.multiply_adds, y: 1 - top1 / 100, multiverse: [cost.flops, cost.parameters], break: 199}
        """)
    guard case .powerLaw(let surface) = study.fits[0].kind,
      case .powerLaw(let many) = study.fits[1].kind
    else {
      Issue.record("the fits are of other kinds")
      return
    }
    #expect(surface.form.factors == ["model.width", "model.depth"])
    #expect(surface.factors.map(\.names) == [["model.width"], ["model.depth"]])
    #expect(surface.multiverse == nil && surface.breakSimulations == nil)
    #expect(many.multiverse?.countings.map(\.description) == ["cost.flops", "cost.parameters"])
    #expect(many.breakSimulations == 199)
    let errors = TestStudy.errors(
      Self.grid + """
        measure:
          top1: {metric: validation.top1, unit: percent}
        fits:
          s: {form: E + A * model.widht^-a + B * model.depth^-b, x: epochs, y: top1, break: 199}
        """)
    #expect(
      errors == """
        probe.yaml:15:13: in 'fits.s.form': unknown name 'model.widht'; did you mean 'model.width'?
        probe.yaml:15:61: 'fits.s.x' stands beside a form without x; remove it, or write x in the form
        probe.yaml:15:85: 'fits.s.break' is for laws of one factor
        """)
  }

  @Test func `a frontier may be of points, which have no bootstrap and no claims`() throws {
    let measure = "measure: {top1: {metric: validation.top1, unit: percent}}\n"
    let study = try TestStudy.study(
      Self.grid + measure + """
        fits:
          front: {frontier: points, x: cost.flops, y: 1 - top1 / 100, where: epochs == 2}
        """)
    guard case .speedAccuracy(let fit) = study.fits[0].kind else {
      Issue.record("the fit is of another kind")
      return
    }
    #expect(fit.x.description == "cost.flops" && fit.y.description == "1 - top1 / 100")
    #expect(fit.condition?.names == ["epochs"])
    #expect(study.mentionedCosts == [.flops])
    let errors = TestStudy.errors(
      Self.grid + measure + """
        fits:
          front: {frontier: points, x: cost.flops, y: top1, bootstrap: {n: 9}}
          other: {frontier: point, x: cost.flops, y: top1}
          third: {frontier: points, x: cost.flops}
        claims:
          c: {source: {arxiv: "2103.07579"}, fit: front, expect: b > 0}
        """)
    #expect(
      errors == """
        probe.yaml:14:64: 'fits.front.bootstrap' is for the frontier of a setting; points are told \
        apart by tests between their replicates: remove it
        probe.yaml:15:21: unknown setting 'point' in 'fits.other.frontier'
        probe.yaml:16:10: 'y' is missing in 'fits.third'; expected an expression
        probe.yaml:18:3: 'claims.c.fit' is a frontier of points, of which no claim can be judged; \
        expected a law, a contrast or the frontier of a setting
        """)
  }

  @Test func `a table may show differences from one of its rows`() throws {
    let rest = Self.grid + "measure: {top1: {metric: validation.top1, unit: percent}}\n"
    let cell =
      "cell: difference(top1), reference: scale == width and epochs + model.width == 4, equivalence: 0.5"
    let study = try TestStudy.study(
      rest + "tables: {t: {rows: [scale, epochs, model.width], \(cell)}}")
    guard case .difference(let found) = study.tables[0].cell else {
      Issue.record("the cell is another")
      return
    }
    #expect(found.measure == "top1" && found.equivalence == 0.5)
    #expect(
      try found.isReference([
        "scale": .text("width"), "epochs": .number(2), "model.width": .number(2),
      ]))
    #expect(
      try !found.isReference([
        "scale": .text("depth"), "epochs": .number(2), "model.width": .number(1),
      ]))
  }

  @Test(
    arguments: zip(
      [
        "cell: difference(top1)", "cell: difference(top), reference: scale == depth",
        "cell: difference(top1), reference: epochs == 1",
        "cell: difference(top1), reference: scale == depth, mark: {best: none}",
        "cell: difference(top1), reference: scale == depth, equivalence: 0",
        "cell: mean(top1), reference: scale == depth", "cell: mean(top1), equivalence: 1",
        "cell: difference(top1), reference: scale == dpeth",
        "cell: difference(top1), reference: scale != scale",
      ],
      [
        """
        probe.yaml:13:13: 'reference' is missing in 'tables.t'; expected a condition on rows, such as \
        ingredient == 'baseline'
        """,
        "probe.yaml:13:35: unknown measure 'top' in 'tables.t.cell'; did you mean 'top1'?",
        """
        probe.yaml:13:64: 'tables.t.reference' mentions 'epochs', which is no row of the table; \
        expected one of scale
        """,
        """
        probe.yaml:13:86: 'tables.t.mark' is for means; differences have verdicts: remove it
        """,
        "probe.yaml:13:93: 'tables.t.equivalence' is '0'; expected a number above 0",
        """
        probe.yaml:13:58: 'tables.t.reference' is for cells of differences, such as \
        difference(top1); remove it
        """,
        """
        probe.yaml:13:60: 'tables.t.equivalence' is for cells of differences, such as \
        difference(top1); remove it
        """,
        """
        probe.yaml:13:64: in 'tables.t.reference': unknown name 'dpeth'; did you mean 'depth'?
        """,
        "probe.yaml:13:64: 'tables.t.reference' holds for no row; expected exactly one row",
      ]))
  func `a difference that cannot be taken is told`(table: String, expected: String) {
    let errors = TestStudy.errors(
      Self.grid + "measure: {top1: {metric: validation.top1, unit: percent}}\n"
        + "tables: {t: {rows: [scale], \(table)}}")
    #expect(errors == expected)
  }

  @Test func `a reference is one row, and its replicates are paired`() {
    let rest = Self.grid + "measure: {top1: {metric: validation.top1, unit: percent}}\n"
    let table = "tables: {t: {rows: [scale], cell: difference(top1), reference: scale != shape}}\n"
    let many = table.replacing("scale != shape", with: "scale == depth or scale == width")
    #expect(
      TestStudy.errors(rest + many) == """
        probe.yaml:13:64: 'tables.t.reference' holds for scale = depth; scale = width; expected \
        exactly one row
        """)
    let one = table.replacing("scale != shape", with: "scale == depth")
    #expect(
      TestStudy.errors(rest + one + "seeds: {count: 2, paired: false}") == """
        probe.yaml:14:27: 'seeds.paired' is false, but 'tables.t' is paired by seed; remove one
        """)
  }

  @Test func `wrong questions are all reported`() {
    let errors = TestStudy.errors(
      Self.grid + """
        measure:
          top1: {metric: validation.top1, unit: percent}
          loss: {metric: validation.loss, unit: percent}
          epochs: {metric: test.top5}
        fits:
          a: {form: E + B * x^-a, x: cost.multiply_add, y: top1, loss: {huber: 0, space: logg}, bootstrap: {unit: points}}
          b: {contrast: [scale.depth, scale.depth], metric: top, match: {cost.multiply_adds: 0.15}, by: [epoch]}
          c: {frontier: data.resolutions, y: top1}
          d: {form: E + A * x^a, x: 1, y: 1}
        tables:
          t: {rows: [epoch], cell: mean(top) +- ci95}
          u: {rows: [epochs], cell: median(top1), formats: [csv, htm], mark: {best: bald}}
        """)
    #expect(
      errors == """
        probe.yaml:14:9: 'measure.loss.unit' is percent, but validation.loss is no fraction
        probe.yaml:15:3: the name 'epochs' is taken already, at 11:3
        probe.yaml:15:20: 'measure.epochs.metric' is 'test.top5'; expected one of validation.top1, validation.loss, test.top1, test.loss, train.top1, train.loss; did you mean 'test.top1'?
        probe.yaml:17:13: in 'fits.a.form': 'E + B * x^-a' is not a form that can be fitted; expected E + A * x^-a, or E + A * u^-a + B * v^-b
        probe.yaml:17:30: in 'fits.a.x': unknown name 'cost.multiply_add'; did you mean 'cost.multiply_adds'?
        probe.yaml:17:72: 'fits.a.loss.huber' is '0'; expected a number above 0
        probe.yaml:17:82: 'fits.a.loss.space' is 'logg'; expected one of linear, log; did you mean 'log'?
        probe.yaml:17:100: 'n' is missing in 'fits.a.bootstrap'; expected the number of resamples
        probe.yaml:18:17: 'fits.b.contrast' has to name two alternatives of one group, such as [scale.depth, scale.width]
        probe.yaml:18:53: unknown name 'top' in 'fits.b.metric'; did you mean 'top1'?
        probe.yaml:18:86: 'fits.b.match.cost.multiply_adds' is '0.15'; expected a percentage such as 15%
        probe.yaml:18:98: unknown name 'epoch' in 'fits.b.by'; did you mean 'epochs'?
        probe.yaml:19:6: 'x' is missing in 'fits.c'; expected an expression
        probe.yaml:19:17: unknown setting 'data.resolutions' in 'fits.c.frontier'; did you mean 'data.resolution'?
        probe.yaml:20:13: in 'fits.d.form': 'E + A * x^a' is not a form that can be fitted; expected E + A * x^-a, or E + A * u^-a + B * v^-b
        probe.yaml:22:14: unknown name 'epoch' in 'tables.t.rows'; did you mean 'epochs'?
        probe.yaml:22:28: unknown measure 'top' in 'tables.t.cell'; did you mean 'top1'?
        probe.yaml:23:29: 'tables.u.cell' is 'median(top1)'; expected mean(m), mean(m) +- ci95, mean(m) +- std, difference(m) or one of cost.parameters, cost.multiply_adds, cost.flops, cost.attention_multiply_adds, cost.activations, cost.training_memory, cost.resolution
        probe.yaml:23:58: 'tables.u.formats' is 'htm'; expected one of csv, md, tex, html; did you mean 'html'?
        probe.yaml:23:77: 'tables.u.mark.best' is 'bald'; expected one of bold, none; did you mean 'bold'?
        """)
  }
}
