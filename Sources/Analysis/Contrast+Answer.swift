// From matched pairs to a verdict: paired by seed, corrected over regimes, undecided where the data do not decide.

import Configuration

extension Contrast {
  /// The answer in every regime of a table.
  ///
  /// The seed is the unit: within a seed the pairs are averaged, over seeds stands the Student interval. A seed
  /// counts where it has a value at both points of every pair.
  ///
  /// - Throws: `AnalysisError` where a column is missing or is not of numbers, or a label occurs nowhere.
  public func answer(from table: ObservationTable) throws -> ContrastResult {
    let known = Set(try table.values(group).flatMap(\.labels))
    for label in [first, second] where !known.contains(label) {
      throw AnalysisError(
        "no point of group '\(group)' is labelled '\(label)'; the labels are "
          + known.sorted().joined(separator: ", "))
    }
    return settled(try table.grouped(by: by).map(answer))
  }

  /// The answer from regimes whose differences are known, corrected for their number.
  func settled(_ answers: [RegimeContrast]) -> ContrastResult {
    var regimes = answers
    let tested = regimes.indices.filter { regimes[$0].pValue != nil }
    let adjusted = holmAdjusted(tested.compactMap { regimes[$0].pValue })
    for (index, pValue) in zip(tested, adjusted) { regimes[index].adjustedPValue = pValue }
    for index in regimes.indices {
      regimes[index].verdict = verdict(on: regimes[index], amongTested: tested.count)
      regimes[index].statement = statement(on: regimes[index])
    }
    return ContrastResult(contrast: self, regimes: regimes)
  }

  private func answer(in group: ObservationGroup) throws -> RegimeContrast {
    var matching = try matching(in: group.table)
    matching.leaveOutPairsWithoutSeeds(labels: (first, second))
    let seeds = matching.completeSeeds
    let differences = seeds.map { seed in
      arithmeticMean(
        matching.pairs.map { ($0.first.metric[seed] ?? .nan) - ($0.second.metric[seed] ?? .nan) })
    }
    return regime(
      zip(by, group.key).map(Coordinate.init), matching, seeds: seeds, differences: differences)
  }

  /// A regime with its test, before it is corrected and judged.
  func regime(
    _ regime: [Coordinate], _ matching: ContrastMatching, seeds: [Int], differences: [Double]
  ) -> RegimeContrast {
    let estimate = MeanEstimate(differences, level: level)
    let varies = (estimate?.deviation ?? 0) > 0
    return RegimeContrast(
      regime: regime,
      pairs: matching.pairs.map {
        MatchedPair(first: $0.first.id, second: $0.second.id, mismatch: $0.mismatch)
      },
      unmatched: matching.unmatched, seeds: seeds, differences: differences, estimate: estimate,
      pValue: varies ? estimate?.pValue : nil, adjustedPValue: nil, verdict: .undecided(""),
      statement: "")
  }

  private func verdict(on regime: RegimeContrast, amongTested count: Int) -> Verdict {
    guard !regime.pairs.isEmpty else { return .undecided("no two points match in cost") }
    guard let estimate = regime.estimate else {
      return .undecided("no seed has a value at every matched point")
    }
    guard let interval = estimate.interval else {
      return .undecided("one seed shows no spread; at least two are needed")
    }
    guard let pValue = regime.adjustedPValue else {
      return .undecided("the seeds agree to the last digit, so their spread is not known")
    }
    if let margin = equivalence, interval.low >= -margin, interval.high <= margin {
      return .equivalent
    }
    guard pValue < 1 - level else {
      let isToldAlone = (regime.pValue ?? 1) < 1 - level
      return .undecided(
        isToldAlone
          ? "told from zero by itself, but not after Holm's correction for \(count) regimes"
          : "the difference is not told from zero")
    }
    return (estimate.mean > 0) == higherIsBetter ? .first : .second
  }

  private func statement(on regime: RegimeContrast) -> String {
    let place =
      regime.regime.isEmpty
      ? "" : "at " + regime.regime.map(\.text).joined(separator: ", ") + ": "
    let sentence = place + conclusion(on: regime) + evidence(for: regime) + "."
    return sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  private func conclusion(on regime: RegimeContrast) -> String {
    switch regime.verdict {
    case .first: "\(first) is better than \(second) in \(metric)"
    case .second: "\(second) is better than \(first) in \(metric)"
    case .equivalent: "\(first) and \(second) are equivalent in \(metric)"
    case .undecided(let reason): "undecided between \(first) and \(second): \(reason)"
    }
  }

  private func evidence(for regime: RegimeContrast) -> String {
    guard let estimate = regime.estimate else { return "" }
    var parts = ["\(first) less \(second) is \(roundedText(estimate.mean))"]
    if let interval = estimate.interval {
      parts[0] += " [\(roundedText(interval.low)), \(roundedText(interval.high))]"
    }
    if let pValue = regime.adjustedPValue { parts.append("p = \(roundedText(pValue))") }
    parts.append(counted(regime.pairs.count, "pair"))
    parts.append(counted(estimate.count, "seed"))
    return " (" + parts.joined(separator: ", ") + ")"
  }
}

extension ContrastMatching {
  /// Replicates with a value at both points of every pair, ascending.
  var completeSeeds: [Int] {
    guard let one = pairs.first else { return [] }
    return one.first.metric.keys.sorted().filter { seed in
      pairs.allSatisfy { $0.first.metric[seed] != nil && $0.second.metric[seed] != nil }
    }
  }

  /// A pair that shares no seed says nothing, and must not cost the others theirs.
  mutating func leaveOutPairsWithoutSeeds(labels: (String, String)) {
    for pair in pairs where Set(pair.first.metric.keys).isDisjoint(with: pair.second.metric.keys) {
      let reason = "it shares no seed with its match"
      unmatched.append(UnmatchedPoint(label: labels.0, point: pair.first.id, reason: reason))
      unmatched.append(UnmatchedPoint(label: labels.1, point: pair.second.id, reason: reason))
    }
    pairs.removeAll { Set($0.first.metric.keys).isDisjoint(with: $0.second.metric.keys) }
  }
}
