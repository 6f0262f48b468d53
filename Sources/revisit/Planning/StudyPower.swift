// The power of a study's contrasts: what the grid would decide if an effect of some size were there.

import Analysis
import Architectures
import Configuration
import Datasets
import Graphs
import Randomness
import Studies

/// How surely a study's contrasts would be decided.
struct StudyPower {
  private let study: Study
  private let results: StudyResults
  private let options: PowerOptions
  private let points: ObservationTable

  init(_ study: Study, _ results: StudyResults, options: PowerOptions, at location: DataLocation)
    throws
  {
    (self.study, self.results, self.options) = (study, results, options)
    points = try study.pointTable(at: location)
  }

  /// One paragraph a contrast.
  var text: String {
    get throws {
      let contrasts = study.fits.compactMap { fit -> (name: String, contrast: ContrastFit)? in
        if case .contrast(let contrast) = fit.kind { (fit.name, contrast) } else { nil }
      }
      if contrasts.isEmpty { return "\(study.name) has no contrast, so that none has a power." }
      return try contrasts.map { try text($0.name, $0.contrast) }.joined(separator: "\n\n")
    }
  }

  /// Numbers of replicates beside the study's own, for which the power is shown.
  private var replicates: [Int] {
    Set([study.replicateCount, 3, 5, 8, 12, 20]).sorted().filter { $0 >= 2 }
  }

  private func text(_ name: String, _ fit: ContrastFit) throws -> String {
    let measure = study.measure(fit.measure)
    let unit = measure.unit.factor
    guard let noise = try noise(of: measure) else {
      return "\(name): no point has two done runs to take the noise from;\n"
        + "give --noise in the unit of \(fit.measure)"
    }
    let effect = options.effect ?? fit.equivalence.map { 2 * $0 } ?? noise.value * unit
    let design = try DesignPower(study.contrast(fit), points: points)
    let seed = Seed(root: UInt64(study.points.first?.configuration.seeds.root ?? 0))
    func power(_ effect: Double, _ count: Int) -> [RegimePower] {
      design.power(
        PowerAssumption(effect: effect / unit, noise: noise.value, replicates: count),
        simulations: options.simulations, seed: seed)
    }
    let better = measure.higherIsBetter
    let columns = replicates.map { count in (count, power(effect, count), power(0, count)) }
    let header =
      ["regime", "pairs"] + replicates.map { "\($0)" + ($0 == replicates[0] ? " seeds" : "") }
    let rows = columns[0].1.indices.map { place -> [String] in
      let regime = columns[0].1[place]
      let coordinates = regime.regime.map(\.text).joined(separator: ", ")
      return [coordinates.isEmpty ? "all" : coordinates, "\(regime.pairs)"]
        + columns.map { count, powers, _ in
          percent(
            powers[place].right(
              PowerAssumption(effect: effect, noise: noise.value, replicates: count),
              higherIsBetter: better))
        }
    }
    let falseAlarms = columns.map { count, _, none in
      percent(
        none.map {
          $0.wrong(
            PowerAssumption(effect: 0, noise: noise.value, replicates: count),
            higherIsBetter: better)
        }.max() ?? 0)
    }
    return """
      \(name): can this grid decide \(fit.first) against \(fit.second) by \(fit.measure)?
      If \(fit.first) were better by \(short(effect)) at every pair, with a noise of \
      \(short(noise.value * unit))
      over replicates (\(noise.source)), this share of \(options.simulations) simulated studies \
      would say so:
      \(alignedColumns([header] + rows + [["no effect: wrong", ""] + falseAlarms], leftColumns: 1)
        .joined(separator: "\n"))
      \(conclusion(columns.map { ($0.0, $0.1) }, effect: effect, noise: noise.value, better))
      """
  }

  private func conclusion(
    _ columns: [(count: Int, powers: [RegimePower])], effect: Double, noise: Double, _ better: Bool
  ) -> String {
    if columns.contains(where: { $0.powers.contains { $0.pairs == 0 } }) {
      return "A regime without pairs decides nothing, whatever the seeds: widen 'match'."
    }
    func least(_ column: (count: Int, powers: [RegimePower])) -> Double {
      column.powers.map {
        $0.right(
          PowerAssumption(effect: effect, noise: noise, replicates: column.count),
          higherIsBetter: better)
      }.min() ?? 0
    }
    let own = study.replicateCount
    guard let enough = columns.first(where: { least($0) >= 0.8 }) else {
      return "Even \(columns.last?.count ?? own) seeds decide some regime in fewer than 80 % of "
        + "studies."
    }
    return enough.count <= own
      ? "The study's \(own) seeds decide every regime in at least 80 % of studies."
      : "The study's \(own) \(own == 1 ? "seed is" : "seeds are") too few: \(enough.count) decide every "
        + "regime in 80 % of studies."
  }

  /// The noise over replicates as the metric is recorded, and where it is from.
  private func noise(of measure: MeasureDefinition) throws -> (value: Double, source: String)? {
    if let given = options.noise { return (given / measure.unit.factor, "as given") }
    let table = try results.table
    guard table.columns.contains(measure.metric),
      let noise = try table.replicateNoise(of: measure.metric), noise.deviation > 0
    else { return nil }
    return (noise.deviation, "of \(noise.runs) done runs")
  }

  private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

  private func short(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}

extension Study {
  /// One row a point: labels, axes, settings and costs, as its runs will have them.
  fileprivate func pointTable(at location: DataLocation) throws -> ObservationTable {
    let needsMemory = mentionedCosts.contains(.trainingMemory)
    let costs = CostQuantity.allCases.filter {
      CostQuantity.usual.contains($0) || mentionedCosts.contains($0)
    }
    let rows = try points.map { point -> [String: ObservationValue] in
      var cost = try networkGraph(point.configuration, at: location).cost
      if needsMemory { cost.trainingMemory = try trainingMemory(point.configuration, at: location) }
      var row: [String: ObservationValue] = [
        "point": .text(point.id), "replicate": .number(0),
        "cost.resolution": .number(Double(point.configuration.data.resolution)),
      ]
      for (path, value) in point.configuration.settings { row[path] = ObservationValue(value) }
      for (name, value) in point.axisValues { row[name] = ObservationValue(value) }
      for (name, value) in point.labels { row[name] = ObservationValue(labels: value) }
      for quantity in costs {
        row[quantity.rawValue] = cost.value(of: quantity).map { .number(Double($0)) }
      }
      return row
    }
    let columns = Set(rows.flatMap(\.keys)).sorted()
    return try ObservationTable(
      columns: columns, rows: rows.map { row in columns.map { row[$0] ?? .missing } })
  }
}
