import Analysis
import Randomness
import Reports
import Testing

@Suite struct FitTableTests {
  /// Runs on the curve 0.123 + 21.5 x^-0.5 without noise.
  static func fit() throws -> PowerLawFit {
    let law = PowerLaw(floor: 0.123, amplitude: 21.5, exponent: 0.5)
    let costs = [1e4, 3e4, 1e5, 3e5, 1e6]
    return try PowerLawFitting().fit(
      costs.enumerated().map { place, cost in
        FitObservation(cost: cost, error: law.value(at: cost), point: "p\(place)")
      })
  }

  @Test func `a curve is told in a sentence`() throws {
    #expect(
      try Self.fit().statement
        == "error = E + A x^-a with E = 0.1230, A = 21.50, a = 0.5000 from 5 runs at 5 costs: "
        + "converged.")
  }

  @Test func `a table of curves gives their numbers and why some are absent`() throws {
    let table = ReportTable(
      [LabelledFit(label: "all", fit: try Self.fit())], name: "fits", title: "Curves",
      unit: .percent, provenance: Sample.provenance)
    let text = table.text(in: .text)
    #expect(text.contains("all     5  12.30  21.50  0.5000  1.000"))
    #expect(text.contains("\na: nothing held out.\n"))
  }
  @Test func `a table says how each interval was made and why a fit has no answer`() throws {
    var fitting = PowerLawFitting()
    fitting.profileLevel = 0.95
    fitting.bootstrap = Bootstrap(count: 40, units: [.point], seed: Seed(root: 1))
    let runs = Self.noisy
    let few = Result { () throws(AnalysisError) in try Self.fit(runs.prefix(3)) }
    let table = ReportTable(
      [
        LabelledFit(label: "all", fit: try fitting.fit(runs)),
        LabelledFit(label: "few", result: few),
      ], name: "fits", title: "Curves", unit: .percent, provenance: Sample.provenance)
    #expect(
      table.columns.map(\.header) == [
        "fit", "runs", "E", "A", "a", "a by resampling", "R²", "deviation", "held-out error",
        "interval", "status",
      ])
    #expect(table.rows[0][9] == .text("profile") && table.rows[0][10] == .text("converged"))
    #expect(table.rows[1][10] == .text("no answer"))
    let text = table.text(in: .text)
    #expect(
      text.contains(
        "no answer: a curve with three numbers was asked of 3 distinct costs; expected at least 4"))
    #expect(text.contains("In brackets the 95 % interval by profile likelihood."))
    #expect(text.contains("Under 'by resampling' the 95 % interval of 40 resamples."))
    #expect(!text.lowercased().contains("nan"))
  }

  @Test func `a law without trend shows no exponent`() throws {
    var fitting = PowerLawFitting()
    fitting.profileLevel = 0.95
    let fit = try fitting.fit(
      [1.0, 2, 3, 4, 5].map { FitObservation(cost: $0, error: $0, point: "\($0)") })
    let table = ReportTable(
      [LabelledFit(label: "up", fit: fit)], name: "fits", title: "Curves",
      provenance: Sample.provenance)
    #expect(table.rows[0][4] == .missing(reason: "the amplitude is 0"))
    #expect(table.rows[0].last == .text("no trend"))
    #expect(fit.statement.contains("a = – (the amplitude is 0) from 5 runs at 5 costs: no trend"))
    #expect(!table.text(in: .csv).lowercased().contains("nan"))
  }

  @Test func `a law of two factors has columns of its own`() throws {
    let law = PowerLaw(
      floor: 0.123,
      terms: [PowerTerm(amplitude: 0.9, exponent: 0.6), PowerTerm(amplitude: 0.06, exponent: 0.8)])
    let grid: [[Double]] = [8.0, 14, 26, 50].flatMap { depth in [0.5, 1, 2].map { [depth, $0] } }
    let surface = try PowerLawFitting().fit(
      grid.map { FitObservation(factors: $0, error: law.value(at: $0), point: "\($0)") })
    let table = ReportTable(
      [LabelledFit(label: "curve", fit: try Self.fit()), LabelledFit(label: "both", fit: surface)],
      name: "fits", title: "Laws", provenance: Sample.provenance)
    #expect(table.columns.map(\.header).prefix(7) == ["fit", "runs", "E", "A", "a", "B", "b"])
    #expect(table.rows[0][5] == .missing(reason: "the law has one term"))
    #expect(table.text(in: .text).contains("both     12  0.1230  0.9000  0.6000  0.06000  0.8000"))
  }

  @Test func `a multiverse says how far the exponent moves`() throws {
    var fitting = PowerLawFitting()
    fitting.starts = 8
    let multiverse = Multiverse(
      [CostCounting(name: "flops", runs: Self.noisy)], losses: [.squares, .squaresOfLogarithms],
      exclusions: [.nothing, .dearest(0.9)], fitting: fitting)
    let table = ReportTable(
      multiverse, name: "m", title: "Choices", unit: .percent, provenance: Sample.provenance)
    #expect(table.rows.count == 4 && table.rows[1].last == .text("no answer"))
    #expect(multiverse.statement.hasPrefix("2 of 4 universes determine the law; over these a lies"))
  }

  /// Runs near the curve, with a little of a fixed disorder.
  private static let noisy: [FitObservation] = {
    let law = PowerLaw(floor: 0.123, amplitude: 21.5, exponent: 0.5)
    let costs = [1e4, 2e4, 3e4, 6e4, 1e5, 2e5, 3e5, 6e5, 1e6, 2e6]
    let disorder = [0.2, -0.5, 0.9, -0.1, -0.7, 0.6, 0.3, -0.9, 0.4, -0.2]
    return zip(costs, disorder).map { cost, part in
      FitObservation(
        cost: cost, error: law.value(at: cost) + 0.001 * part, point: "\(cost)")
    }
  }()

  private static func fit(
    _ runs: ArraySlice<FitObservation>
  ) throws(AnalysisError) -> PowerLawFit {
    do {
      return try PowerLawFitting().fit(Array(runs))
    } catch let error as AnalysisError {
      throw error
    } catch {
      fatalError("\(error)")
    }
  }
}
