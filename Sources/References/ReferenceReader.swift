// From a file of the reference folder to a table; everything wrong with the file is told at once.

import Documents
package import Foundation

extension ReferenceTable {
  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes.
  ///   - name: Its folder and file without suffix.
  /// - Throws: `DocumentErrors`, everything wrong with the file at once.
  package init(bytes: Data, name: String) throws {
    do {
      let root = try SourceParser.parse(SourceText(bytes))
      var reader = DocumentReader()
      let table = reader.referenceTable(root, name: name)
      guard let table, reader.problems.isEmpty else { throw SourceErrors(reader.problems) }
      self = table
    } catch let errors as SourceErrors {
      throw DocumentErrors(file: "\(name).yaml", errors.errors)
    }
  }
}

extension DocumentReader {
  fileprivate mutating func referenceTable(_ root: SourceNode, name: String) -> ReferenceTable? {
    let fields = fields(
      of: root, in: "",
      known: [
        "schema", "title", "paper", "status", "status_note", "provenance", "sources", "notes",
        "columns", "rows", "facts",
      ])
    checkSchema(fields)
    let title = fields.required("title", "what the table shows", &self)
      .flatMap { text($0, "title") }
    let status = fields.required("status", "complete, partial or missing", &self)
      .flatMap { choice($0, "status", of: ReferenceStatus.self) }
    let provenance = fields.required("provenance", "how its values are known", &self)
      .flatMap { choice($0, "provenance", of: ReferenceProvenance.self) }
    let sources = fields.required("sources", "a list of places where the values were read", &self)
      .map { texts($0, "sources") }
    guard let title, let status, let provenance, let sources else { return nil }
    let columns = fields["columns"].map { referenceColumns($0) } ?? []
    let rows =
      fields["rows"].map { referenceRows($0, columns: columns, usual: provenance) } ?? []
    let facts = fields["facts"].map { referenceFacts($0, usual: provenance) } ?? []
    demandValues(fields, status: status, rows: rows)
    return ReferenceTable(
      name: name, title: title, paper: fields["paper"].flatMap { text($0, "paper") },
      status: status, statusNote: fields["status_note"].flatMap { text($0, "status_note") },
      provenance: provenance, sources: sources,
      notes: fields["notes"].map { texts($0, "notes") } ?? [], columns: columns, rows: rows,
      facts: facts)
  }

  /// Rows need columns; a table that was not found has no verified row, every other has rows.
  private mutating func demandValues(
    _ fields: Fields, status: ReferenceStatus, rows: [ReferenceRow]
  ) {
    if status == .missing {
      for row in rows where row.values.contains(where: \.provenance.isVerified) {
        report(
          "the table is missing and this row is \(row.values[0].provenance.words); say 'partial'",
          at: row.position)
      }
    } else if rows.isEmpty, problems.isEmpty {
      report(
        "no rows; expected some, or 'status: missing' where the table was not found",
        at: fields.position)
    }
  }

  private mutating func referenceColumns(_ node: SourceNode) -> [ReferenceColumn] {
    var columns: [ReferenceColumn] = []
    for element in list(node, "columns") {
      let fields = fields(
        of: element, in: "columns",
        known: ["name", "unit", "convention", "note", "provenance", "uncertainty"])
      guard
        let name = fields.required("name", "the column's name", &self)
          .flatMap({ text($0, "columns.name") })
      else { continue }
      if columns.contains(where: { $0.name == name }) {
        report("the column '\(name)' is there already; give it another name", at: element.position)
      }
      columns.append(
        ReferenceColumn(
          name: name,
          unit: fields["unit"].flatMap { choice($0, "columns.unit", of: ReferenceUnit.self) },
          convention: fields["convention"].flatMap {
            choice($0, "columns.convention", of: CountConvention.self)
          },
          note: fields["note"].flatMap { text($0, "columns.note") },
          provenance: fields["provenance"].flatMap {
            choice($0, "columns.provenance", of: ReferenceProvenance.self)
          }, uncertainty: fields["uncertainty"].flatMap { uncertainty($0) }))
    }
    return columns
  }

  /// A number in the column's unit, or a share: `0.1`, `1 %`.
  private mutating func uncertainty(_ node: SourceNode) -> ReferenceUncertainty? {
    guard let text = text(node, "columns.uncertainty") else { return nil }
    let isShare = text.hasSuffix(" %")
    guard let number = Double(isShare ? String(text.dropLast(2)) : text), number > 0 else {
      report(
        "the uncertainty is '\(text)'; expected a positive number in the column's unit, or a share "
          + "such as '1 %'", at: node.position)
      return nil
    }
    return isShare ? .relative(number / 100) : .absolute(number)
  }

  private mutating func referenceRows(
    _ node: SourceNode, columns: [ReferenceColumn], usual: ReferenceProvenance
  ) -> [ReferenceRow] {
    var rows: [ReferenceRow] = []
    for element in list(node, "rows") {
      guard let (cells, own) = rowParts(element, columns: columns) else { continue }
      guard cells.count == columns.count else {
        report(
          "the row has \(cells.count) values; expected \(columns.count), one a column",
          at: element.position)
        continue
      }
      let values = zip(cells, columns).compactMap { cell, column in
        referenceValue(cell, own[column.name] ?? column.provenance ?? usual)
      }
      guard values.count == columns.count else { continue }
      rows.append(ReferenceRow(values: values, position: element.position))
    }
    return rows
  }

  /// A row is a list of values, or a map of that list and of what is special in its provenance.
  private mutating func rowParts(
    _ node: SourceNode, columns: [ReferenceColumn]
  ) -> (cells: [SourceNode], provenance: [String: ReferenceProvenance])? {
    guard case .mapping = node.content else { return (list(node, "rows"), [:]) }
    let fields = fields(of: node, in: "rows", known: ["cells", "provenance"])
    guard let cells = fields.required("cells", "a list of values", &self),
      let provenance = fields.required("provenance", "how the values are known", &self)
    else { return nil }
    return (
      list(cells, "rows.cells"), rowProvenance(provenance, columns: columns.map(\.name))
    )
  }

  private mutating func rowProvenance(
    _ node: SourceNode, columns: [String]
  ) -> [String: ReferenceProvenance] {
    guard case .mapping = node.content else {
      guard let all = choice(node, "rows.provenance", of: ReferenceProvenance.self) else {
        return [:]
      }
      return Dictionary(columns.map { ($0, all) }) { first, _ in first }
    }
    var found: [String: ReferenceProvenance] = [:]
    for entry in entries(of: node, in: "rows.provenance") {
      guard columns.contains(entry.key) else {
        reportUnknown(entry.key, in: "rows.provenance", known: columns, at: entry.keyPosition)
        continue
      }
      found[entry.key] = choice(
        entry.value, "rows.provenance.\(entry.key)", of: ReferenceProvenance.self)
    }
    return found
  }

  private mutating func referenceFacts(
    _ node: SourceNode, usual: ReferenceProvenance
  ) -> [ReferenceFact] {
    var facts: [ReferenceFact] = []
    for element in list(node, "facts") {
      let fields = fields(of: element, in: "facts", known: ["name", "value", "provenance"])
      let own = fields["provenance"].flatMap {
        choice($0, "facts.provenance", of: ReferenceProvenance.self)
      }
      guard
        let name = fields.required("name", "the fact's name", &self)
          .flatMap({ text($0, "facts.name") }),
        let value = fields.required("value", "the fact", &self)
          .flatMap({ referenceValue($0, own ?? usual) })
      else { continue }
      facts.append(ReferenceFact(name: name, value: value))
    }
    return facts
  }

  private mutating func referenceValue(
    _ node: SourceNode, _ provenance: ReferenceProvenance
  ) -> ReferenceValue? {
    guard let content = referenceContent(node) else { return nil }
    return ReferenceValue(content: content, provenance: provenance, position: node.position)
  }

  private mutating func referenceContent(_ node: SourceNode) -> ReferenceValue.Content? {
    switch node.content {
    case .scalar where node.isAbsent: return .missing
    case .scalar(let text, isPlain: true):
      guard NumberText.parse(text) != nil, let number = PrintedNumber(text) else {
        return .text(text)
      }
      return .number(number)
    case .scalar(let text, isPlain: false): return .text(text)
    case .sequence(let elements): return .list(elements.compactMap { self.text($0, "a list") })
    case .mapping:
      report("a map stands for a value; expected a number, words, a list or ~", at: node.position)
      return nil
    }
  }
}
