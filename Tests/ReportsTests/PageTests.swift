import Analysis
import Foundation
import FoundationXML
import Reports
import Testing

/// The page as a document: read by a parser that forgives nothing.
@Suite struct PageTests {
  @Test func `a page is well-formed, and what it mentions is there once`() throws {
    let document = try PageDocument(Sample.page().html)
    #expect(document.root == "html" && document.language == "en")
    #expect(Set(document.identifiers).count == document.identifiers.count)
    #expect(document.mentioned.filter { !document.identifiers.contains($0) } == [])
    #expect(document.mentioned.count > 20)
  }

  @Test func `headings descend one level at a time from the only first one`() throws {
    let levels = try PageDocument(Sample.page().html).headings
    #expect(levels.first == 1 && levels.filter { $0 == 1 }.count == 1)
    for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    #expect(levels.contains(3))
  }

  @Test func `each table has a caption, and each of its headings a scope`() throws {
    let document = try PageDocument(Sample.page().html)
    #expect(document.count(of: "table") == 4)
    #expect(document.count(of: "caption") == 4)
    #expect(document.attributes(of: "th").filter { $0["scope"] == nil } == [])
  }

  @Test func `a page asks for nothing that is not in it`() throws {
    let html = try Sample.page().html
    let addresses = html.matches(of: /(?:src|href|action|data|srcset|poster)="([^"#]*)/).map(\.1)
    #expect(addresses.filter { !$0.isEmpty && !$0.hasPrefix("data:") } == [])
    #expect(html.ranges(of: "http").count == html.ranges(of: "http-equiv").count + 2)
    #expect(html.ranges(of: "xmlns=\"http://www.w3.org/2000/svg\"").count == 2)
    #expect(!html.contains("@import") && html.firstMatch(of: /url\((?!#)/) == nil)
    #expect(html.contains("content=\"connect-src 'none'; img-src 'none';"))
  }

  @Test func `words of a study are never markup`() throws {
    var page = try Sample.page()
    let word = "<script>alert(\"1\")</script> & </style>"
    page.title = word
    page.lead = word
    page.answers = [PageAnswer(question: word, name: word, statements: [word])]
    page.facts = [PageFact(word, word)]
    page.figures[0].caption = word
    page.files = [PageFile(name: word, text: word)]
    page.steps = [PageStep(word, word)]
    page.tables[0].title = word
    page.tables[0].name = word
    let document = try PageDocument(page.html)
    #expect(document.count(of: "script") == 1)
    #expect(page.html.ranges(of: "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;").count > 10)
  }

  @Test func `evidence in parentheses at a statement's end steps back`() throws {
    var page = try Sample.page()
    page.answers[0].statements = [
      "Depth wins (by a lot) here (p = 0.01).", "It grows (slowly) on.",
    ]
    #expect(
      page.html.contains(
        """
        <li>Depth wins (by a lot) here<span class="evidence"> (p = 0.01).</span></li>
        <li>It grows (slowly) on.</li>
        """))
  }

  @Test func `captions do not say again what study they are of`() throws {
    var page = try Sample.page()
    page.title = "Depth & width: 100 % of the grid"
    page.tables[1].title = "depth against width. " + page.title
    #expect(page.html.contains("<span id=\"table-accuracy-caption\">Top-1 (%)</span>"))
    #expect(page.html.contains("<span id=\"table-choice-caption\">Depth against width.</span>"))
  }

  @Test func `sections without content are left out, of the contents too`() throws {
    var page = try Sample.page()
    page.figures = []
    page.answers = []
    #expect(!page.html.contains("id=\"figures\"") && !page.html.contains("#figures"))
    #expect(!page.html.contains("id=\"answers\"") && !page.html.contains("#answers"))
  }

  @Test func `text has the contrast that people with weak eyes need, in both schemes`() throws {
    let style = try Sample.page().html
    for scheme in try PageColors.schemes(of: style) {
      for text in ["text", "muted", "accent"] {
        for ground in ["ground", "soft"] {
          #expect(try scheme.contrast(text, ground) >= 4.5, "\(text) on \(ground)")
        }
      }
    }
  }
}

extension Sample {
  /// A page with two figures, two tables that sort, and runs.
  static func page() throws -> Page {
    var second = try ReportTable(
      contrast(), name: "choice", title: "Depth against width", metricTitle: "top-1",
      provenance: provenance)
    second.notes.append("A note.")
    return Page(
      title: "Depth or width", name: "depth-or-width", lead: "Four points with 3 seeds each.",
      answers: [PageAnswer(question: "Depth or width?", name: "choice", statements: ["Width."])],
      facts: [PageFact("Machine", "Xeon, 2 cores")],
      figures: ["choice", "other"].map {
        PageFigure(name: $0, caption: "Depth less width.", svg: picture)
      },
      tables: [try table(), second, sortable],
      runs: PageRuns(
        table: ReportTable(
          name: "runs", title: "Runs", columns: [ReportColumn("run")],
          rows: [[.text("4d03e64af6145cab-0")]], provenance: provenance),
        remark: "All of them."),
      files: [PageFile(name: "study.yaml", text: "schema: 1\n")],
      steps: [PageStep("revisit run study.yaml", "Train it.")])
  }

  /// Numbers whose order is not that of their texts, and one that is missing.
  static let sortable = ReportTable(
    name: "sortable", title: "Costs",
    columns: [
      ReportColumn("network"), ReportColumn("width"), ReportColumn("cost", unit: .millions),
    ],
    rows: [
      [.text("a"), .text("0.5"), .number(9.5e6)], [.text("b"), .text("0.25"), .number(1.2e8)],
      [.text("c"), .text("10"), .missing(reason: "not trained")],
      [.text("d"), .text("9"), .number(-3e6)],
    ], provenance: provenance)

  /// A picture as gnuplot writes it, with names that every picture has.
  static let picture = """
    <?xml version="1.0" encoding="utf-8"  standalone="no"?>
    <svg
     width="480" height="230"
     viewBox="0 0 480 230"
     xmlns="http://www.w3.org/2000/svg"
     xmlns:xlink="http://www.w3.org/1999/xlink"
    >

    <title>Gnuplot</title>
    <desc>Produced by GNUPLOT 5.4 patchlevel 4 </desc>
    <defs>
    \t<circle id='gpDot' r='0.5'/>
    \t<use xlink:href='#gpDot' id="gpPt0"/>
    </defs>
    <g id="gnuplot_plot_1" ><title>gnuplot_plot_1</title>
    <rect filter="url(#textbox)" width='3'/><text>a &gt; b id="c"</text>
    </g>
    </svg>

    """
}

/// What a strict parser finds in a page.
private final class PageDocument: NSObject, XMLParserDelegate {
  private(set) var root: String?
  private(set) var language: String?
  private(set) var identifiers: [String] = []
  private(set) var mentioned: [String] = []
  private(set) var headings: [Int] = []
  private var elements: [(name: String, attributes: [String: String])] = []

  /// The page's style and script, which are no markup, are left out; elements without an end are ended.
  init(_ html: String) throws {
    super.init()
    let markup =
      html
      .replacing(/(<style>|<script>)[\s\S]*?(<\/style>|<\/script>)/) { $0.1 + $0.2 }
      .replacing(/<(meta|wbr)([^>]*)>/) { "<\($0.1)\($0.2)/>" }
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = self
    if !parser.parse() {
      let reason = parser.parserError.map { "\($0)" } ?? "unknown"
      throw Malformed(place: "line \(parser.lineNumber): \(reason)")
    }
  }

  struct Malformed: Error { let place: String }

  func count(of name: String) -> Int { elements.count { $0.name == name } }

  func attributes(of name: String) -> [[String: String]] {
    elements.filter { $0.name == name }.map(\.attributes)
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if root == nil { (root, language) = (name, attributes["lang"]) }
    elements.append((name, attributes))
    if let id = attributes["id"] { identifiers.append(id) }
    for key in ["href", "xlink:href"] {
      if let address = attributes[key], address.hasPrefix("#") {
        mentioned.append(String(address.dropFirst()))
      }
    }
    mentioned += attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
    if let level = name.wholeMatch(of: /h([1-6])/)?.1 { headings.append(Int(level) ?? 0) }
  }
}

/// The named colours of a style sheet in one scheme.
private struct PageColors {
  private let colors: [String: [Double]]

  /// The schemes that a page has; the last is that of paper.
  static func schemes(of style: String) throws -> [PageColors] {
    let blocks = style.matches(of: /:root\s*\{([^}]*)\}/)
    #expect(blocks.count == 3)
    return blocks.map { block in
      let pairs = block.1.matches(of: /--([a-z-]+):\s*#([0-9a-f]{6})/).map { match in
        let number = Int(match.2, radix: 16) ?? 0
        return (
          String(match.1), [number >> 16, number >> 8 & 255, number & 255].map { Double($0) / 255 }
        )
      }
      return PageColors(colors: Dictionary(pairs) { $1 })
    }
  }

  /// The ratio of contrast of two colours.
  ///
  /// - Source: WCAG 2.2, "contrast ratio" and "relative luminance".
  func contrast(_ first: String, _ second: String) throws -> Double {
    let both = try [first, second].map { luminance(try #require(colors[$0])) }.sorted()
    return (both[1] + 0.05) / (both[0] + 0.05)
  }

  private func luminance(_ color: [Double]) -> Double {
    let linear = color.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
