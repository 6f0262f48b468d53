// What an analysis of published values answered, without how its tables say it.

import Analysis
import References

/// The answer of an analysis, as claims are judged by it.
enum AnalysisAnswer: Sendable {
  /// Of a contrast of two factors.
  case contrast(ContrastAnswer)
  /// Of the growth of resolution.
  case growth(GrowthAnswer)

  /// The answers of a contrast at each cost.
  struct ContrastAnswer: Sendable {
    /// The first factor's name.
    let first: String
    /// The second one's.
    let second: String
    /// The column of regimes.
    let regime: String
    /// The column of blocks.
    let block: String
    /// The results by the column of the cost, with its title.
    let results: [(column: String, title: String, result: CurveContrastResult)]
    /// The places of the points of each regime, `file:line`.
    let places: [(regime: ObservationValue, place: String)]
  }

  /// The exponents of a frontier and of families.
  struct GrowthAnswer: Sendable {
    /// The compound rule's exponent.
    let compound: Double
    /// The exponents by name, the frontier under `frontier`; nil where there is none, with the places of their points.
    let exponents: [(name: String, value: Double?, interval: Interval?, places: [String])]
  }

  init(
    _ answers: [DepthOrWidthTables.CostAnswer], of question: DepthOrWidthSpecification,
    _ points: PublishedObservations
  ) {
    let regimes = (try? points.table.values(question.regime)) ?? []
    let metrics = (try? points.table.values(question.metric)) ?? []
    let places = (try? points.table.values("point").map(\.text)) ?? []
    self = .contrast(
      ContrastAnswer(
        first: question.first.column, second: question.second.column, regime: question.regime,
        block: question.block,
        results: answers.map { ($0.cost.column, $0.cost.title, $0.contrast) },
        places: places.indices.filter { metrics[$0].number != nil }
          .map { (regimes[$0], places[$0]) }))
  }

  init(_ answer: SlowResolutionTables.Answer, of maker: SlowResolutionTables) {
    let growth = answer.growth
    let frontier = (
      name: "frontier", value: growth.rule.exponent, interval: growth.interval,
      places: growth.rule.frontier.map(\.point)
    )
    self = .growth(
      GrowthAnswer(
        compound: maker.compound.value,
        exponents: [frontier]
          + answer.families.map { family, members in
            let exponent = maker.exponent(of: members)
            return (
              name: family.name, value: exponent?.value, interval: exponent?.interval,
              places: members.map(\.place)
            )
          }))
  }
}
