import Configuration
import Documents
import Foundation
import Studies
import TestSupport
import Testing

/// The JSON Schema of study files against their reader.
@Suite struct StudySchemaTests {
  private static let typo = "zzzzqqqq"

  static func example() throws -> SourceNode {
    let url = StudyFilesTests.root.appending(path: "STUDY-FILE.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let example = try #require(text.split(separator: "```").dropFirst().first)
    return try SourceParser.parse(SourceText(Data(example.dropFirst("yaml\n".count).utf8)))
  }

  @Test func `the reader knows the keys that the schema has, and no others`() throws {
    let root = try JSONSerialization.jsonObject(with: Data(StudySchema.json.utf8))
    let schema = try #require(root as? [String: Any])
    var compared: Set<String> = []
    for (path, tree) in Self.withTypos(in: try Self.example()) {
      let errors = TestStudy.errors(whole: tree.yaml { _ in "" })
      let pattern = try Regex(
        "unknown key '\(Self.typo)' in [^;]*; expected one of ([a-z0-9_., ]+)")
      guard let list = errors.firstMatch(of: pattern)?.output[1].substring else { continue }
      let known = Set(list.split(separator: ", ").map(String.init))
      let described = Self.objects(at: path, in: [schema], schema).map { object in
        Set((object["properties"] as? [String: Any] ?? [:]).keys)
      }
      let matches = described.contains { keys in
        keys == known || keys.filter { !$0.contains(".") } == known
      }
      #expect(matches, "\(path): \(known.sorted()) is not \(described.map { $0.sorted() })")
      compared.insert(path.filter { Int($0) == nil }.joined(separator: "."))
    }
    let expected = [
      "", "base", "base.model", "axes.epochs", "groups.scale.depth", "seeds", "override",
      "constraints", "subsets.smoke", "measure.top1", "fits.error_vs_cost",
      "fits.error_vs_cost.loss", "fits.error_vs_cost.bootstrap", "fits.depth_or_width",
      "fits.depth_or_width.match", "fits.best_resolution", "tables.accuracy",
      "tables.accuracy.mark", "claims.depth_wins_when_long", "claims.depth_wins_when_long.source",
      "run", "run.retry", "run.limits", "run.checkpoint", "budget",
    ]
    #expect(Set(expected).subtracting(compared) == [])
  }

  @Test(.enabled(if: OptionalPython.runs("import jsonschema")))
  func `every study of the repository is valid, and one with a typo is not`() throws {
    let names = ["example"] + MalformedStudiesTests.goodFiles.filter { !$0.hasPrefix("recipes/") }
    var documents: [String] = []
    for name in names {
      let tree =
        try name == "example"
        ? Self.example()
        : SourceParser.parse(SourceText(try #require(StudyFilesTests.bytes(name))))
      documents.append(Self.json(tree).text)
      documents += Self.withTypos(in: tree).prefix(1).map { Self.json($0.tree).text }
    }
    let script = """
      import json, sys, jsonschema
      data = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(data["schema"])
      validator = jsonschema.Draft202012Validator(data["schema"])
      print([not list(validator.iter_errors(document)) for document in data["documents"]])
      """
    let file = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID()).json")
    let list = documents.joined(separator: ", ")
    try Data("{\"schema\": \(StudySchema.json), \"documents\": [\(list)]}".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = try OptionalPython.output(["-c", script, file.path])
    let expected = names.flatMap { _ in ["True", "False"] }.joined(separator: ", ")
    #expect(output == "[\(expected)]\n")
  }

  /// The tree with an unknown key in each of its maps in turn, the whole one first.
  private static func withTypos(in node: SourceNode) -> [(path: [String], tree: SourceNode)] {
    switch node.content {
    case .scalar: return []
    case .sequence(let nodes):
      return nodes.indices.flatMap { index in
        withTypos(in: nodes[index]).map { path, inner in
          var changed = nodes
          changed[index] = inner
          return (
            ["\(index)"] + path, SourceNode(position: node.position, content: .sequence(changed))
          )
        }
      }
    case .mapping(let entries):
      let value = SourceNode(position: node.position, content: .scalar("1", isPlain: true))
      let typo = SourceNode.Entry(key: typo, keyPosition: node.position, value: value)
      let own = SourceNode(position: node.position, content: .mapping(entries + [typo]))
      return [([], own)]
        + entries.indices.flatMap { index in
          withTypos(in: entries[index].value).map { path, inner in
            var changed = entries
            changed[index] = SourceNode.Entry(
              key: entries[index].key, keyPosition: entries[index].keyPosition, value: inner)
            let tree = SourceNode(position: node.position, content: .mapping(changed))
            return ([entries[index].key] + path, tree)
          }
        }
    }
  }

  /// What the schema says of the maps at a path.
  private static func objects(
    at path: [String], in schemas: [[String: Any]], _ root: [String: Any]
  ) -> [[String: Any]] {
    let resolved = schemas.flatMap { schema -> [[String: Any]] in
      if let reference = schema["$ref"] as? String {
        let definitions = root["$defs"] as? [String: [String: Any]] ?? [:]
        return [definitions[String(reference.dropFirst("#/$defs/".count))] ?? [:]]
      }
      return [schema] + (schema["anyOf"] as? [[String: Any]] ?? [])
    }
    guard let step = path.first else { return resolved }
    let next = resolved.compactMap { schema -> [String: Any]? in
      let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
      return properties[step] ?? schema["additionalProperties"] as? [String: Any]
        ?? schema["items"] as? [String: Any]
    }
    return objects(at: Array(path.dropFirst()), in: next, root)
  }

  /// The values as readers of YAML 1.2 have them.
  private static func json(_ node: SourceNode) -> JSONText {
    switch node.content {
    case .mapping(let entries): return .object(entries.map { ($0.key, json($0.value)) })
    case .sequence(let nodes): return .list(nodes.map(json))
    case .scalar(let text, isPlain: true):
      if let flag = Bool(text) { return .boolean(flag) }
      if let number = NumberText.parse(text) {
        return number.integer.map(JSONText.whole) ?? .number(number.number)
      }
      return .text(text)
    case .scalar(let text, isPlain: false): return .text(text)
    }
  }
}
