// The cells of a specified table, row by row.

import Foundation
import References

/// A cell with the published value that it shows.
struct EvaluatedCell {
  var cell: ReportCell
  var origin: SpecifiedTable.Origin?
}

/// Evaluates the columns of a specification over its rows.
struct TableEvaluation {
  let specification: TableSpecification
  let library: ReferenceLibrary
  let ours: (OwnQuestion) throws -> OwnValue

  /// The cells of all rows, without those that are for programs.
  func rows() throws -> [[EvaluatedCell]] {
    var before: StudyPoints?
    return try scopes().map { scope in
      var scope = scope
      scope.before = before
      before = try specification.study.flatMap { try points(of: $0, scope) }
      return try specification.columns.flatMap { try cells($0, scope) }
    }
  }

  private func scopes() throws -> [RowScope] {
    switch specification.rows {
    case .listed(let rows):
      return rows.map { RowScope(table: nil, row: nil, words: $0) }
    case .facts(let name):
      let table = try library.table(named: name)
      return table.facts.map { fact in
        RowScope(table: table, row: nil, fact: fact, words: ["name": fact.name])
      }
    case .reference(let name, let except):
      let table = try library.table(named: name)
      return try table.rows.compactMap { row in
        let isExcepted = try except.contains { column, values in
          values.contains(try table.value(column, in: row).text)
        }
        if isExcepted { return nil }
        let words = zip(table.columns, row.values).map { ($0.name, $1.text) }
        return RowScope(
          table: table, row: row, words: Dictionary(words) { first, _ in first })
      }
    }
  }

  private func cells(_ column: SpecifiedColumn, _ scope: RowScope) throws -> [EvaluatedCell] {
    switch column.content {
    case .text(let template):
      return [EvaluatedCell(cell: .text(try scope.filled(template, in: specification)))]
    case .published(let template):
      return [
        try published(template, column, scope)?.evaluated
          ?? EvaluatedCell(cell: .missing(reason: "not published"))
      ]
    case .ours(let template):
      return [EvaluatedCell(cell: try own(template, scope).cell(column))]
    case .comparison(let own, let published, let parts):
      let comparison = Comparison(
        published: try self.published(published, column, scope), own: try self.own(own, scope),
        column: column)
      return parts.map { comparison.cell($0) }
    case .decision(let template):
      return try decision(template, scope).map { EvaluatedCell(cell: $0) }
    }
  }

  // MARK: - Published values

  private func published(
    _ template: PublishedTemplate, _ column: SpecifiedColumn, _ scope: RowScope
  ) throws -> PublishedCell? {
    if let fact = scope.fact, template.table == nil, let table = scope.table {
      guard fact.value.provenance.isVerified else {
        throw ReportError(
          "\(table.file):\(fact.value.position): '\(fact.name)' is "
            + "\(fact.value.provenance.words); find a source for it before a table shows it")
      }
      return PublishedCell(table: table.name, value: fact.value, unit: column.unit)
    }
    let name = try scope.filled(template.column, in: specification)
    guard let (table, row) = try place(template, scope) else { return nil }
    let unit = try table.column(name).unit
    if let unit, unit.reportUnit != (column.unit?.reportUnit ?? .none) {
      throw ReportError(
        "\(specification.name): column '\(name)' of \(table.name) is in \(unit.rawValue); say "
          + "'unit: \(unit.rawValue)' in '\(column.header)'")
    }
    return PublishedCell(
      table: table.name, value: try table.usable(name, in: row), unit: unit ?? column.unit)
  }

  /// Where a value stands; nil where the row has no word by which to find it.
  private func place(
    _ template: PublishedTemplate, _ scope: RowScope
  ) throws -> (ReferenceTable, ReferenceRow)? {
    guard let name = template.table else {
      guard let table = scope.table, let row = scope.row else {
        throw ReportError(
          "\(specification.name): its rows are of no reference table; say in which table "
            + "'\(template.column)' is")
      }
      return (table, row)
    }
    let table = try library.table(named: name)
    let wanted = try template.match.mapValues { try scope.filled($0, in: specification) }
    if wanted.values.contains("") { return nil }
    let found = try table.rows.filter { row in
      try wanted.allSatisfy { column, text in try table.value(column, in: row).text == text }
    }
    guard found.count == 1 else {
      let words = wanted.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      throw ReportError(
        "\(specification.name): \(found.count) rows of \(name) with "
          + "\(words.joined(separator: ", ")); expected one")
    }
    return (table, found[0])
  }

  // MARK: - Our values

  private func own(_ template: OwnTemplate, _ scope: RowScope) throws -> OwnValue {
    let value = try own(template.quantity, template.network ?? specification.network, scope)
    guard let over = template.over, case .number(let numerator) = value else { return value }
    let divisor = try own(template.quantity, over, scope)
    guard case .number(let denominator) = divisor else { return divisor }
    return .number(numerator / denominator)
  }

  private func own(
    _ quantity: OwnQuantity, _ network: NetworkTemplate?, _ scope: RowScope
  ) throws -> OwnValue {
    if quantity.isOfTraining { return try training(quantity, scope) }
    guard let network else {
      throw ReportError(
        "\(specification.name): \(quantity.rawValue) of what? Say 'network'")
    }
    guard
      let question = try network.question(
        quantity, scope, library: library, specification: specification.name)
    else { return .missing(reason: "not among our networks") }
    return try ours(.network(question))
  }

  private func training(_ quantity: OwnQuantity, _ scope: RowScope) throws -> OwnValue {
    guard let study = specification.study else {
      throw ReportError("\(specification.name): \(quantity.rawValue) of what? Say 'study'")
    }
    guard let points = try points(of: study, scope) else {
      return .missing(reason: "no study of ours is about it")
    }
    let isStep = quantity == .trainedStep
    if isStep, scope.before == nil { return .missing(reason: "no row before it") }
    return try ours(
      .training(
        TrainingQuestion(
          file: study.file, data: study.data, points: points,
          before: isStep ? scope.before : nil, quantity: quantity)))
  }

  private func points(of study: StudyTemplate, _ scope: RowScope) throws -> StudyPoints? {
    switch study.rows {
    case .template(let points):
      return StudyPoints(
        condition: try scope.filled(points.condition, in: specification), measure: points.measure)
    case .listed(let row, let points):
      return points[try scope.filled(row, in: specification)]
    }
  }

  // MARK: - Decisions

  private func decision(_ template: DecisionTemplate, _ scope: RowScope) throws -> [ReportCell] {
    let quantity = try scope.filled(template.quantity, in: specification)
    let otherwise = ReportCell.text(try scope.filled(template.otherwise, in: specification))
    if quantity.isEmpty {
      return [.missing(reason: "no count of ours decides this"), otherwise]
    }
    guard let quantity = OwnQuantity(rawValue: quantity) else {
      throw ReportError("\(specification.name): no quantity '\(quantity)'")
    }
    let value = try own(quantity, specification.network, scope)
    guard case .number(let number) = value else { return [value.cell(nil), otherwise] }
    let unit = ReferenceUnit(rawValue: try scope.filled(template.unit, in: specification))
    let claimed = try scope.filled(template.claimed, in: specification)
    let right = try scope.filled(template.right, in: specification)
    guard let claimed = PrintedNumber(claimed), let right = PrintedNumber(right) else {
      throw ReportError(
        "\(specification.name): '\(claimed)' and '\(right)'; expected the printed and the right "
          + "number")
    }
    let decision = Decision(ours: number, claimed: claimed, right: right, unit: unit)
    return [.text(decision.count), .text(decision.verdict)]
  }
}

extension OwnQuantity {
  /// Whether it is asked of runs, not of a network.
  fileprivate var isOfTraining: Bool {
    self == .trained || self == .trainedStep || self == .trainingMultiplyAdds
  }
}

extension NetworkTemplate {
  /// The question about a row's network; nil where the printed name is none of our networks'.
  func question(
    _ quantity: OwnQuantity, _ scope: RowScope, library: ReferenceLibrary, specification: String
  ) throws -> NetworkQuestion? {
    func filled(_ template: String?) throws -> String? {
      guard let template else { return nil }
      let text = try scope.filled(template, specification: specification)
      return text.isEmpty ? nil : text
    }
    guard let printed = try filled(name),
      let name = library.networks.catalogueNames[printed]?.first
    else { return nil }
    return NetworkQuestion(
      network: name, resolution: try filled(resolution).flatMap { Int($0) },
      stem: try filled(stem), width: try filled(width).flatMap { Double($0) }, quantity: quantity)
  }
}

/// What templates in a row may name.
struct RowScope {
  let table: ReferenceTable?
  let row: ReferenceRow?
  var fact: ReferenceFact?
  /// The points of the row before.
  var before: StudyPoints?
  let words: [String: String]

  /// A template with its names filled in.
  func filled(_ template: String, in specification: TableSpecification) throws -> String {
    try filled(template, specification: specification.name)
  }

  func filled(_ template: String, specification: String) throws -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      guard let word = words[name] else {
        throw ReportError(
          "\(specification): '\(template)' names '\(name)'; a row has "
            + words.keys.sorted().joined(separator: ", "))
      }
      text += rest[..<open] + word
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}
