// From a file of `paper-tables/claims/` to the claims of a paper; everything wrong with it is told at once.

import Documents
public import Foundation

extension PaperClaims {
  /// Reads the claims of a paper.
  ///
  /// - Parameter file: A YAML file, whose name without suffix names the paper on the command line.
  /// - Throws: `DocumentErrors`, everything wrong with the file at once.
  public init(file: URL) throws {
    let name = file.deletingPathExtension().lastPathComponent
    do {
      let bytes = try SourceText.bytes(ofFile: file.path(percentEncoded: false))
      let root = try SourceParser.parse(SourceText(bytes))
      var reader = DocumentReader()
      let claims = reader.paperClaims(root, name: name)
      guard let claims, reader.problems.isEmpty else { throw SourceErrors(reader.problems) }
      self = claims
    } catch let errors as SourceErrors {
      throw DocumentErrors(file: "claims/\(file.lastPathComponent)", errors.errors)
    }
  }

  /// The claims of a folder's files, by name; none where there is no such folder.
  public static func all(in folder: URL) throws -> [PaperClaims] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try (files ?? []).filter { $0.pathExtension == "yaml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { try PaperClaims(file: $0) }
  }
}

extension DocumentReader {
  fileprivate mutating func paperClaims(_ root: SourceNode, name: String) -> PaperClaims? {
    let fields = fields(
      of: root, in: "", known: ["schema", "paper", "title", "claims", "secondary", "notes"])
    checkSchema(fields)
    let paper = claimText(fields, "paper", "the paper's identifier")
    let title = claimText(fields, "title", "the paper's title")
    let claims = fields.required("claims", "a list of claims", &self)
      .map { list($0, "claims").compactMap { claim($0, in: "claims", needsEvidence: true) } }
    let secondary =
      fields["secondary"].map { node in
        list(node, "secondary").compactMap { claim($0, in: "secondary", needsEvidence: false) }
      } ?? []
    guard let paper, let title, let claims else { return nil }
    var known: Set<String> = []
    for claim in claims + secondary where !known.insert(claim.id).inserted {
      report("the id '\(claim.id)' is there already; give it another", at: claim.position)
    }
    return PaperClaims(
      name: name, paper: paper, title: title, claims: claims, secondary: secondary,
      notes: fields["notes"].map { texts($0, "notes") } ?? [])
  }

  mutating func claimText(_ fields: Fields, _ key: String, _ what: String) -> String? {
    fields.required(key, what, &self).flatMap { text($0, fields.path(key)) }
  }

  private mutating func claim(
    _ node: SourceNode, in path: String, needsEvidence: Bool
  ) -> PaperClaim? {
    let fields = fields(
      of: node, in: path, known: ["id", "statement", "source", "stated", "judge"])
    let id = claimText(fields, "id", "the claim's name").flatMap { id -> String? in
      guard id.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) == nil else { return id }
      report(
        "'\(id)' is no id; expected small letters and digits with '-' between", at: node.position)
      return nil
    }
    let statement = claimText(fields, "statement", "what it says")
    let source = claimText(fields, "source", "where it was published")
    let stated = fields.required("stated", "the published value that states it", &self)
      .flatMap { publishedPlace($0, fields.path("stated")) }
    let judge =
      needsEvidence
      ? fields.required("judge", "a list of what it is judged by", &self) : fields["judge"]
    let evidence = judge.map { node in
      list(node, fields.path("judge")).compactMap { claimEvidence($0, fields.path("judge")) }
    }
    guard let id, let statement, let source, let stated else { return nil }
    return PaperClaim(
      id: id, statement: statement, source: source, stated: stated, evidence: evidence ?? [],
      position: node.position)
  }

  private mutating func publishedPlace(_ node: SourceNode, _ path: String) -> PublishedPlace? {
    let fields = fields(of: node, in: path, known: ["table", "match", "column", "fact"])
    guard let table = claimText(fields, "table", "a reference table") else { return nil }
    if let fact = fields["fact"] {
      guard fields["match"] == nil, fields["column"] == nil else {
        report("give either 'fact' or 'match' and 'column'", at: node.position)
        return nil
      }
      return text(fact, fields.path("fact")).map { .fact(table: table, name: $0) }
    }
    let match = fields.required("match", "the values of its row by column", &self)
      .map { words(of: $0, in: fields.path("match")) }
    let column = claimText(fields, "column", "its column")
    guard let match, let column else { return nil }
    return .cell(table: table, match: match, column: column)
  }
}
