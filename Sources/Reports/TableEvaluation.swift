// The cells of a specified table, row by row.

import Foundation
import References

/// A cell with the published value that it shows.
struct EvaluatedCell {
  var cell: ReportCell
  var origin: SpecifiedTable.Origin?
  /// Whether a published value is left out because it is not verified.
  var isWithheld = false
  /// What of ours it is made of.
  var own = CellOrigin()

  /// All that it is made of.
  var made: CellOrigin? {
    var made = own
    if let origin { made.published.append(origin.published) }
    return made.isEmpty ? nil : made
  }
}

/// Evaluates the columns of a specification over its rows.
struct TableEvaluation {
  let specification: TableSpecification
  let library: ReferenceLibrary
  let ours: (OwnQuestion) throws -> OwnValue
  /// What an answer of ours is made of.
  let origin: (OwnQuestion) throws -> CellOrigin

  /// The cells of all rows, without those that are for programs.
  func rows() throws -> [[EvaluatedCell]] {
    var before: StudyPoints?
    return try scopes().map { scope in
      var scope = scope
      scope.before = before
      before = try specification.study.flatMap { try points(of: $0, scope) }
      return try specification.columns.flatMap { try tracedCells($0, scope) }
    }
  }

  /// The cells of a column in a row, each with what of ours, and beside which published value, it is made of.
  private func tracedCells(
    _ column: SpecifiedColumn, _ scope: RowScope
  ) throws -> [EvaluatedCell] {
    var asked: [OwnQuestion] = []
    let listening = TableEvaluation(
      specification: specification, library: library,
      ours: { question in
        asked.append(question)
        return try ours(question)
      }, origin: origin)
    let cells = try listening.cells(column, scope)
    let own = try asked.reduce(CellOrigin()) { $0.joined(with: try origin($1)) }
    guard case .comparison(_, let template, let parts) = column.content else {
      return cells.map { cell in
        var cell = cell
        if cell.origin == nil { cell.own = own }
        return cell
      }
    }
    var both = own
    if let published = try published(template, column, scope) {
      both.published.append(published.origin.published)
    }
    return zip(cells, parts).map { cell, part in
      var cell = cell
      switch part {
      case .published: break
      case .ours: cell.own = own
      case .difference, .verdict, .sign: cell.own = both
      }
      return cell
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
        return RowScope(table: table, row: row)
      }
    }
  }

  private func cells(_ column: SpecifiedColumn, _ scope: RowScope) throws -> [EvaluatedCell] {
    switch column.content {
    case .text(let template):
      return [try text(template, column, scope)]
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

  /// Words; those that are a published value and nothing else keep its place.
  private func text(
    _ template: String, _ column: SpecifiedColumn, _ scope: RowScope
  ) throws -> EvaluatedCell {
    if let (table, value) = scope.value(named: template) {
      let cell = PublishedCell(table: table.name, value: value, unit: nil)
      if column.withholdsUnverified, !value.provenance.isVerified { return cell.withheld }
      if value.content == .missing { return cell.evaluated }
      let words = try scope.filled(template, in: specification)
      return EvaluatedCell(cell: .text(words), origin: cell.origin)
    }
    return EvaluatedCell(cell: .text(try scope.filled(template, in: specification)))
  }

  private func published(
    _ template: PublishedTemplate, _ column: SpecifiedColumn, _ scope: RowScope
  ) throws -> PublishedCell? {
    if let fact = scope.fact, template.table == nil, let table = scope.table {
      guard column.withholdsUnverified || fact.value.provenance.isVerified else {
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
    let value =
      try column.withholdsUnverified ? table.value(name, in: row) : table.usable(name, in: row)
    return PublishedCell(table: table.name, value: value, unit: unit ?? column.unit)
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
    if let recipe = template.recipe { return try setting(template, of: recipe, scope) }
    let value = try own(template.quantity, template.network ?? specification.network, scope)
    guard let over = template.over, case .number(let numerator) = value else { return value }
    let divisor = try own(template.quantity, over, scope)
    guard case .number(let denominator) = divisor else { return divisor }
    return .number(numerator / denominator)
  }

  private func own(
    _ quantity: OwnQuantity, _ network: NetworkTemplate?, _ scope: RowScope
  ) throws -> OwnValue {
    let isOfPoints = network == nil && specification.study != nil
    if quantity.isOfTraining || isOfPoints { return try training(quantity, scope) }
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
          file: points.file ?? study.file, data: study.data, points: points,
          before: isStep ? scope.before : nil, quantity: quantity)))
  }

  private func setting(
    _ template: OwnTemplate, of recipe: String, _ scope: RowScope
  ) throws -> OwnValue {
    let settings = specification.settings
    let base = (settings?.base ?? [:]).merging(template.base) { $1 }
    let row = try settings?.row.map { try scope.filled($0, in: specification) }
    guard let expression = template.setting ?? row.flatMap({ settings?.expressions[$0] }) else {
      return .missing(reason: "no setting of ours says this")
    }
    return try ours(
      .setting(
        SettingQuestion(
          recipe: try scope.filled(recipe, in: specification),
          base: try base.mapValues { try scope.filled($0, in: specification) },
          expression: try scope.filled(expression, in: specification))))
  }

  private func points(of study: StudyTemplate, _ scope: RowScope) throws -> StudyPoints? {
    switch study.rows {
    case .template(let points):
      if scope.leavesOpen(points.condition) { return nil }
      return StudyPoints(
        condition: try scope.filled(points.condition, in: specification), measure: points.measure)
    case .listed(let row, let points):
      if scope.leavesOpen(row) { return nil }
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
    self == .trained || self == .trainedError || self == .trainedStep
      || self == .trainingMultiplyAdds
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
  let fact: ReferenceFact?
  /// The points of the row before.
  var before: StudyPoints?
  let words: [String: String]

  /// A row of a reference table, whose verified values templates may name.
  init(table: ReferenceTable, row: ReferenceRow) {
    let words = zip(table.columns, row.values)
      .filter { $1.provenance.isVerified }
      .map { ($0.name, $1.text) }
    self.init(table: table, row: row, words: Dictionary(words) { first, _ in first })
  }

  init(
    table: ReferenceTable?, row: ReferenceRow?, fact: ReferenceFact? = nil,
    words: [String: String]
  ) {
    (self.table, self.row, self.fact, self.words) = (table, row, fact, words)
  }

  /// The published value that a template of one name and nothing else stands for, verified or not.
  func value(named template: String) -> (ReferenceTable, ReferenceValue)? {
    guard let table, let row, template.hasPrefix("{"), template.hasSuffix("}"),
      let index = table.columns.firstIndex(where: { "{\($0.name)}" == template })
    else { return nil }
    return (table, row.values[index])
  }

  /// Whether a template names a value that the row has not, or that is not to be shown.
  func leavesOpen(_ template: String) -> Bool {
    guard let table, let row else { return false }
    return zip(table.columns, row.values).contains { column, value in
      template.contains("{\(column.name)}")
        && (value.content == .missing || !value.provenance.isVerified)
    }
  }

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
        if let (table, value) = value(named: "{\(name)}") { _ = try table.verified(value, name) }
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
