import Analysis
import Randomness
import Testing

@testable import Reports

@Suite struct ErrorFigureTests {
  /// Five costs of two seeds on 0.2 + 10 x^-0.5, and one cost held out.
  static func curve(bootstrap: Bool = true) throws -> ErrorCurve {
    func run(_ cost: Double, _ seed: Int) -> FitObservation {
      let noise = seed == 0 ? 0.002 : -0.003
      return FitObservation(
        cost: cost, error: 0.2 + 10 / cost.squareRoot() + noise, point: "\(cost)", replicate: seed)
    }
    let runs = [1e3, 3e3, 1e4, 3e4, 1e5].flatMap { cost in [run(cost, 0), run(cost, 1)] }
    let heldOut = [run(1e6, 0), run(1e6, 1)]
    var fitting = PowerLawFitting()
    fitting.starts = 6
    fitting.profileLevel = 0.95
    if bootstrap {
      fitting.bootstrap = Bootstrap(count: 40, units: [.seed], seed: Seed(root: 1))
    }
    return ErrorCurve(
      label: "all", runs: runs, heldOut: heldOut, fit: try fitting.fit(runs, heldOut: heldOut))
  }

  static func figure(_ curves: [ErrorCurve]) -> Figure {
    .errorAgainstCost(curves, name: "law", cost: "cost", error: "error (%)", origin: "From here.")
  }

  @Test func `band, floor, law and points lie in this order`() throws {
    let layers = Self.figure([try Self.curve()]).panels[0].layers
    #expect(layers.map(\.style) == [.band, .line, .line, .line, .symbols, .symbols])
    #expect(
      layers.map(\.title) == [
        nil, "E, the error that no cost removes", nil, nil, "all", "all, held out",
      ])
    #expect(layers.map(\.look.tone) == [.full, .full, .full, .full, .full, .open])
    // The floor is level, the law ends where the fit does, its dots where the held-out runs are.
    #expect(layers[1].points[0].y == layers[1].points[1].y && abs(layers[1].points[0].y - 20) < 1)
    #expect(abs(layers[2].points[60].x / 1e5 - 1) < 1e-9 && layers[2].look.dash == 0)
    #expect(abs(layers[3].points[60].x / 1e6 - 1) < 1e-9 && layers[3].look.dash == 2)
  }

  @Test func `the band holds the law and each mean has its interval`() throws {
    let layers = Self.figure([try Self.curve()]).panels[0].layers
    #expect(layers[0].points.count == 61)
    for point in layers[0].points {
      let ends = try #require(point.ends)
      #expect(ends.low <= point.y + 0.2 && ends.high >= point.y - 0.2 && ends.low <= ends.high)
    }
    #expect(layers[4].points.count == 5 && layers[5].points.count == 1)
    #expect(layers[4].points.allSatisfy { ($0.ends?.contains($0.y)) == true })
    #expect(layers[4].points.map(\.x) == [1e3, 3e3, 1e4, 3e4, 1e5])
  }

  @Test func `the caption tells what the band is`() throws {
    let curve = try Self.curve()
    let floor = try #require(curve.fit?.interval(of: .floor))
    let exponent = try #require(curve.fit?.interval(of: .exponent(0)))
    let law = try #require(curve.fit?.law)
    #expect(
      Self.figure([curve]).caption
        == "Error against cost: each point's mean with its 95 % Student interval over seeds. Lines "
        + "are fitted laws E + A x^-a. Bands are pointwise 95 % intervals of the law over 40 "
        + "resamples of the runs, cut off at the panel's edge. Hollow points were held out; the "
        + "law's fine dots lead to them. all: E = \(shortNumber(100 * law.floor)) % "
        + "(\(shortNumber(100 * floor.low)) to \(shortNumber(100 * floor.high))), "
        + "a = \(shortNumber(law.exponent)) (\(shortNumber(exponent.low)) to "
        + "\(shortNumber(exponent.high))), converged. From here.")
    let bare = Self.figure([try Self.curve(bootstrap: false)])
    #expect(bare.caption.contains("No resamples were asked for, so there is no band."))
    #expect(!bare.panels[0].layers.contains { $0.style == .band })
  }

  @Test func `single runs without a law are told as such`() {
    let runs = [1e3, 1e4].map { FitObservation(cost: $0, error: 0.5, point: "\($0)") }
    let figure = Self.figure([ErrorCurve(label: "few", runs: runs, fit: nil)])
    #expect(figure.caption == "Error against cost, a single run each. From here.")
    #expect(figure.panels[0].layers.map(\.style) == [.symbols])
  }

  @Test func `a law without a trend is no floor besides`() throws {
    let runs = [1e3, 3e3, 1e4, 3e4, 1e5].map {
      FitObservation(cost: $0, error: 0.5, point: "\($0)")
    }
    let curve = ErrorCurve(label: "flat", runs: runs, fit: try PowerLawFitting().fit(runs))
    let figure = Self.figure([curve])
    #expect(figure.panels[0].layers.map(\.style) == [.line, .symbols])
    #expect(figure.caption.contains("flat: E = 50 %, no trend, "))
  }

  @Test func `of many laws no floor is drawn`() throws {
    let curve = try Self.curve()
    let layers = Self.figure([curve, curve, curve]).panels[0].layers
    #expect(!layers.contains { $0.title?.hasPrefix("E,") == true })
  }
}
