// The tables that a study file asks for.

import Configuration
import Documents

extension StudyReader {
  mutating func readTables(_ node: SourceNode, _ context: QuestionContext) -> [TableDefinition] {
    var tables: [TableDefinition] = []
    for entry in entries(of: node, in: "tables") {
      checkName(entry.key, in: "tables", at: entry.keyPosition)
      let fields = fields(
        of: entry.value, in: "tables.\(entry.key)", StudyGrammar.table)
      let headings =
        context.axes + context.groups.map(\.name) + Schema.settings.map(\.path)
        + [ExpressionScope.resolution]
      let rows = fields.required("rows", "a list of axes", &self)
        .map { readNames($0, fields.path("rows"), among: headings) }
      let columns = fields["columns"].map { readNames($0, fields.path("columns"), among: headings) }
      let cell = fields.required("cell", "a cell such as mean(top1) +- ci95", &self)
        .flatMap { readCell($0, fields, rows: rows ?? [], context) }
      let formats = fields["formats"].map { readFormats($0, fields.path("formats")) }
      let caption = fields["caption"].flatMap { text($0, fields.path("caption")) }
      let marks = fields["mark"].map { readMarks($0, fields.path("mark")) }
      guard let rows, let cell else { continue }
      tables.append(
        TableDefinition(
          name: entry.key, rows: rows, columns: columns ?? [], cell: cell,
          formats: formats ?? TableFormat.usual,
          caption: caption, marks: marks ?? TableMarks()))
    }
    return tables
  }

  private mutating func readFormats(_ node: SourceNode, _ place: String) -> [TableFormat] {
    var formats: [TableFormat] = []
    for element in list(node, place) {
      guard let format = choice(element, place, of: TableFormat.self) else { continue }
      formats.append(format)
    }
    return formats
  }

  private mutating func readMarks(_ node: SourceNode, _ place: String) -> TableMarks {
    let fields = fields(of: node, in: place, StudyGrammar.mark)
    let best = fields["best"].flatMap { choice($0, fields.path("best"), of: TableMarks.Best.self) }
    let same = fields["same_as_best"].flatMap {
      choice($0, fields.path("same_as_best"), of: TableMarks.SameAsBest.self)
    }
    return TableMarks(best: best ?? .none, sameAsBest: same ?? .none)
  }

  /// `difference(m)` with its reference, or a cell that stands for itself.
  private mutating func readCell(
    _ node: SourceNode, _ fields: Fields, rows: [String], _ context: QuestionContext
  ) -> CellContent? {
    let place = fields.path("cell")
    guard let text = text(node, place) else { return nil }
    if let match = text.wholeMatch(of: #/difference\( *([a-z0-9_]+) *\)/#)?.output {
      return readDifference(String(match.1), node, fields, rows: rows, context)
    }
    for key in ["reference", "equivalence"] {
      guard let node = fields[key] else { continue }
      report(
        "'\(fields.path(key))' is for cells of differences, such as difference(top1); remove it",
        at: node.position)
    }
    return readCell(text, node, place, context.measures)
  }

  private mutating func readDifference(
    _ measure: String, _ node: SourceNode, _ fields: Fields, rows: [String],
    _ context: QuestionContext
  ) -> CellContent? {
    let path = fields.path("reference")
    let equivalence = fields["equivalence"].flatMap {
      number(
        $0, fields.path("equivalence"),
        in: Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude)
    }
    if let marks = fields["mark"] {
      report(
        "'\(fields.path("mark"))' is for means; differences have verdicts: remove it",
        at: marks.position)
    }
    guard isMeasure(measure, node, fields.path("cell"), context.measures) else { return nil }
    let condition = fields.required(
      "reference", "a condition on rows, such as ingredient == 'baseline'", &self)
    guard let condition, let reference = expression(condition, path, context.scope) else {
      return nil
    }
    for name in reference.names where !rows.contains(name) {
      report(
        "'\(path)' mentions '\(name)', which is no row of the table; expected one of "
          + rows.joined(separator: ", "), at: condition.position)
      return nil
    }
    return .difference(
      DifferenceCell(measure: measure, reference: reference, equivalence: equivalence))
  }

  private mutating func isMeasure(
    _ name: String, _ node: SourceNode, _ place: String, _ measures: [String]
  ) -> Bool {
    if measures.contains(name) { return true }
    let hint = nearestName(to: name, among: measures).map { "; did you mean '\($0)'?" } ?? ""
    report("unknown measure '\(name)' in '\(place)'\(hint)", at: node.position)
    return false
  }

  /// `mean(m)`, `mean(m) +- ci95`, `mean(m) +- std`, or the name of a cost.
  private mutating func readCell(
    _ text: String, _ node: SourceNode, _ place: String, _ measures: [String]
  ) -> CellContent? {
    if ExpressionScope.costs.contains(text) { return .cost(text) }
    let spreads = #/mean\( *([a-z0-9_]+) *\)( *\+- *(ci95|std))?/#
    guard let match = text.wholeMatch(of: spreads)?.output else {
      report(
        "'\(place)' is '\(text)'; expected mean(m), mean(m) +- ci95, mean(m) +- std, "
          + "difference(m) or one of "
          + ExpressionScope.costs.joined(separator: ", "),
        at: node.position)
      return nil
    }
    let measure = String(match.1)
    guard isMeasure(measure, node, place, measures) else { return nil }
    return .mean(measure: measure, spread: match.3.flatMap { CellSpread(rawValue: String($0)) })
  }
}
