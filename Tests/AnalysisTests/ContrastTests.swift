import Testing

@testable import Analysis

@Suite struct ContrastTests {
  static let contrast: Contrast = {
    var contrast = Contrast(
      group: "scale", first: "depth", second: "width", metric: "top1",
      match: ["cost.multiply_adds": 0.15])
    contrast.by = ["epochs"]
    return contrast
  }()

  /// A point as rows of one replicate each; nil is a run without a metric.
  static func rows(
    _ point: String, _ label: String, cost: Double, epochs: Double = 10, _ metric: [Double?]
  ) -> [[ObservationValue]] {
    metric.enumerated().map { replicate, value in
      [
        .text(point), .number(Double(replicate)), .text(label), .number(epochs), .number(cost),
        ObservationValue(value),
      ]
    }
  }

  static func table(_ rows: [[ObservationValue]]...) throws -> ObservationTable {
    try ObservationTable(
      columns: ["point", "replicate", "scale", "epochs", "cost.multiply_adds", "top1"],
      rows: rows.flatMap(\.self))
  }

  @Test func `each regime has its own verdict`() throws {
    let result = try Self.contrast.answer(
      from: Self.table(
        Self.rows("d", "depth", cost: 100, [0.70, 0.71, 0.72]),
        Self.rows("w", "width", cost: 110, [0.73, 0.741, 0.749]),
        Self.rows("D", "depth", cost: 100, epochs: 350, [0.80, 0.81, 0.82]),
        Self.rows("W", "width", cost: 110, epochs: 350, [0.77, 0.781, 0.791])))
    #expect(result.regimes.map(\.verdict) == [.second, .first])
    #expect(
      result.regimes.map(\.statement) == [
        "At epochs = 10: width is better than depth in top1 (depth less width is -0.03 "
          + "[-0.0325, -0.0275], p = 0.00037, 1 pair, 3 seeds).",
        "At epochs = 350: depth is better than width in top1 (depth less width is 0.0293 "
          + "[0.0279, 0.0308], p = 0.000258, 1 pair, 3 seeds).",
      ])
  }

  @Test func `Holm makes the smaller p-value pay for both regimes`() throws {
    let result = try Self.contrast.answer(
      from: Self.table(
        Self.rows("d", "depth", cost: 100, [0.70, 0.71, 0.72]),
        Self.rows("w", "width", cost: 110, [0.73, 0.741, 0.749]),
        Self.rows("D", "depth", cost: 100, epochs: 350, [0.8, 0.7]),
        Self.rows("W", "width", cost: 110, epochs: 350, [0.7, 0.75])))
    let first = result.regimes[0]
    #expect(try #require(first.adjustedPValue) == 2 * (try #require(first.pValue)))
    #expect(result.regimes[1].verdict == .undecided("the difference is not told from zero"))
  }

  @Test func `a difference that only the correction hides is told so`() throws {
    let result = try Self.contrast.answer(
      from: Self.table(
        Self.rows("d", "depth", cost: 100, [0.70, 0.71, 0.72]),
        Self.rows("w", "width", cost: 110, [0.72, 0.738, 0.76]),
        Self.rows("D", "depth", cost: 100, epochs: 350, [0.8, 0.7]),
        Self.rows("W", "width", cost: 110, epochs: 350, [0.7, 0.75])))
    let first = result.regimes[0]
    let (alone, corrected) = (try #require(first.pValue), try #require(first.adjustedPValue))
    #expect(alone < 0.05 && corrected > 0.05)
    #expect(
      first.verdict
        == .undecided("told from zero by itself, but not after Holm's correction for 2 regimes"))
  }

  @Test func `the best match comes first and a point is used once`() throws {
    let matching = try Self.contrast.matching(
      in: Self.table(
        Self.rows("d1", "depth", cost: 100, [1]), Self.rows("d2", "depth", cost: 105, [1]),
        Self.rows("w1", "width", cost: 106, [1]), Self.rows("w2", "width", cost: 114, [1]),
        Self.rows("w3", "width", cost: 300, [1])))
    #expect(matching.pairs.map { $0.first.id + $0.second.id } == ["d2w1", "d1w2"])
    #expect(
      matching.unmatched == [
        UnmatchedPoint(label: "width", point: "w3", reason: "no free point matches its cost")
      ])
  }

  @Test func `a point beyond the tolerance is not matched`() throws {
    let result = try Self.contrast.answer(
      from: Self.table(
        Self.rows("d", "depth", cost: 100, [0.7, 0.8]),
        Self.rows("w", "width", cost: 115.1, [0.7, 0.8])))
    #expect(result.regimes[0].verdict == .undecided("no two points match in cost"))
    #expect(result.regimes[0].unmatched.count == 2)
  }

  @Test func `a point with both labels stands on neither side`() throws {
    let result = try Self.contrast.answer(
      from: Self.table(
        Self.rows("base", "depth|width", cost: 100, [0.7, 0.8]),
        Self.rows("w", "width", cost: 100, [0.7, 0.8])))
    #expect(result.regimes[0].pairs.isEmpty)
    #expect(result.regimes[0].unmatched.map(\.reason).contains("it carries both labels"))
  }

  @Test func `pairs are averaged within a seed`() throws {
    let result = try Self.contrast.answer(
      from: Self.table(
        Self.rows("d1", "depth", cost: 100, [0.5, 0.5]),
        Self.rows("w1", "width", cost: 100, [0.25, 0.5]),
        Self.rows("d2", "depth", cost: 200, [0.5, 0.75]),
        Self.rows("w2", "width", cost: 200, [0.25, 0.5])))
    #expect(result.regimes[0].differences == [0.25, 0.125])
  }

  @Test func `a seed with a missing run is left out, a pair without seeds too`() throws {
    let result = try Self.contrast.answer(
      from: Self.table(
        Self.rows("d1", "depth", cost: 100, [0.5, 0.5, 0.6]),
        Self.rows("w1", "width", cost: 100, [0.25, nil, 0.5]),
        Self.rows("d2", "depth", cost: 200, [nil, nil, nil]),
        Self.rows("w2", "width", cost: 200, [0.1, 0.1, 0.1])))
    #expect(result.regimes[0].seeds == [0, 2])
    #expect(result.regimes[0].pairs.map(\.first) == ["d1"])
    #expect(
      result.regimes[0].unmatched.map(\.reason) == [
        "it shares no seed with its match", "it shares no seed with its match",
      ])
  }

  @Test func `one seed decides nothing and says why`() throws {
    let result = try Self.contrast.answer(
      from: Self.table(
        Self.rows("d", "depth", cost: 100, [0.9]), Self.rows("w", "width", cost: 100, [0.5])))
    #expect(
      result.regimes[0].statement
        == "At epochs = 10: undecided between depth and width: one seed shows no spread; at least "
        + "two are needed (depth less width is 0.4, 1 pair, 1 seed).")
  }

  @Test func `seeds that agree to the last digit decide nothing`() throws {
    let result = try Self.contrast.answer(
      from: Self.table(
        Self.rows("d", "depth", cost: 100, [0.5, 0.5]),
        Self.rows("w", "width", cost: 100, [0.25, 0.25])))
    #expect(
      result.regimes[0].verdict
        == .undecided("the seeds agree to the last digit, so their spread is not known"))
  }

  @Test func `an interval within the margin is equivalent`() throws {
    var contrast = Self.contrast
    let table = try Self.table(
      Self.rows("d", "depth", cost: 100, [0.700, 0.710, 0.720]),
      Self.rows("w", "width", cost: 110, [0.701, 0.7112, 0.7211]))
    #expect(try contrast.answer(from: table).regimes[0].verdict == .second)
    contrast.equivalence = 0.002
    #expect(try contrast.answer(from: table).regimes[0].verdict == .equivalent)
    contrast.equivalence = 0.001
    #expect(try contrast.answer(from: table).regimes[0].verdict == .second)
  }

  @Test func `of an error the lower is better`() throws {
    var contrast = Self.contrast
    contrast.higherIsBetter = false
    let table = try Self.table(
      Self.rows("d", "depth", cost: 100, [0.30, 0.31, 0.32]),
      Self.rows("w", "width", cost: 110, [0.33, 0.341, 0.349]))
    #expect(try contrast.answer(from: table).regimes[0].verdict == .first)
  }

  @Test func `an unknown label is named with the known ones`() throws {
    var contrast = Self.contrast
    contrast.first = "depht"
    let table = try Self.table(Self.rows("d", "depth|width", cost: 1, [1]))
    let error = #expect(throws: AnalysisError.self) { try contrast.answer(from: table) }
    #expect(
      error?.description
        == "no point of group 'scale' is labelled 'depht'; the labels are depth, width")
  }
}
