import Foundation
import Reports
import Testing

/// The page in a browser.
@Suite(
  .enabled(if: Browser.executable != nil, "there is no Chromium"), .serialized,
  .timeLimit(.minutes(5)))
struct PageScriptTests {
  /// The names of the sample's networks in the order in which the document has them.
  private func order(in document: String) throws -> String {
    let start = try #require(document.firstRange(of: "id=\"table-sortable\"")).lowerBound
    let end = try #require(document[start...].firstRange(of: "</table>")).lowerBound
    return document[start..<end].matches(of: /<th scope="row">([a-d])<\/th>/).map { $0.1 }.joined()
  }

  @Test(arguments: [
    ("sort=sortable:3", "dabc"), ("sort=sortable:3:descending", "badc"),
    ("sort=sortable:2", "badc"), ("sort=sortable:2:descending", "cdab"),
    ("sort=sortable:1:descending", "dcba"), ("sort=sortable:7", "abcd"), ("sort=none:1", "abcd"),
    ("", "abcd"),
  ])
  func `an address sorts a table by value, and what is missing stays last`(
    fragment: String, expected: String
  ) throws {
    let document = try Browser.document(of: Sample.page().html, fragment: fragment)
    #expect(try order(in: document) == expected)
    #expect(document.contains(" aria-sort=") == (expected != "abcd"))
  }

  @Test(arguments: [
    (1, "dabc", "ascending"), (2, "badc", "descending"), (3, "abcd", nil),
    (4, "dabc", "ascending"),
  ])
  func `a heading's button sorts up, down, and back, and says so`(
    clicks: Int, expected: String, direction: String?
  ) throws {
    let script = """
      <script>
      const button = document.querySelector('#table-sortable th[data-column="3"] button');
      button.focus();
      for (let click = 0; click < \(clicks); click += 1) document.activeElement.click();
      document.body.dataset.address = location.hash;
      </script>
      </body>
      """
    let page = try Sample.page().html.replacing("</body>", with: script)
    let document = try Browser.document(of: page)
    #expect(try order(in: document) == expected)
    let heading = try #require(
      document.firstMatch(
        of: /<th scope="col" class="number" data-column="3"([^>]*)><button type="button">cost \(M\)/
      ))
    #expect(heading.1 == direction.map { " aria-sort=\"\($0)\"" } ?? "")
    let address = direction.map { "#sort=sortable:3:\($0)" } ?? "#table-sortable"
    #expect(document.contains("data-address=\"\(address)\""))
  }

  @Test(arguments: [390, 1280])
  func `a page is no wider than its window, whatever its tables are`(width: Int) throws {
    var page = try Sample.page()
    let columns = (0..<40).map { ReportColumn("a.long.name.of.column\($0)") }
    page.tables.append(
      ReportTable(
        name: "wide", title: "A wide table", columns: columns,
        rows: [columns.map { .text($0.header) }], provenance: Sample.provenance))
    page.facts.append(PageFact("Digest", String(repeating: "0123456789abcdef", count: 20)))
    // A window is at least 500 pixels wide; a frame may be narrower.
    let frame = """
      <!doctype html><title>frame</title><body><iframe id="f" style="width:\(width)px;height:900px"
      srcdoc="\(page.html.replacing("&", with: "&amp;").replacing("\"", with: "&quot;"))"></iframe>
      <script>
      addEventListener("load", () => {
        const page = document.getElementById("f").contentDocument.documentElement;
        document.body.dataset.widths = page.clientWidth + " " + page.scrollWidth;
      });
      </script></body>
      """
    let document = try Browser.document(of: frame, width: 1400)
    let found = try #require(document.firstMatch(of: /data-widths="(\d+) (\d+)"/))
    #expect(found.1 == found.2 && (Int(found.1) ?? 0) > width - 40)
  }
}
