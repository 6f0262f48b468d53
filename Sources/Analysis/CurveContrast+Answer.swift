// From curves to verdicts: the readings' errors are drawn again and again, regimes are corrected for being several.

import Foundation
import Randomness

extension CurveContrast {
  /// The answers over the rows of a table.
  ///
  /// The pair is a regime's unit: Student's interval is over the pairs' differences, and the variance that the readings'
  /// errors give the mean is added to theirs. That counts these errors twice, since they spread the pairs, too.
  ///
  /// - Throws: `AnalysisError` where a column is missing or of text, a cost is not positive, or no pair can be made.
  public func answer(from table: ObservationTable) throws -> CurveContrastResult {
    let frame = try frame(of: table)
    let (probes, beyond) = frame.probes(reach: reach)
    guard !probes.isEmpty else {
      throw AnalysisError(
        "no point of '\(second)' costs what the curve of '\(first)' reaches in '\(cost)'")
    }
    let draws = simulatedDifferences(probes, frame)
    let pairs = probes.map { probe in
      CurvePair(
        regime: frame.panels[probe.panel].regime, block: frame.panels[probe.panel].block,
        value: probe.point.value, cost: frame.costs[probe.point.cost],
        difference: frame.difference(probe, costs: frame.costs, metrics: frame.metrics))
    }
    return CurveContrastResult(
      pairs: pairs,
      unmatched: beyond.map { probe in
        let panel = frame.panels[probe.panel]
        return [panel.regime, panel.block, .number(probe.point.value)]
      },
      cells: cells(pairs, draws), regimes: regimes(pairs, draws), crossing: crossing(pairs, draws))
  }

  /// The pairs' differences in each draw of the readings.
  private func simulatedDifferences(_ probes: [CurveProbe], _ frame: CurveFrame) -> [[Double]] {
    (0..<simulation.draws).map { draw in
      var stream = simulation.stream(draw)
      let costs = frame.costs.map { costError.perturbed($0, by: stream.nextNormal()) }
      let metrics = frame.metrics.map { metricError.perturbed($0, by: stream.nextNormal()) }
      return probes.map { frame.difference($0, costs: costs, metrics: metrics) }
    }
  }

  // MARK: - Regimes

  private func regimes(_ pairs: [CurvePair], _ draws: [[Double]]) -> [CurveRegime] {
    var answers = distinct(pairs.map(\.regime)).map { regime in
      let members = pairs.indices.filter { pairs[$0].regime == regime }
      return answer(regime, members, pairs, draws)
    }
    let tested = answers.indices.filter { answers[$0].pValue != nil }
    for (index, pValue) in zip(tested, holmAdjusted(tested.compactMap { answers[$0].pValue })) {
      answers[index].adjustedPValue = pValue
    }
    for index in answers.indices {
      answers[index].verdict = verdict(
        answers[index].difference, answers[index].pValue, answers[index].adjustedPValue,
        amongTested: tested.count)
    }
    return answers
  }

  private func answer(
    _ regime: ObservationValue, _ members: [Int], _ pairs: [CurvePair], _ draws: [[Double]]
  ) -> CurveRegime {
    let differences = members.map { pairs[$0].difference }
    let mean = arithmeticMean(differences)
    let byReading = sampleVariance(draws.map { draw in arithmeticMean(members.map { draw[$0] }) })
    let blocks = distinct(members.map { pairs[$0].block }).map { block in
      arithmeticMean(members.filter { pairs[$0].block == block }.map { pairs[$0].difference })
    }
    let whole = combined(mean: mean, spread: differences, byReading: byReading)
    return CurveRegime(
      regime: regime, pairs: members.count, difference: mean, interval: whole?.interval,
      blockInterval: combined(
        mean: arithmeticMean(blocks), spread: blocks, byReading: byReading)?.interval,
      pValue: whole?.pValue, adjustedPValue: nil, verdict: .undecided(""))
  }

  private func combined(
    mean: Double, spread: [Double], byReading: Double
  ) -> (interval: Interval, pValue: Double)? {
    guard spread.count > 1 else { return nil }
    return MeanEstimate.combined(
      mean: mean, variance: sampleVariance(spread) / Double(spread.count) + byReading,
      degreesOfFreedom: Double(spread.count - 1), level: simulation.level)
  }

  private func verdict(
    _ difference: Double, _ pValue: Double?, _ adjusted: Double?, amongTested count: Int
  ) -> Verdict {
    guard let pValue, let adjusted else {
      return .undecided("one pair shows no spread; at least two are needed")
    }
    guard adjusted < 1 - simulation.level else {
      return .undecided(
        pValue < 1 - simulation.level
          ? "told from zero by itself, but not after Holm's correction for \(count) answers"
          : "the difference is not told from zero")
    }
    return difference > 0 ? .first : .second
  }

  // MARK: - Blocks of a regime

  private func cells(_ pairs: [CurvePair], _ draws: [[Double]]) -> [CurveCell] {
    let keys = distinct(pairs.map { [$0.regime, $0.block] })
    var pValues: [Double?] = []
    var cells = keys.map { key in
      let members = pairs.indices.filter { [pairs[$0].regime, pairs[$0].block] == key }
      let mean = arithmeticMean(members.map { pairs[$0].difference })
      let drawn = draws.map { draw in arithmeticMean(members.map { draw[$0] }) }
      let variance = sampleVariance(drawn)
      pValues.append(variance > 0 ? normalTail(mean / variance.squareRoot()) : nil)
      return CurveCell(
        regime: key[0], block: key[1], pairs: members.count, difference: mean,
        interval: variance > 0 ? simulation.interval(of: drawn) : nil,
        verdict: .undecided("the readings' errors are not known"))
    }
    let tested = cells.indices.filter { pValues[$0] != nil }
    let adjusted = holmAdjusted(tested.compactMap { pValues[$0] })
    for (index, value) in zip(tested, adjusted) {
      cells[index].adjustedPValue = value
      cells[index].verdict = verdict(
        cells[index].difference, pValues[index], value, amongTested: tested.count)
    }
    return cells
  }

  // MARK: - Crossing

  private func crossing(_ pairs: [CurvePair], _ draws: [[Double]]) -> RegimeCrossing? {
    let curve = CrossingCurve(pairs)
    guard let value = curve.crossing(pairs.map(\.difference), counts: nil) else { return nil }
    let drawn = draws.enumerated().compactMap { draw, differences in
      var stream = RandomStream(
        seed: simulation.seed, purpose: .bootstrap, epoch: simulation.estimator, index: draw,
        lane: 2)
      var counts = Array(repeating: 0.0, count: curve.kinds)
      for _ in counts.indices { counts[stream.nextInteger(below: counts.count)] += 1 }
      return curve.crossing(differences, counts: counts)
    }
    let share = Double(drawn.count) / Double(draws.count)
    return RegimeCrossing(
      value: value, interval: share < 0.5 ? nil : simulation.interval(of: drawn), share: share)
  }
}

/// The mean difference by regime, whose zero is sought.
private struct CrossingCurve {
  /// Logarithms of the regimes' numbers, ascending, each with its pairs.
  private let regimes: [(place: Double, members: [Int])]
  /// What kind a pair is of: its block and value, alike in all regimes.
  private let kindOfPair: [Int]
  /// How many kinds there are.
  let kinds: Int

  init(_ pairs: [CurvePair]) {
    kindOfPair = places(of: pairs.map { [$0.block, .number($0.value)] })
    kinds = (kindOfPair.max() ?? -1) + 1
    regimes = distinct(pairs.map(\.regime)).compactMap { regime in
      guard let number = regime.number, number > 0 else { return nil }
      return (log(number), pairs.indices.filter { pairs[$0].regime == regime })
    }.sorted { $0.place < $1.place }
  }

  /// The regime of no difference; nil where the sign changes never or more than once.
  ///
  /// `counts` says how often each kind of pair is drawn; all once where nil.
  func crossing(_ differences: [Double], counts: [Double]?) -> Double? {
    var means: [(place: Double, mean: Double)] = []
    for regime in regimes {
      let weights = regime.members.map { counts?[kindOfPair[$0]] ?? 1 }
      let total = weights.reduce(0, +)
      guard total > 0 else { return nil }
      let sum = zip(regime.members, weights).reduce(0) { $0 + differences[$1.0] * $1.1 }
      means.append((regime.place, sum / total))
    }
    let changes = zip(means, means.dropFirst()).filter { ($0.mean < 0) != ($1.mean < 0) }
    guard changes.count == 1, let (low, high) = changes.first else { return nil }
    return exp(low.place + (high.place - low.place) * low.mean / (low.mean - high.mean))
  }
}

/// The distinct values, in the order of first occurrence.
func distinct<Value: Hashable>(_ values: [Value]) -> [Value] {
  var known: Set<Value> = []
  return values.filter { known.insert($0).inserted }
}
