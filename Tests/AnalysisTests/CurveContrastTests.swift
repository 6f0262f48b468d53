import Foundation
import Randomness
import Testing

@testable import Analysis

@Suite struct CurveContrastTests {
  /// Points of a base (8 layers, width 1), deeper ones and wider ones; cost is depth times squared width times size.
  ///
  /// `lead` is by how much depth is better at equal cost, by regime.
  static func table(
    lead: [Double: Double], sizes: [Double] = [128, 160, 224],
    noise: () -> Double = { 0 }
  ) throws -> ObservationTable {
    var rows: [[ObservationValue]] = []
    for epochs in lead.keys.sorted() {
      for size in sizes {
        for (depth, width) in [(8.0, 1.0), (16, 1), (32, 1), (8, 1.5), (8, 2)] {
          let cost = depth * width * width * size
          let loss = width > 1 ? lead[epochs] ?? 0 : 0
          let accuracy = 0.5 + 0.05 * log(cost / size) + 0.0001 * size - loss + noise()
          rows.append(
            [.text("\(rows.count)"), .number(0)]
              + [epochs, size, depth, width, cost, accuracy].map { .number($0) })
        }
      }
    }
    return try ObservationTable(
      columns: [
        "point", "replicate", "epochs", "size", "depth", "width", "seconds", "accuracy",
      ], rows: rows)
  }

  static func contrast(draws: Int = 200, seed: UInt64 = 5) -> CurveContrast {
    var contrast = CurveContrast(
      first: "depth", from: 8, second: "width", from: 1, metric: "accuracy", cost: "seconds",
      regime: "epochs", block: "size",
      simulation: ErrorSimulation(draws: draws, seed: Seed(root: seed)))
    contrast.metricError = .absolute(0.001)
    contrast.costError = .relative(0.01)
    return contrast
  }

  @Test func `the lead at equal cost is found in each regime, and where the regimes cross`() throws
  {
    let table = try Self.table(lead: [10: -0.02, 100: 0.01, 350: 0.03])
    let result = try Self.contrast().answer(from: table)
    #expect(result.pairs.count == 18 && result.unmatched.isEmpty)
    for (regime, lead) in zip(result.regimes, [-0.02, 0.01, 0.03]) {
      #expect(regime.pairs == 6 && abs(regime.difference - lead) < 1e-12)
      #expect(try #require(regime.interval).contains(lead))
    }
    #expect(result.regimes.map(\.verdict) == [.second, .first, .first])
    let alone = result.regimes.compactMap(\.pValue)
    #expect(result.regimes.compactMap(\.adjustedPValue) == holmAdjusted(alone))
    #expect(alone.count == 3 && holmAdjusted(alone) != alone)
    #expect(
      result.cells.count == 9
        && result.cells.map(\.verdict).prefix(3) == [.second, .second, .second])
    let crossing = try #require(result.crossing)
    #expect(isClose(crossing.value, 10 * pow(10, 2.0 / 3), relative: 1e-9))
    #expect(try #require(crossing.interval).contains(crossing.value))
    #expect(crossing.share == 1)
  }

  @Test func `a wider point beyond the deeper ones' cost is left out unless within reach`() throws {
    var contrast = Self.contrast()
    let table = try Self.table(lead: [10: 0.02]).filtered {
      $0["depth"] != .number(32)
    }  // Depth reaches twice the base's cost, width 1.5 costs 2.25, width 2 four times as much.
    let result = try contrast.answer(from: table)
    #expect(result.pairs.map(\.value) == [1.5, 1.5, 1.5])
    #expect(result.unmatched.map { $0[2] } == [.number(2), .number(2), .number(2)])
    // The curve's end stands for it: log 2 of cost in place of log 2.25.
    #expect(isClose(result.pairs[0].difference, 0.02 - 0.05 * log(1.125), relative: 1e-9))
    contrast.reach = 0.1
    let error = #expect(throws: AnalysisError.self) { try contrast.answer(from: table) }
    #expect(
      error?.description
        == "no point of 'width' costs what the curve of 'depth' reaches in 'seconds'")
  }

  @Test func `one network's cost is one reading in all regimes`() throws {
    let frame = try Self.contrast().frame(of: Self.table(lead: [10: 0, 100: 0, 350: 0]))
    #expect(frame.costs.count == 15 && frame.metrics.count == 45)
  }

  /// With no lead at all some regime gets a verdict in at most one of twenty studies.
  ///
  /// 400 give at most 8.3 % with three deviations. The readings' variance counts twice, so that fewer are expected.
  @Test func `where there is no lead a verdict is rare`() throws {
    var stream = testStream(14)
    let wrong = try (0..<400).count { simulation in
      let table = try Self.table(lead: [10: 0, 100: 0, 350: 0]) { 0.001 * stream.nextNormal() }
      let contrast = Self.contrast(draws: 40, seed: UInt64(simulation))
      return try contrast.answer(from: table).regimes.contains {
        $0.verdict == .first || $0.verdict == .second
      }
    }
    #expect(wrong <= 33, "\(wrong) of 400")
  }

  @Test func `no change of sign is no crossing`() throws {
    let result = try Self.contrast().answer(from: Self.table(lead: [10: 0.01, 100: 0.02]))
    #expect(result.crossing == nil)
  }

  @Test func `the surface's contrast agrees with statsmodels`() throws {
    let frozen = try InferenceGolden.read().surface
    let rows = frozen.depth.indices.map { row in
      [10, frozen.depth, frozen.width, frozen.resolution, frozen.cost, frozen.accuracy].map {
        ObservationValue.number(($0 as? [Double])?[row] ?? 10)
      }
    }
    let table = try ObservationTable(
      columns: ["epochs", "depth", "width", "resolution", "cost", "accuracy"], rows: rows)
    let contrast = SurfaceContrast(
      first: "depth", second: "width", others: ["resolution"], accuracy: "accuracy", cost: "cost",
      regime: "epochs", link: .logit,
      simulation: ErrorSimulation(draws: 10, seed: Seed(root: 1)))
    let found = try #require(try contrast.answer(from: table).first)
    #expect(isClose(found.first, frozen.first, relative: 1e-9))
    #expect(isClose(found.second, frozen.second, relative: 1e-9))
    #expect(isClose(found.difference, frozen.difference, relative: 1e-8))
    #expect(isClose(try #require(found.interval).low, frozen.low, relative: 1e-8))
    #expect(isClose(try #require(found.interval).high, frozen.high, relative: 1e-8))
    #expect(isClose(try #require(found.pValue), frozen.pValue, relative: 1e-7))
    #expect(isClose(found.determination, frozen.determination, relative: 1e-10))
  }

  @Test func `the surfaces of several regimes are corrected for their number`() throws {
    var stream = testStream(16)
    let table = try Self.table(lead: [10: -0.02, 100: 0.0, 350: 0.03]) {
      0.003 * stream.nextNormal()
    }
    let contrast = SurfaceContrast(
      first: "depth", second: "width", others: ["size"], accuracy: "accuracy", cost: "seconds",
      regime: "epochs", link: .log, simulation: ErrorSimulation(draws: 10, seed: Seed(root: 1)))
    let regimes = try contrast.answer(from: table)
    let alone = regimes.compactMap(\.pValue)
    #expect(regimes.compactMap(\.adjustedPValue) == holmAdjusted(alone))
    #expect(alone.count == 3 && holmAdjusted(alone) != alone)
    #expect([regimes[0].verdict, regimes[2].verdict] == [.second, .first])
  }

  @Test func `factors that the points do not tell apart are an error`() throws {
    let table = try Self.table(lead: [10: 0], sizes: [128])
    let contrast = SurfaceContrast(
      first: "depth", second: "width", others: ["size"], accuracy: "accuracy", cost: "seconds",
      regime: "epochs", link: .log, simulation: ErrorSimulation(draws: 10, seed: Seed(root: 1)))
    let error = #expect(throws: AnalysisError.self) { try contrast.answer(from: table) }
    #expect(
      error?.description == "epochs = 10: 5 points do not tell apart depth, width, size")
  }
}
