import Analysis
import Foundation
import Reports
import Testing

/// Tables and figures as parts of a page.
@Suite struct PageTableTests {
  /// The part of the sample page that begins with an opening and ends with what closes it.
  private func part(_ start: String, _ end: String, of page: Page) throws -> String {
    let html = page.html
    let from = try #require(html.firstRange(of: start)).lowerBound
    let to = try #require(html[from...].firstRange(of: end)).upperBound
    return String(html[from..<to])
  }

  @Test func `a table has its values for sorting, aligned numbers, notes and its file`() throws {
    let page = try Sample.page()
    let csv = Data(Sample.sortable.text(in: .csv).utf8).base64EncodedString()
    let section = try part("<section class=\"table\" id=\"table-sortable\"", "</section>", of: page)
    #expect(
      section == """
        <section class="table" id="table-sortable" aria-labelledby="table-sortable-heading">
        <h3 id="table-sortable-heading">Sortable</h3>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="table-sortable-caption">
        <table>
        <caption><span id="table-sortable-caption">Costs</span></caption>
        <thead>
        <tr><th scope="col" data-column="1">network</th><th scope="col" class="number" \
        data-column="2">width</th><th scope="col" class="number" data-column="3">cost (M)</th></tr>
        </thead>
        <tbody>
        <tr><th scope="row">a</th><td class="number">0.5</td>\
        <td class="number" data-value="9500000">9.500</td></tr>
        <tr><th scope="row">b</th><td class="number">0.25</td>\
        <td class="number" data-value="120000000"><span style="padding-right:3.5ch">120</span></td></tr>
        <tr><th scope="row">c</th><td class="number">10</td>\
        <td class="number" data-value="">–<sup>a</sup></td></tr>
        <tr><th scope="row">d</th><td class="number">9</td>\
        <td class="number" data-value="-3000000"><span style="padding-right:3.5ch">-3</span></td></tr>
        </tbody>
        </table>
        </div>
        <ul class="notes">
        <li>a: not trained.</li>
        </ul>
        <p class="source">Study depth-or-width, 12 runs, seeds 0 to 2 of root 7, commit 18410d5, \
        Xeon, 2 cores. <a download="sortable.csv" href="data:text/csv;charset=utf-8;base64,\
        \(csv)">Download CSV</a></p>
        </section>
        """)
  }

  @Test func `marks and uncertainties stand beside their numbers, groups above their columns`()
    throws
  {
    let table = try part("<table>", "</table>", of: Sample.page())
    #expect(
      table.contains(
        """
        <tr><th scope="col" rowspan="2" class="number" data-column="1">resolution</th>\
        <th scope="col" rowspan="2" data-column="2">scale</th>\
        <th scope="colgroup" colspan="2" class="group">top-1 (%)</th></tr>
        <tr><th scope="col" class="number" data-column="3">epochs = 10</th>\
        <th scope="col" class="number" data-column="4">epochs = 350</th></tr>
        """))
    #expect(
      table.contains(
        """
        <strong><span style="padding-right:1ch">80.4</span> \
        <span class="uncertainty" style="min-width:6ch">± 1.0</span></strong>
        """))
    #expect(
      table.contains(
        """
        80.33 <span class="uncertainty" style="min-width:6ch">± 0.76</span>\
        <span class="mark">†</span>
        """))
  }

  @Test func `a long table shows its first rows, and its file has all`() throws {
    var page = try Sample.page()
    page.tables = [
      ReportTable(
        name: "long", title: "Long", columns: [ReportColumn("row")],
        rows: (0..<1_001).map { [.number(Double($0))] }, provenance: Sample.provenance)
    ]
    let section = try part("<section class=\"table\" id=\"table-long\"", "</section>", of: page)
    #expect(section.ranges(of: "<tr>").count == 1 + 1_000)
    #expect(section.contains("<li>The first 1000 of 1001 rows; the CSV has all.</li>"))
    let encoded = try #require(section.firstMatch(of: /base64,([^"]+)"/)).1
    let csv = String(decoding: try #require(Data(base64Encoded: String(encoded))), as: UTF8.self)
    #expect(csv == page.tables[0].text(in: .csv))
  }

  @Test func `columns for programs stand in the file alone`() throws {
    var page = try Sample.page()
    page.tables[2].columns[1].isForPrograms = true
    let table = try part("<section class=\"table\" id=\"table-sortable\"", "</table>", of: page)
    #expect(!table.contains("width") && table.contains("data-column=\"2\">cost (M)</th>"))
  }

  @Test func `the names inside a figure are its own, and what gnuplot says of itself is gone`()
    throws
  {
    let figure = try part("<figure id=\"figure-other\">", "</figure>", of: Sample.page())
    #expect(
      figure == """
        <figure id="figure-other">
        <div class="plate">
        <svg viewBox="0 0 480 230" xmlns="http://www.w3.org/2000/svg" role="img" \
        aria-labelledby="figure-other-caption">
        <defs>
        \t<circle id='figure-other-gpDot' r='0.5'/>
        \t<use xlink:href='#figure-other-gpDot' id="figure-other-gpPt0"/>
        </defs>
        <g id="figure-other-gnuplot_plot_1" >
        <rect filter="url(#figure-other-textbox)" width='3'/><text>a &gt; b id="c"</text>
        </g>
        </svg>
        </div>
        <figcaption id="figure-other-caption">Depth less width.</figcaption>
        </figure>
        """)
  }

  @Test func `a figure drawn for the width of a page has that width`() throws {
    var page = try Sample.page()
    page.figures[0].svg = Sample.picture.replacing("0 0 480 230", with: "0 0 994 400")
    #expect(page.html.contains("<figure id=\"figure-choice\" class=\"wide\">"))
    #expect(page.html.contains("<figure id=\"figure-other\">"))
  }
}
