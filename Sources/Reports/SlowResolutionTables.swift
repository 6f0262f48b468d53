// Slow resolution: the exponent of its growth beside those of rules and families, the frontier, and where a family departs.

import Analysis
import Foundation
import References

/// The tables of the growth of resolution over published points.
struct SlowResolutionTables {
  let specification: AnalysisSpecification
  let question: SlowResolutionSpecification
  let points: PublishedObservations
  let library: ReferenceLibrary
  let commit: String

  /// A network of a family.
  struct Member {
    let name: String
    let resolution: Double
    let multiplyAdds: Double
    let place: String
  }

  /// The points as the rule sees them.
  var observations: [ResolutionObservation] {
    get throws {
      try points.table.resolutionObservations(
        cost: question.cost, error: question.error, resolution: question.resolution)
    }
  }

  /// What came of the question: the frontier's growth, and the networks of each family.
  struct Answer {
    let growth: FrontierGrowth
    let families: [(family: ResolutionFamily, members: [Member])]
  }

  /// The answer.
  func answer() throws -> Answer {
    Answer(
      growth: FrontierGrowth(
        try observations, costError: points.error(of: question.cost),
        errorError: points.error(of: question.error),
        simulation: specification.simulation(0)),
      families: try question.families.map { (family: $0, members: try members(of: $0)) })
  }

  /// Exponents, frontier, the first family network by network.
  func tables(of answer: Answer) throws -> [ReportTable] {
    let (growth, families) = (answer.growth, answer.families)
    var tables = [exponents(growth, families), try frontier(growth)]
    if let first = families.first, !first.members.isEmpty {
      tables.append(departures(first.family.name, first.members, growth))
    }
    return tables + [try pointTable]
  }

  /// The exponent of the compound rule.
  var compound: GrowthExponent {
    GrowthExponent(
      depth: question.compound[0], width: question.compound[1], resolution: question.compound[2])
  }

  var references: [String] {
    let families = question.families.compactMap { family in
      if case .table(let name, _, _, _, _) = family.source { name } else { nil }
    }
    return Set(families + [specification.reference]).sorted()
  }

  var provenance: Provenance { Provenance(references: references, commit: commit) }

  func members(of family: ResolutionFamily) throws -> [Member] {
    guard case .table(let name, let only, let model, let resolution, let operations) = family.source
    else { return [] }
    let table = try library.table(named: name)
    let kept = try table.rows.filter { row in
      try only.allSatisfy { column, words in
        words.contains(try table.value(column, in: row).text)
      }
    }
    let isTwice = try table.column(operations).convention == .twiceMultiplyAdds
    let unit = try table.column(operations).unit
    return try kept.compactMap { row in
      let size = try table.usable(resolution, in: row)
      let count = try table.usable(operations, in: row)
      guard case .number(let pixels) = size.content, case .number(let printed) = count.content
      else { return nil }
      let scaled = printed.scaled(by: unit)
      return Member(
        name: try table.usable(model, in: row).text, resolution: pixels.value,
        multiplyAdds: isTwice ? scaled / 2 : scaled,
        place: "\(table.file):\(row.line)")
    }
  }

  // MARK: - Exponents

  private func exponents(
    _ growth: FrontierGrowth, _ families: [(family: ResolutionFamily, members: [Member])]
  ) -> ReportTable {
    let frontier: [ReportCell] = [
      .text("frontier of the figure"), .number(Double(growth.rule.frontier.count)),
      growth.rule.exponent.map { .number(ReportNumber($0, interval: growth.interval)) }
        ?? .missing(reason: "fewer than three points"),
      growth.rule.exponent.map {
        .number(ReportNumber($0 / compound.value, interval: ratio(growth.interval)))
      } ?? .missing(reason: "fewer than three points"),
    ]
    let rule: [ReportCell] = [
      .text("compound rule of EfficientNet"), .missing(reason: "a formula"),
      .number(ReportNumber(compound.value, decimals: 3)), .number(ReportNumber(1, decimals: 0)),
    ]
    return ReportTable(
      name: specification.name, title: specification.title,
      columns: [
        ReportColumn("of"), ReportColumn("networks"), ReportColumn("exponent of cost", decimals: 3),
        ReportColumn("over that of the compound rule", decimals: 2),
      ],
      rows: [frontier, rule] + families.map { row($0.family, $0.members) },
      notes: [sentence(growth)] + familySentences(growth, families)
        + [method, specification.readingNote(points)] + specification.notes
        + references.compactMap { library.tables[$0] }.map(sourceNote),
      provenance: provenance)
  }

  private func row(_ family: ResolutionFamily, _ members: [Member]) -> [ReportCell] {
    if case .none(let reason) = family.source {
      return [.text(family.name)] + Array(repeating: .missing(reason: reason), count: 3)
    }
    guard let exponent = exponent(of: members) else {
      return [.text(family.name), .number(Double(members.count))]
        + Array(repeating: .missing(reason: "fewer than two costs"), count: 2)
    }
    return [
      .text(family.name), .number(Double(exponent.count)),
      .number(ReportNumber(exponent.value, interval: exponent.interval)),
      .number(
        ReportNumber(exponent.value / compound.value, interval: ratio(exponent.interval))),
    ]
  }

  /// The exponent of a family; nil for fewer than two costs.
  func exponent(of members: [Member]) -> GrowthExponent? {
    GrowthExponent(
      costs: members.map(\.multiplyAdds), resolutions: members.map(\.resolution))
  }

  private func ratio(_ interval: Interval?) -> Interval? {
    interval.map { Interval(low: $0.low / compound.value, high: $0.high / compound.value) }
  }

  private func sentence(_ growth: FrontierGrowth) -> String {
    guard let exponent = growth.rule.exponent, let interval = growth.interval else {
      return "The frontier has too few points for an exponent."
    }
    let verdict =
      interval.high < compound.value
      ? "resolution should grow more slowly than the compound rule lets it"
      : interval.low > compound.value
        ? "resolution should grow faster than the compound rule lets it"
        : "undecided whether resolution should grow more slowly than by the compound rule"
    let tenfold = { (exponent: Double) in fixedNumber(pow(10, exponent), 2) }
    return "On the figure, \(verdict): the best resolution grows as cost^"
      + "\(fixedNumber(exponent, 3))\(bracketed(interval, 3)), the compound rule's as cost^"
      + "\(fixedNumber(compound.value, 3)), a ratio of \(fixedNumber(exponent / compound.value, 2))"
      + "\(bracketed(ratio(interval), 2)); ten times the cost is \(tenfold(exponent)) times the "
      + "side in place of \(tenfold(compound.value)). By the readings' errors alone the exponent's "
      + "interval is\(bracketed(growth.readingInterval, 3))."
  }

  /// What each family says beside the figure.
  private func familySentences(
    _ growth: FrontierGrowth, _ families: [(family: ResolutionFamily, members: [Member])]
  ) -> [String] {
    families.compactMap { family, members in
      guard let exponent = exponent(of: members) else { return nil }
      let text =
        "\(family.name): cost^\(fixedNumber(exponent.value, 3))"
        + "\(bracketed(exponent.interval, 3))"
      guard let range = exponent.interval else { return text + "." }
      let against =
        range.high < compound.value
        ? "slower than" : range.low > compound.value ? "faster than" : "not told from"
      let figure = growth.interval.map { frontier in
        range.low > frontier.high
          ? ", faster than the figure's frontier"
          : range.high < frontier.low
            ? ", slower than the figure's frontier" : ", not told from the figure's frontier"
      }
      return text + ": \(against) the compound rule\(figure ?? "")."
    }
  }

  private var method: String {
    "The figure's exponent is the slope of log resolution on log cost along the frontier, its "
      + "interval from points resampled and readings drawn; a family's is the same slope over its "
      + "networks with Student's interval by their distance from the line; the rule's is "
      + "ln \(shortNumber(question.compound[2])) / ln (\(shortNumber(question.compound[0])) x "
      + "\(shortNumber(question.compound[1]))^2 x \(shortNumber(question.compound[2]))^2)."
  }

  private func sourceNote(_ table: ReferenceTable) -> String {
    "\(table.name): \(table.status.rawValue), \(table.provenance.words), from "
      + table.sources.joined(separator: "; ") + "."
  }

  // MARK: - Frontier

  private func frontier(_ growth: FrontierGrowth) throws -> ReportTable {
    let rows = growth.points.map { point -> [ReportCell] in
      let rule = growth.rule.resolution(at: point.point.cost)
      return [
        .number(ReportNumber(point.point.cost, decimals: 2)), .number(point.point.error),
        .number(point.point.resolution), .number(point.share),
        .number(point.likeliestResolution), .number(point.resolutionShare),
        rule.map { .number(ReportNumber($0, decimals: 0)) } ?? .missing(reason: "no rule"),
        .text(point.point.point),
      ]
    }
    return ReportTable(
      name: "\(specification.name)-frontier",
      title: specification.title + ": the frontier, and the resolution best at each cost",
      columns: [
        ReportColumn("multiply-adds", unit: .billions),
        ReportColumn("error", unit: .percent, decimals: 1), ReportColumn("resolution"),
        ReportColumn("on the frontier", unit: .percent, decimals: 0),
        ReportColumn("likeliest best", decimals: 0),
        ReportColumn("in so many draws", unit: .percent, decimals: 0),
        ReportColumn("by the rule", decimals: 0), ReportColumn("source", isForPrograms: true),
      ],
      rows: rows,
      notes: [
        "A point is on the frontier where none that costs as much or less has a smaller error; the "
          + "shares are of draws of the readings.",
        specification.readingNote(points), specification.sourceNote(points),
      ], provenance: Provenance(references: [specification.reference], commit: commit))
  }

  // MARK: - Departures

  private func departures(
    _ name: String, _ members: [Member], _ growth: FrontierGrowth
  ) -> ReportTable {
    let base = members.min { $0.multiplyAdds < $1.multiplyAdds }
    let costs = growth.points.map(\.point.cost)
    let range = (costs.min() ?? 0)...(costs.max() ?? 0)
    let rows = members.map { member -> [ReportCell] in
      let compounded = base.map {
        $0.resolution * pow(member.multiplyAdds / $0.multiplyAdds, compound.value)
      }
      return [
        .text(member.name), .number(ReportNumber(member.multiplyAdds, decimals: 1)),
        .number(member.resolution),
        rule(at: member.multiplyAdds, growth),
        .number(ReportNumber(compounded ?? 0, decimals: 0)),
        .text(departure(member, growth, within: range)), .text(member.place),
      ]
    }
    return ReportTable(
      name: "\(specification.name)-family",
      title: "\(specification.title): \(name) beside the figure's rule",
      columns: [
        ReportColumn("network"), ReportColumn("multiply-adds", unit: .billions),
        ReportColumn("resolution"), ReportColumn("by the figure's rule"),
        ReportColumn("compounded from the first", decimals: 0), ReportColumn("departure"),
        ReportColumn("source", isForPrograms: true),
      ],
      rows: rows, notes: [departureSentence(name, members, growth)], provenance: provenance)
  }

  private func rule(at cost: Double, _ growth: FrontierGrowth) -> ReportCell {
    guard let value = growth.rule.resolution(at: cost) else {
      return .missing(reason: "no rule")
    }
    return .number(ReportNumber(value, interval: growth.resolutionInterval(at: cost)))
  }

  private func departure(
    _ member: Member, _ growth: FrontierGrowth, within range: ClosedRange<Double>
  ) -> String {
    guard let interval = growth.resolutionInterval(at: member.multiplyAdds) else { return "" }
    let beyond = range.contains(member.multiplyAdds) ? "" : ", beyond the figure's frontier"
    if member.resolution > interval.high { return "above the rule" + beyond }
    return (member.resolution < interval.low ? "below the rule" : "within") + beyond
  }

  private func departureSentence(
    _ name: String, _ members: [Member], _ growth: FrontierGrowth
  ) -> String {
    let ordered = members.sorted { $0.multiplyAdds < $1.multiplyAdds }
    guard let top = ordered.last, let value = growth.rule.resolution(at: top.multiplyAdds),
      let interval = growth.resolutionInterval(at: top.multiplyAdds)
    else { return "The figure has no rule." }
    let outside = ordered.filter { member in
      growth.resolutionInterval(at: member.multiplyAdds)?.contains(member.resolution) == false
    }
    let list = outside.map { "\($0.name) at \(shortNumber($0.resolution)) px" }
    return
      "At its top end the family has \(shortNumber(top.resolution)) px where the figure's rule "
      + "gives \(fixedNumber(value, 0))\(bracketed(interval, 0)). "
      + upperHalf(ordered)
      + (list.isEmpty
        ? "No network of it is outside of the rule's interval."
        : "Outside of the rule's interval: \(list.joined(separator: ", ")).")
  }

  /// How fast the costlier half of a family grows by itself.
  private func upperHalf(_ ordered: [Member]) -> String {
    let upper = Array(ordered.suffix((ordered.count + 1) / 2))
    guard let exponent = exponent(of: upper), let from = upper.first else { return "" }
    return "From \(from.name) at \(shortNumber(from.resolution)) px on it grows as cost^"
      + "\(fixedNumber(exponent.value, 3))\(bracketed(exponent.interval, 3)). "
  }

  private var pointTable: ReportTable {
    get throws {
      let columns = [
        question.resolution, question.cost, question.error, "depth_inferred", "width_inferred",
      ].filter(points.table.columns.contains)
      return try points.reportTable(
        name: "\(specification.name)-points", title: specification.title + ": the points",
        columns: columns,
        notes: [
          "Counts of operations are multiply-adds, half of what the figure shows.",
          specification.sourceNote(points),
        ], provenance: Provenance(references: [specification.reference], commit: commit))
    }
  }
}
