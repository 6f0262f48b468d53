import Configuration
import Documents
import Foundation
import Testing

/// Files of any kind; those of studies have tests of their own.
@Suite struct DocumentReaderTests {
  @Test func `fields are read in the types that are wanted`() throws {
    var reader = DocumentReader()
    let fields = reader.fields(
      of: try Self.tree("schema: 1\nname: 'a b'\ncount: 3\nwords: [x, 2]\n"), in: "",
      known: ["schema", "name", "count", "words"])
    reader.checkSchema(fields)
    #expect(fields["name"].flatMap { reader.text($0, "name") } == "a b")
    #expect(fields["count"].flatMap { reader.integer($0, "count", in: 1...3) } == 3)
    #expect(fields["words"].map { reader.texts($0, "words") } == ["x", "2"])
    #expect(reader.problems.isEmpty)
  }

  @Test(
    arguments: zip(
      ["name: a\n", "schema: 2\n", "schema: 1\nwords: []\n", "schema: 1\nwords: [[a]]\n", "- a\n"],
      [
        "file:1:1: 'schema' is missing in the file; expected 'schema: 1'",
        "file:1:9: 'schema' is '2'; this version reads schema 1",
        "file:2:8: 'words' is an empty list; expected a list",
        "file:2:9: 'words' is a list; expected text",
        "file:1:1: the file is a list; expected a map",
      ]))
  func `what does not fit is told with its place`(text: String, expected: String) throws {
    var reader = DocumentReader()
    let fields = reader.fields(
      of: try Self.tree(text), in: "", known: ["schema", "name", "words"])
    reader.checkSchema(fields)
    _ = fields["words"].map { reader.texts($0, "words") }
    #expect(DocumentErrors(file: "file", reader.problems).description == expected)
  }

  @Test func `an unknown key names the nearest, or all`() throws {
    var reader = DocumentReader()
    _ = reader.fields(of: try Self.tree("naem: a\nelephant: b\n"), in: "x", known: ["name"])
    #expect(
      reader.problems.map(\.message) == [
        "unknown key 'naem' in 'x'; did you mean 'name'?",
        "unknown key 'elephant' in 'x'; expected one of name",
      ])
  }

  private static func tree(_ text: String) throws -> SourceNode {
    try SourceParser.parse(SourceText(Data(text.utf8)))
  }
}
