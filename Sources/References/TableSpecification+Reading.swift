// From a file of `paper-tables/specs/` to a specification.

import Documents
public import Foundation

extension TableSpecification {
  /// Reads a specification.
  ///
  /// - Parameter file: A YAML file, whose name without suffix becomes the table's.
  /// - Throws: `DocumentErrors`, everything wrong with the file at once.
  public init(file: URL) throws {
    let name = file.deletingPathExtension().lastPathComponent
    do {
      let bytes = try SourceText.bytes(ofFile: file.path(percentEncoded: false))
      self = try Self(bytes: bytes, name: name)
    } catch let errors as SourceErrors {
      throw DocumentErrors(file: file.relativePath, errors.errors)
    }
  }

  /// The specifications of a folder, by name.
  public static func all(in folder: URL) throws -> [TableSpecification] {
    let files: [URL]
    do {
      files = try FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil)
    } catch {
      throw ReferenceError(
        "\(folder.relativePath): no such folder; expected the tables' specifications there")
    }
    return try files.filter { $0.pathExtension == "yaml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { try TableSpecification(file: $0) }
  }

  init(bytes: Data, name: String) throws {
    let root = try SourceParser.parse(SourceText(bytes))
    var reader = DocumentReader()
    let specification = reader.specification(root, name: name)
    guard let specification, reader.problems.isEmpty else { throw SourceErrors(reader.problems) }
    self = specification
  }
}

extension DocumentReader {
  fileprivate mutating func specification(
    _ root: SourceNode, name: String
  ) -> TableSpecification? {
    let fields = fields(
      of: root, in: "",
      known: [
        "schema", "title", "reference", "except", "facts", "rows", "network", "study", "settings",
        "columns", "agreement", "notes",
      ])
    checkSchema(fields)
    let title = fields.required("title", "the table's caption", &self)
      .flatMap { text($0, "title") }
    let columns = fields.required("columns", "a list of columns", &self)
      .map { specifiedColumns($0) }
    guard let title, let columns, let rows = specifiedRows(fields) else { return nil }
    return TableSpecification(
      name: name, title: title, rows: rows,
      network: fields["network"].flatMap { networkTemplate($0, "network") },
      study: fields["study"].flatMap { studyTemplate($0) },
      settings: fields["settings"].map { settingsTemplate($0) }, columns: columns,
      agreements: fields["agreement"].map { agreements($0, columns) } ?? [],
      notes: fields["notes"].map { texts($0, "notes") } ?? [])
  }

  private mutating func specifiedRows(_ fields: Fields) -> TableSpecification.Rows? {
    let keys = ["reference", "facts", "rows"].filter { fields[$0] != nil }
    guard keys.count == 1, let node = fields[keys[0]] else {
      report("give one of reference, facts and rows", at: fields.position)
      return nil
    }
    switch keys[0] {
    case "reference":
      let except = fields["except"].map { exceptions($0) } ?? [:]
      return text(node, "reference").map { .reference($0, except: except) }
    case "facts": return text(node, "facts").map { .facts($0) }
    default: return .listed(list(node, "rows").map { words(of: $0, in: "rows") })
    }
  }

  private mutating func exceptions(_ node: SourceNode) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for entry in entries(of: node, in: "except") {
      found[entry.key] = texts(entry.value, "except.\(entry.key)")
    }
    return found
  }

  /// A map of words.
  mutating func words(of node: SourceNode, in path: String) -> [String: String] {
    var found: [String: String] = [:]
    for entry in entries(of: node, in: path) {
      found[entry.key] = text(entry.value, "\(path).\(entry.key)")
    }
    return found
  }

  mutating func networkTemplate(_ node: SourceNode, _ path: String) -> NetworkTemplate? {
    let fields = fields(of: node, in: path, known: ["name", "resolution", "stem", "width"])
    return fields.required("name", "a printed name", &self)
      .flatMap { text($0, fields.path("name")) }
      .map { name in
        NetworkTemplate(
          name: name,
          resolution: fields["resolution"].flatMap { text($0, fields.path("resolution")) },
          stem: fields["stem"].flatMap { text($0, fields.path("stem")) },
          width: fields["width"].flatMap { text($0, fields.path("width")) })
      }
  }

  private mutating func settingsTemplate(_ node: SourceNode) -> SettingsTemplate {
    let fields = fields(of: node, in: "settings", known: ["base", "row", "expressions"])
    return SettingsTemplate(
      base: fields["base"].map { words(of: $0, in: "settings.base") } ?? [:],
      row: fields["row"].flatMap { text($0, "settings.row") },
      expressions: fields["expressions"].map { words(of: $0, in: "settings.expressions") } ?? [:])
  }

  private mutating func specifiedColumns(_ node: SourceNode) -> [SpecifiedColumn] {
    list(node, "columns").compactMap { element in
      let fields = fields(
        of: element, in: "columns",
        known: [
          "header", "group", "unit", "decimals", "text", "published", "ours", "with", "show",
          "margin", "decide", "unverified",
        ])
      let header = fields.required("header", "the column's heading", &self)
        .flatMap { text($0, "columns.header") }
      guard let header, let content = columnContent(fields) else { return nil }
      return SpecifiedColumn(
        header: header, group: fields["group"].flatMap { text($0, "columns.group") },
        unit: fields["unit"].flatMap { choice($0, "columns.unit", of: ReferenceUnit.self) },
        decimals: fields["decimals"].flatMap { integer($0, "columns.decimals", in: 0...9) },
        withholdsUnverified: fields["unverified"].flatMap {
          choice($0, "columns.unverified", of: UnverifiedValues.self)
        } == .withhold,
        content: content, margin: fields["margin"].flatMap { margin($0, of: content) })
    }
  }

  private mutating func columnContent(_ fields: Fields) -> SpecifiedColumn.Content? {
    let keys = ["text", "published", "ours", "decide"].filter { fields[$0] != nil }
    guard keys.count == 1, let node = fields[keys[0]] else {
      report("a column has one of text, published, ours and decide", at: fields.position)
      return nil
    }
    switch keys[0] {
    case "text": return text(node, "columns.text").map { .text($0) }
    case "published": return publishedTemplate(node, "columns.published").map { .published($0) }
    case "decide": return decisionTemplate(node).map { .decision($0) }
    default: return comparison(node, fields)
    }
  }

  private mutating func comparison(
    _ node: SourceNode, _ fields: Fields
  ) -> SpecifiedColumn.Content? {
    guard let own = ownTemplate(node) else { return nil }
    guard let published = fields["with"] else { return .ours(own) }
    let parts = fields["show"].map { show in
      list(show, "columns.show").compactMap { element in
        choice(element, "columns.show", of: ComparisonPart.self)
      }
    }
    return publishedTemplate(published, "columns.with").map { published in
      .comparison(
        own, published, parts: parts ?? [.published, .ours, .difference, .verdict])
    }
  }

  /// A column of the row's table, or a map that says where to look.
  mutating func publishedTemplate(
    _ node: SourceNode, _ path: String
  ) -> PublishedTemplate? {
    guard case .mapping = node.content else {
      return text(node, path).map { PublishedTemplate(table: nil, match: [:], column: $0) }
    }
    let fields = fields(of: node, in: path, known: ["table", "match", "column"])
    let table = fields.required("table", "a reference table", &self)
      .flatMap { text($0, fields.path("table")) }
    let match = fields.required("match", "the values of the row by column", &self)
      .map { words(of: $0, in: fields.path("match")) }
    let column = fields.required("column", "a column of that table", &self)
      .flatMap { text($0, fields.path("column")) }
    guard let table, let match, let column else { return nil }
    return PublishedTemplate(table: table, match: match, column: column)
  }

  /// A quantity of the row's network, or a map that names others, or a recipe.
  private mutating func ownTemplate(_ node: SourceNode) -> OwnTemplate? {
    let path = "columns.ours"
    let known = OwnQuantity.allCases.map(\.rawValue)
    guard case .mapping = node.content else {
      return choice(node, path, of: OwnQuantity.self).map {
        OwnTemplate(quantity: $0)
      }
    }
    let fields = fields(
      of: node, in: path, known: ["quantity", "network", "over", "recipe", "setting", "base"])
    if let recipe = fields["recipe"] {
      let setting = fields["setting"].flatMap { text($0, fields.path("setting")) }
      let base = fields["base"].map { words(of: $0, in: fields.path("base")) }
      return text(recipe, fields.path("recipe")).map {
        OwnTemplate(quantity: .setting, recipe: $0, setting: setting, base: base ?? [:])
      }
    }
    let quantity = fields.required("quantity", "one of \(known.joined(separator: ", "))", &self)
      .flatMap { choice($0, fields.path("quantity"), of: OwnQuantity.self) }
    return quantity.map { quantity in
      OwnTemplate(
        quantity: quantity,
        network: fields["network"].flatMap { networkTemplate($0, fields.path("network")) },
        over: fields["over"].flatMap { networkTemplate($0, fields.path("over")) })
    }
  }

  private mutating func decisionTemplate(_ node: SourceNode) -> DecisionTemplate? {
    let parts = ["claimed", "right", "unit", "quantity", "otherwise"]
    let fields = fields(of: node, in: "columns.decide", known: parts)
    let texts = parts.compactMap { part in
      fields.required(part, "a template", &self).flatMap { text($0, fields.path(part)) }
    }
    guard texts.count == parts.count else { return nil }
    return DecisionTemplate(
      claimed: texts[0], right: texts[1], unit: texts[2], quantity: texts[3], otherwise: texts[4])
  }
}

/// What becomes of values that are not verified.
private enum UnverifiedValues: String, CaseIterable {
  case refuse, withhold
}
