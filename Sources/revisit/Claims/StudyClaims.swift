// The claims of a study, each held against the answer of its fit.

import Analysis
import Configuration
import Records
import Reports
import Studies

/// Judges a study's section `claims` by its answers.
struct StudyClaims {
  let results: StudyResults
  let answers: [StudyAnswer]

  /// The ledger; nil for a study without claims.
  var ledger: ClaimLedger? {
    let study = results.study
    guard !study.claims.isEmpty else { return nil }
    return ClaimLedger(
      name: study.name, title: "Study \(study.name), \(study.title)",
      claims: study.claims.map(judged), verdicts: Self.verdicts)
  }

  /// What the verdicts mean of a study's own claims.
  static let verdicts = [
    "Reproduced: the claim holds in the whole 95 % interval, in every regime that it is about.",
    "Consistent: it states an equality, and the interval holds it.",
    "Contradicted: it fails in a whole interval, which is widened for the number of regimes.",
  ]

  private func judged(_ claim: ClaimDefinition) -> JudgedClaim {
    let place = claim.condition.map { " where \($0)" } ?? ""
    return JudgedClaim(
      id: claim.name, paper: claim.source.work,
      statement: "\(claim.fit): \(claim.expectation)\(place)", source: claim.source.description,
      evidence: evidence(for: claim), isAboutAll: true)
  }

  private func evidence(for claim: ClaimDefinition) -> [JudgedEvidence] {
    guard let answer = answers.first(where: { $0.definition.name == claim.fit }) else { return [] }
    switch answer.result {
    case .failure(let error):
      return [undecided(claim, "no answer: \(error)")]
    case .success(.contrast(let result)):
      return contrast(claim, result, answer)
    case .success(.powerLaw(let fit)):
      guard [.converged, .floorAtZero].contains(fit.status) else {
        return [undecided(claim, "the fit is of no use: \(fit.status.meaning)")]
      }
      let numbers = fit.law.parameters.map { ($0.letter, fit.law[$0], fit.interval(of: $0)) }
      return [judged(claim, numbers, runs: answer.runs.map { "\($0.point)-\($0.replicate)" })]
    case .success(.resolution(let rule)):
      guard let exponent = rule.exponent else {
        return [undecided(claim, "the frontier has fewer than 3 points")]
      }
      let points = Set(rule.frontier.map(\.point))
      let runs = results.results.map(\.record).filter { points.contains($0.pointID) }
      return [judged(claim, [("b", exponent, rule.interval)], runs: runs.map(\.runID))]
    case .success(.speedAccuracy):
      return [undecided(claim, "a frontier of points has no number to hold it against")]
    }
  }

  private func undecided(_ claim: ClaimDefinition, _ why: String) -> JudgedEvidence {
    JudgedEvidence(
      kind: .runs, words: claim.fit, judgement: ClaimJudgement(.undecided, why: why))
  }

  // MARK: - Laws and frontiers

  private func judged(
    _ claim: ClaimDefinition, _ numbers: [(name: String, value: Double, interval: Interval?)],
    runs: [String]
  ) -> JudgedEvidence {
    let used = numbers.filter { claim.expectation.names.contains($0.name) }
    var ranges: [String: ClosedRange<Double>] = [:]
    for number in used {
      guard let interval = number.interval else {
        var none = undecided(
          claim, "'\(number.name)' has no interval: too few points, or no bootstrap asked for")
        none.judgement.estimate = used.count == 1 ? number.value : nil
        return none
      }
      ranges[number.name] = interval.low...interval.high
    }
    let one = used.count == 1 ? used.first : nil
    return JudgedEvidence(
      kind: .runs, words: "\(claim.fit), \(counted(runs.count, "run"))",
      judgement: judgement(
        claim, over: ranges, against: ranges, estimate: one?.value, interval: one?.interval),
      unit: one?.name ?? "", runs: runs)
  }

  /// By the interval that has to support the claim, and by a perhaps wider one that has to be against it.
  private func judgement(
    _ claim: ClaimDefinition, over ranges: [String: ClosedRange<Double>],
    against wider: [String: ClosedRange<Double>], estimate: Double?, interval: Interval?
  ) -> ClaimJudgement {
    var judgement = ClaimJudgement(.undecided, estimate: estimate, interval: interval, why: "")
    do {
      let truth = try claim.expectation.truth(over: ranges)
      let refuted = try claim.expectation.truth(over: wider) == .never
      switch truth {
      case .always:
        (judgement.verdict, judgement.why) = (.reproduced, "holds in the whole interval")
      case _ where refuted:
        (judgement.verdict, judgement.why) = (.contradicted, "fails in the whole interval")
      case .sometimes where claim.expectation.isEquality:
        (judgement.verdict, judgement.why) = (.consistent, "the interval holds it")
      case .sometimes:
        judgement.why = "holds in one part of the interval and fails in another"
      case .never: judgement.why = "fails, but not once corrected for the number of regimes"
      }
    } catch {
      judgement.why = "'\(claim.expectation)' cannot be judged: \(error)"
    }
    return judgement
  }

  // MARK: - Contrasts

  /// One piece of evidence for each regime that the claim is about.
  ///
  /// The claim is about all of them at once, so it is shown only if each shows it, for which no correction is needed; against
  /// it any one speaks, so those intervals are widened for their number.
  ///
  /// - Source: Berger 1982, "Multiparameter hypothesis testing and acceptance sampling" (intersection-union tests).
  private func contrast(
    _ claim: ClaimDefinition, _ result: ContrastResult, _ answer: StudyAnswer
  ) -> [JudgedEvidence] {
    guard case .contrast(let fit) = answer.definition.kind else { return [] }
    let regimes: [RegimeContrast]
    do {
      regimes = try result.regimes.filter { try isAbout($0, claim) }
    } catch {
      return [
        undecided(claim, "'\(claim.condition?.description ?? "")' cannot be judged: \(error)")
      ]
    }
    guard !regimes.isEmpty else { return [undecided(claim, "no regime of the results is meant")] }
    guard asksOnlyForDifference(claim, fit) else {
      return [
        undecided(claim, "a contrast tells only by how much \(fit.first) and \(fit.second) differ")
      ]
    }
    let measure = results.study.measure(fit.measure)
    return regimes.map { regime in
      evidence(claim, fit, regime, measure, amongRegimes: regimes.count)
    }
  }

  private func evidence(
    _ claim: ClaimDefinition, _ fit: ContrastFit, _ regime: RegimeContrast,
    _ measure: MeasureDefinition, amongRegimes count: Int
  ) -> JudgedEvidence {
    let place = regime.regime.map(\.text).joined(separator: ", ")
    let words = place.isEmpty ? claim.fit : "\(claim.fit) at \(place)"
    let factor = measure.unit.factor
    let differences = regime.differences.map { $0 * factor }
    var piece = JudgedEvidence(
      kind: .runs, words: words, judgement: ClaimJudgement(.undecided, why: ""),
      unit: (factor == 1 ? "" : "points, ") + "\(fit.first) less \(fit.second)",
      runs: regime.pairs.flatMap { pair in
        regime.seeds.flatMap { ["\(pair.first)-\($0)", "\(pair.second)-\($0)"] }
      })
    guard let estimate = MeanEstimate(differences), let interval = estimate.interval,
      let wide = MeanEstimate(differences, level: 1 - 0.05 / Double(count))?.interval
    else {
      let reason = if case .undecided(let reason) = regime.verdict { reason } else { "no spread" }
      piece.judgement = ClaimJudgement(
        .undecided, estimate: MeanEstimate(differences)?.mean, why: reason)
      return piece
    }
    func ranges(_ interval: Interval) -> [String: ClosedRange<Double>] {
      [fit.first: interval.low...interval.high, fit.second: 0...0]
    }
    piece.judgement = judgement(
      claim, over: ranges(interval), against: ranges(wide), estimate: estimate.mean,
      interval: interval)
    return piece
  }

  private func isAbout(_ regime: RegimeContrast, _ claim: ClaimDefinition) throws -> Bool {
    guard let condition = claim.condition else { return true }
    return try condition.holds { name in
      switch regime.regime.first(where: { $0.column == name })?.value {
      case .number(let number): .number(number)
      case .text(let text): .text(text)
      case .boolean(let value): .boolean(value)
      case .missing, nil: nil
      }
    }
  }

  /// Whether adding the same to both labels leaves the claim as it is.
  private func asksOnlyForDifference(_ claim: ClaimDefinition, _ fit: ContrastFit) -> Bool {
    for difference in stride(from: -100.0, through: 100, by: 0.25) {
      let truths = [0.0, 1, 37, 10_000, -10_000].map { level in
        try? claim.expectation.holds { name in
          .number(name == fit.first ? level + difference : level)
        }
      }
      if Set(truths).count > 1 { return false }
    }
    return true
  }
}
