// Depth or width: verdicts by regime, the same by resolution, the surface's second opinion, and the points.

import Analysis
import Foundation
import References

/// The tables of a contrast of two factors over published points.
struct DepthOrWidthTables {
  let specification: AnalysisSpecification
  let question: DepthOrWidthSpecification
  let points: PublishedObservations
  let commit: String

  /// The answer at one cost.
  struct CostAnswer: Sendable {
    let cost: CostSpecification
    let contrast: CurveContrastResult
    let surfaces: [(link: ErrorLink, regimes: [SurfaceRegime])]
  }

  /// The answers, one a cost.
  func answers() throws -> [CostAnswer] {
    try question.costs.enumerated().map { place, cost in
      try answer(cost, estimator: 3 * place)
    }
  }

  /// Verdicts, resolutions, surfaces, points.
  func tables(of answers: [CostAnswer]) throws -> [ReportTable] {
    [verdicts(answers), resolutions(answers), surfaces(answers), try pointTable]
  }

  private func answer(_ cost: CostSpecification, estimator: Int) throws -> CostAnswer {
    var contrast = CurveContrast(
      first: question.first.column, from: question.first.base, second: question.second.column,
      from: question.second.base, metric: question.metric, cost: cost.column,
      regime: question.regime, block: question.block,
      simulation: specification.simulation(estimator))
    contrast.metricError = points.error(of: question.metric)
    contrast.costError = points.error(of: cost.column)
    contrast.reach = question.reach
    let surfaces = try ErrorLink.allCases.enumerated().map { place, link in
      var surface = SurfaceContrast(
        first: question.first.column, second: question.second.column, others: [question.block],
        accuracy: question.metric, cost: cost.column, regime: question.regime, link: link,
        simulation: specification.simulation(estimator + 1 + place))
      surface.accuracyError = points.error(of: question.metric)
      surface.costError = points.error(of: cost.column)
      return (link, try surface.answer(from: points.table))
    }
    return CostAnswer(
      cost: cost, contrast: try contrast.answer(from: points.table), surfaces: surfaces)
  }

  var names: (first: String, second: String) {
    (question.first.column, question.second.column)
  }

  var provenance: Provenance {
    Provenance(references: [specification.reference], commit: commit)
  }

  var difference: String { "\(names.first) less \(names.second)" }

  // MARK: - Verdicts

  private func verdicts(_ answers: [CostAnswer]) -> ReportTable {
    let rows = answers.flatMap { answer in
      answer.contrast.regimes.map { regime -> [ReportCell] in
        [
          .text(answer.cost.title), ReportCell(regime.regime), .number(Double(regime.pairs)),
          estimate(regime.difference, regime.interval),
          intervalCell(regime.blockInterval), pCell(regime.adjustedPValue),
          .text(regime.verdict.word(names.first, names.second)),
        ]
      }
    }
    return ReportTable(
      name: specification.name, title: specification.title,
      columns: [
        ReportColumn("matched on"), ReportColumn(question.regime), ReportColumn("pairs"),
        ReportColumn(difference, unit: .percentagePoints),
        ReportColumn("interval by \(question.block)"), ReportColumn("p", decimals: 3),
        ReportColumn("verdict"),
      ],
      rows: rows,
      notes: answers.flatMap(sentences) + overall(answers) + opinions(answers) + [
        method, specification.readingNote(points),
      ]
        + specification.notes + [specification.sourceNote(points)],
      provenance: provenance)
  }

  private var method: String {
    "Each \(names.second) point is held against the \(names.first) curve of its \(question.regime) "
      + "and \(question.block), linear in log cost, at its own cost, at most "
      + "\(shortNumber(100 * question.reach)) % beyond the curve's end. Student's interval is over "
      + "pairs, with the variance of the readings added (conservative: it spreads the pairs, too); "
      + "p is corrected by Holm over the \(question.regime). Beside it the interval with "
      + "\(question.block) as unit, in points, since pairs of one share their \(names.first) curve."
  }

  private func sentences(_ answer: CostAnswer) -> [String] {
    let verdicts = answer.contrast.regimes.map { regime in
      let difference =
        "\(fixedNumber(100 * regime.difference, 2))\(bracketed(regime.interval, 2, factor: 100)) "
        + "points, \(regime.pairs) pairs"
      let place =
        "At equal \(answer.cost.title), \(regime.regime.text) \(question.regime): "
      switch regime.verdict {
      case .first: return place + "\(names.first) is better (\(difference))."
      case .second: return place + "\(names.second) is better (\(difference))."
      case .equivalent: return place + "both are equivalent (\(difference))."
      case .undecided(let reason): return place + "undecided, \(reason) (\(difference))."
      }
    }
    return verdicts + [crossing(answer)] + unreached(answer)
  }

  /// For each regime what the costs say together.
  private func overall(_ answers: [CostAnswer]) -> [String] {
    guard let first = answers.first, answers.count > 1 else { return [] }
    return first.contrast.regimes.map { regime in
      let words = answers.map { answer in
        let same = answer.contrast.regimes.first { $0.regime == regime.regime }
        return same.map { $0.verdict.word(names.first, names.second) } ?? "undecided"
      }
      let place = "In all, \(regime.regime.text) \(question.regime): "
      if Set(words).count == 1 { return place + "\(words[0]), on every cost." }
      let parts = zip(words, answers).map { "\($0) at equal \($1.cost.title)" }
      return place + "depends on the cost: \(parts.joined(separator: ", "))."
    }
  }

  /// Whether the surfaces of each cost say the same.
  private func opinions(_ answers: [CostAnswer]) -> [String] {
    let others = answers.flatMap { answer in
      answer.surfaces.flatMap { link, regimes in
        zip(answer.contrast.regimes, regimes).compactMap { curve, surface -> String? in
          let words = [curve.verdict, surface.verdict].map { $0.word(names.first, names.second) }
          guard words[0] != words[1] else { return nil }
          return "\(words[1]) for \(words[0]) at equal \(answer.cost.title), "
            + "\(surface.regime.text) \(question.regime) (\(link.rawValue) error)"
        }
      }
    }
    return [
      others.isEmpty
        ? "The surfaces, a second opinion, agree with every verdict."
        : "The surfaces, a second opinion, say otherwise here: \(others.joined(separator: "; "))."
    ]
  }

  private func crossing(_ answer: CostAnswer) -> String {
    guard let crossing = answer.contrast.crossing else {
      return "At equal \(answer.cost.title) the sign does not change once between the regimes: no "
        + "crossing."
    }
    let where_ = "At equal \(answer.cost.title) the two cross at \(fixedNumber(crossing.value, 0)) "
    let interval = bracketed(crossing.interval, 0)
    let share = Int((100 * crossing.share).rounded(.down))
    return where_ + "\(question.regime)\(interval) (linear in log \(question.regime) between "
      + "regimes; pairs resampled and readings drawn; \(share) % of draws cross once)."
  }

  private func unreached(_ answer: CostAnswer) -> [String] {
    let beyond = Set(
      answer.contrast.unmatched.map {
        "\(names.second) \($0[2].text) at \(question.block) \($0[1].text)"
      }
    ).sorted()
    guard !beyond.isEmpty else { return [] }
    return [
      "At equal \(answer.cost.title) out of the \(names.first) curve's reach and not compared: "
        + beyond.joined(separator: ", ") + "."
    ]
  }

  // MARK: - Resolutions

  private func resolutions(_ answers: [CostAnswer]) -> ReportTable {
    let rows = answers.flatMap { answer in
      answer.contrast.cells.map { cell -> [ReportCell] in
        [
          .text(answer.cost.title), ReportCell(cell.regime), ReportCell(cell.block),
          .number(Double(cell.pairs)), estimate(cell.difference, cell.interval),
          pCell(cell.adjustedPValue), .text(cell.verdict.word(names.first, names.second)),
        ]
      }
    }
    return ReportTable(
      name: "\(specification.name)-\(question.block)s",
      title: specification.title + ": by \(question.block)",
      columns: [
        ReportColumn("matched on"), ReportColumn(question.regime), ReportColumn(question.block),
        ReportColumn("pairs"), ReportColumn(difference, unit: .percentagePoints),
        ReportColumn("p", decimals: 3), ReportColumn("verdict"),
      ],
      rows: rows,
      notes: [
        "Intervals hold the readings' errors alone: each point is one published run, so the noise of "
          + "training is in none of them, and a verdict is on these runs. p is corrected by Holm over "
          + "all rows of one cost.",
        specification.readingNote(points), specification.sourceNote(points),
      ], provenance: provenance)
  }

  // MARK: - Surfaces

  private func surfaces(_ answers: [CostAnswer]) -> ReportTable {
    let rows = answers.flatMap { answer in
      answer.surfaces.flatMap { link, regimes in
        regimes.map { regime -> [ReportCell] in
          [
            .text(answer.cost.title), .text("\(link.rawValue) error"), ReportCell(regime.regime),
            .number(Double(regime.points)), .number(regime.determination), .number(regime.first),
            .number(regime.second),
            .number(ReportNumber(regime.difference, interval: regime.interval)),
            pCell(regime.adjustedPValue), .text(regime.verdict.word(names.first, names.second)),
          ]
        }
      }
    }
    return ReportTable(
      name: "\(specification.name)-surface", title: specification.title + ": a surface's opinion",
      columns: [
        ReportColumn("cost"), ReportColumn("response"), ReportColumn(question.regime),
        ReportColumn("points"), ReportColumn("R2", decimals: 3),
        ReportColumn(names.first, group: "effect of one unit of log cost", decimals: 3),
        ReportColumn(names.second, group: "effect of one unit of log cost", decimals: 3),
        ReportColumn("\(names.second) less \(names.first)", decimals: 3),
        ReportColumn("p", decimals: 3), ReportColumn("verdict"),
      ],
      rows: rows,
      notes: [
        "The response is linear in log \(names.first), log \(names.second) and log "
          + "\(question.block), and so is log cost; an effect is a factor's coefficient of the "
          + "response over that of log cost. A negative effect lowers the error; a positive "
          + "difference speaks for \(names.first). Student's interval by the residuals, with the "
          + "variance of the readings added; p is corrected by Holm over the \(question.regime).",
        specification.readingNote(points), specification.sourceNote(points),
      ], provenance: provenance)
  }

  // MARK: - Points

  private var pointTable: ReportTable {
    get throws {
      let columns = [
        question.regime, question.block, names.first, names.second, "tpu_step_time",
        question.metric,
      ].filter(points.table.columns.contains)
      return try points.reportTable(
        name: "\(specification.name)-points", title: specification.title + ": the points",
        columns: columns, notes: [specification.sourceNote(points)], provenance: provenance)
    }
  }

  // MARK: - Cells

  private func estimate(_ value: Double, _ interval: Interval?) -> ReportCell {
    .number(ReportNumber(value, interval: interval, decimals: 2, isSigned: true))
  }

  private func intervalCell(_ interval: Interval?) -> ReportCell {
    guard let interval else { return .missing(reason: "one \(question.block) alone") }
    return .text(
      "\(fixedNumber(100 * interval.low, 2)) to \(fixedNumber(100 * interval.high, 2))")
  }

  private func pCell(_ value: Double?) -> ReportCell {
    value.map { .number($0) } ?? .missing(reason: "not tested")
  }
}

extension PublishedObservations {
  /// The points as a table: some published columns, our counts, and where each stands.
  func reportTable(
    name: String, title: String, columns: [String], notes: [String], provenance: Provenance
  ) throws -> ReportTable {
    let counts = ["cost.multiply_adds", "cost.parameters"].filter(table.columns.contains)
    let indices = try (columns + counts).map(table.index)
    let places = try table.values("point")
    var made = ReportTable(
      name: name, title: title,
      columns: columns.map(reportColumn) + counts.map(ownColumn)
        + [ReportColumn("source", isForPrograms: true)],
      rows: zip(table.rows, places).map { row, place in
        indices.map { index in
          switch row[index] {
          case .number(let number): .number(number)
          case .text(let text): .text(text)
          case .boolean, .missing: .missing(reason: "not published, or no such network")
          }
        } + [.text(place.text)]
      }, notes: notes, provenance: provenance)
    made.origins = try reference.rows.indices.map { row in
      try columns.map { try published($0, row) } + counted[row].map(origin) + [nil]
    }
    return made
  }

  /// A published value of a row with its place; nil for what is no column of the published table.
  private func published(_ column: String, _ row: Int) throws -> CellOrigin? {
    guard reference.columns.contains(where: { $0.name == column }) else { return nil }
    let value = try reference.usable(column, in: reference.rows[row])
    var origin = CellOrigin()
    origin.published = [SpecifiedTable.Origin(table: reference.name, value: value).published]
    return origin
  }

  private func origin(_ counted: CountedOrigin?) -> CellOrigin? {
    counted.map { counted in
      var origin = CellOrigin()
      origin.counted = [counted]
      return origin
    }
  }

  private func ownColumn(_ name: String) -> ReportColumn {
    let isParameters = name == "cost.parameters"
    return ReportColumn(
      isParameters ? "parameters" : "multiply-adds", group: "ours",
      unit: isParameters ? .millions : .billions, decimals: 2)
  }

  /// As many digits after the point as the column's most exact number has; one more where operations are halved.
  private func decimals(of column: ReferenceColumn) -> Int? {
    let printed = reference.rows.compactMap { row -> Int? in
      guard case .number(let number) = try? reference.value(column.name, in: row).content else {
        return nil
      }
      return number.decimals
    }
    return printed.max().map { column.convention == .twiceMultiplyAdds ? $0 + 1 : $0 }
  }

  private func reportColumn(_ name: String) -> ReportColumn {
    guard let column = reference.columns.first(where: { $0.name == name }) else {
      return ReportColumn(name)
    }
    let unit = column.unit?.reportUnit ?? .none
    let symbol = column.unit.map { unit == .none ? " (\($0.rawValue))" : "" } ?? ""
    return ReportColumn(name + symbol, unit: unit, decimals: decimals(of: column))
  }
}
