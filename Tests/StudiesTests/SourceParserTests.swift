import Configuration
import Documents
import Foundation
import Studies
import Testing

/// What is refused before any section is read.
@Suite struct SourceParserTests {
  @Test func `repeated keys are errors with both positions, however they are spelled`() {
    let errors = TestStudy.errors(
      """
      seeds: {root: 1, count: 2, root: 3, "count": 4}
      axes:
        epochs: {set: train.epochs, values: [1, 2]}
        epochs: {set: train.epochs, values: [1, 2]}
        epochs: {set: train.epochs, values: [1, 2], sets: train.epochs}
      title: again
      """)
    #expect(
      errors == """
        probe.yaml:8:28: the key 'root' stands in 'seeds' already, at 8:9; remove one
        probe.yaml:8:37: the key 'count' stands in 'seeds' already, at 8:18; remove one
        probe.yaml:11:3: the key 'epochs' stands in 'axes' already, at 10:3; remove one
        probe.yaml:12:3: the key 'epochs' stands in 'axes' already, at 10:3; remove one
        probe.yaml:13:1: the key 'title' stands in the file already, at 3:1; remove one
        """)
  }

  @Test(
    arguments: zip(
      [
        "axes:\n\tepochs: 1\nfits: {}\t# a\u{7}\n", "title: \u{7}\n", "axes: [1, 2\nfits: {}\n",
        "---\nschema: 1\n", "axes: {<<: {a: 1}}\n", "axes: {a: *b}\n", "axes: {a: !!int 3}\n",
        "axes: {[1]: 3}\n",
      ],
      [
        """
        probe.yaml:9:1: tab; indent and separate with spaces
        probe.yaml:10:9: tab; indent and separate with spaces
        """,
        "probe.yaml:8:8: control character U+0007; remove it",
        "probe.yaml:9:5: not YAML: did not find expected ',' or ']' while parsing a flow sequence",
        "probe.yaml:9:1: a second document; a file holds one",
        "probe.yaml:8:8: merge keys ('<<') are not supported; write the values out",
        "probe.yaml:8:11: not YAML: found undefined alias",
        "probe.yaml:8:11: the tag 'tag:yaml.org,2002:int' is not supported; types come from the "
          + "schema, so remove it",
        "probe.yaml:8:8: a key is a list or a map; expected a word",
      ]))
  func `what is not a plain tree is refused where it stands`(rest: String, expected: String) {
    #expect(TestStudy.errors(rest) == expected)
  }

  @Test func `files that hold no map say so`() {
    #expect(
      TestStudy.errors(whole: "# nothing\n")
        == "probe.yaml:1:1: the file is empty; it begins with 'schema: 1'")
    #expect(
      TestStudy.errors(whole: "hello") == "probe.yaml:1:1: the file is 'hello'; expected a map")
    #expect(TestStudy.errors(whole: "") == TestStudy.errors(whole: "# nothing\n"))
  }

  @Test func `bytes that are not UTF-8, or too many, are refused`() {
    func errors(_ bytes: Data) -> String {
      do {
        _ = try Study(
          bytes: bytes, file: "probe.yaml", cost: TestStudy.cost,
          trainingMemory: TestStudy.trainingMemory)
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      errors(Data([0x61, 0xFF]))
        == "probe.yaml:1:2: the byte 0xFF is not UTF-8 text; save the file as UTF-8")
    #expect(
      errors(Data("# \u{E9}\n\u{4E2D}a: ".utf8) + [0xE9, 0x0A])
        == "probe.yaml:2:5: the byte 0xE9 is not UTF-8 text; save the file as UTF-8")
    #expect(
      errors(Data([0xFF, 0xFE]) + Data("schema: 1".utf8))
        == "probe.yaml:1:1: the file is UTF-16 text; save it as UTF-8")
    #expect(
      errors(Data(count: 1 << 20 + 1))
        == "probe.yaml:1:1: the file has more than 1048576 bytes; write a smaller file")
  }

  @Test func `a file that is missing or a folder is refused`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for path in [folder.path, folder.appending(path: "none.yaml").path] {
      let errors = try #require(
        #expect(throws: DocumentErrors.self) {
          try Study(
            file: path, cost: TestStudy.cost,
            trainingMemory: TestStudy.trainingMemory)
        })
      #expect(
        errors.description
          == "\(path):1:1: the file cannot be read; check its path and permissions")
    }
  }

  @Test func `aliases stand for their anchor's value`() throws {
    let study = try TestStudy.study(
      """
      axes:
        epochs: {set: train.epochs, values: &few [1, 2]}
        depth: {set: model.depth, values: *few}
      """)
    #expect(study.points.count == 4)
  }

  @Test func `aliases that unfold to too much are refused`() {
    let ones = "x0: &x0 [" + String(repeating: "1,", count: 2_000) + "]\n"
    let few = (1..<6).map { "x\($0): &x\($0) [*x\($0 - 1),*x\($0 - 1)]\n" }.joined()
    #expect(TestStudy.errors(ones + few).contains("more than 20000 values, aliases unfolded"))
    let many = (1..<20).map { "x\($0): &x\($0) [*x\($0 - 1),*x\($0 - 1)]\n" }.joined()
    #expect(
      TestStudy.errors(ones + many) == "probe.yaml:1:1: more than 16 aliases; write the values out")
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func `deep nesting is refused`(opening: String) {
    #expect(!TestStudy.errors("axes:\n  " + String(repeating: opening, count: 100_000)).isEmpty)
    let closed = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    #expect(TestStudy.errors("axes: " + closed) == "probe.yaml:8:39: nested more than 32 deep")
  }
}
