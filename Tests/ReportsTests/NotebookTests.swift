import Foundation
import Reports
import Testing

@Suite struct NotebookTests {
  static let notebook = Notebook([
    .text("# A\nb"), .code("import x\nprint(1)", [.printed("1\n")]),
    .code("show()", [.picture("<svg/>")]),
  ])

  private func cells() throws -> [[String: Any]] {
    let data = Data(try Self.notebook.json().utf8)
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(root["nbformat"] as? Int == 4 && root["nbformat_minor"] as? Int == 5)
    return try #require(root["cells"] as? [[String: Any]])
  }

  @Test func `text keeps its lines, code its place in the order of execution`() throws {
    let cells = try cells()
    #expect(cells[0]["source"] as? [String] == ["# A\n", "b"])
    #expect(cells.map { $0["execution_count"] as? Int } == [nil, 1, 2])
    #expect(cells.map { $0["id"] as? String } == ["cell-1", "cell-2", "cell-3"])
  }

  @Test func `outputs are embedded`() throws {
    let cells = try cells()
    let printed = try #require(cells[1]["outputs"] as? [[String: Any]])
    #expect(printed[0]["text"] as? [String] == ["1\n"])
    let shown = try #require(cells[2]["outputs"] as? [[String: Any]])
    let data = try #require(shown[0]["data"] as? [String: [String]])
    #expect(data["image/svg+xml"] == ["<svg/>"])
  }

  @Test func `the same notebook gives the same bytes`() throws {
    #expect(try Self.notebook.json() == Self.notebook.json())
  }
}
