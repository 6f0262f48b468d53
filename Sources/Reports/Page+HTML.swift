// A page as HTML: its head, its contents and its sections in their order.

extension Page {
  /// The page as one file; the same page gives the same bytes.
  ///
  /// It holds all that it shows, and its policy lets a browser ask for nothing else.
  public var html: String {
    let sections = sections.filter { !$0.body.isEmpty }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <meta name="generator" content="Revisit">
      <title>\(htmlEscaped(title))</title>
      <style>
      \(PageStyle.text)</style>
      </head>
      <body>
      <a class="skip" href="#content">Skip to the content</a>
      <header>
      <p class="kicker">Study <code>\(htmlEscaped(name))</code></p>
      <h1>\(htmlEscaped(title))</h1>
      <p class="lead">\(htmlEscaped(lead))</p>
      </header>
      <nav aria-labelledby="contents">
      <h2 id="contents">Contents</h2>
      <ul>
      \(sections.map(\.contentsItem).joined(separator: "\n"))
      </ul>
      </nav>
      <main id="content">
      \(sections.map(\.html).joined(separator: "\n"))
      </main>
      <script>
      \(PageScript.text)</script>
      </body>
      </html>

      """
  }

  /// What a page may ask for: nothing, since its own script and style need no permission.
  private static let policy =
    ["connect", "img", "font", "media", "object", "frame", "worker"]
    .map { "\($0)-src 'none'; " }.joined() + "form-action 'none'; base-uri 'none'"

  private var sections: [PageSection] {
    let figures = figures.map { ($0, PageIdentifier.figure($0.name)) }
    let tables = tables.map {
      PageTable($0.withoutStudy(title), id: PageIdentifier.table($0.name))
    }
    return [
      PageSection(id: "answers", heading: "Questions and answers", body: answersBody),
      PageSection(id: "design", heading: "What was run", body: factsBody),
      PageSection(
        id: "figures", heading: "Figures", body: figuresBody(figures),
        parts: figures.map { (id: $1, heading: headingText(of: $0.name)) }),
      PageSection(
        id: "tables", heading: "Tables", body: tables.map(\.html).joined(separator: "\n"),
        parts: tables.map { (id: $0.id, heading: $0.heading) }),
      PageSection(id: "runs", heading: "Runs", body: runsBody),
      PageSection(id: "files", heading: "Study file", body: filesBody),
      PageSection(id: "again", heading: "How to reproduce it", body: stepsBody),
    ]
  }

  private var answersBody: String {
    answers.map { answer in
      """
      <article class="answer">
      <h3>\(htmlEscaped(answer.question))</h3>
      <ul>
      \(answer.statements.map { "<li>\(Self.statement($0))</li>" }.joined(separator: "\n"))
      </ul>
      <p class="source">\(Self.source(of: answer))</p>
      </article>
      """
    }
    .joined(separator: "\n")
  }

  private static func source(of answer: PageAnswer) -> String {
    switch answer.origin {
    case .fit: "Fit <code>\(htmlEscaped(answer.name))</code>"
    case .table:
      "<a href=\"#\(PageIdentifier.table(answer.name))\">Table "
        + "\(htmlEscaped(headingText(of: answer.name)))</a>"
    }
  }

  /// A statement, its evidence less prominent where it ends with some in parentheses.
  private static func statement(_ text: String) -> String {
    guard text.hasSuffix(")."),
      let start = text.ranges(of: " (").last?.lowerBound
    else { return htmlEscaped(text) }
    return htmlEscaped(String(text[..<start]))
      + "<span class=\"evidence\">\(htmlEscaped(String(text[start...])))</span>"
  }

  private var factsBody: String {
    if facts.isEmpty { return "" }
    let items = facts.map { fact in
      "<div><dt>\(htmlEscaped(fact.term))</dt><dd>\(htmlEscaped(fact.text))</dd></div>"
    }
    return "<dl class=\"facts\">\n\(items.joined(separator: "\n"))\n</dl>"
  }

  private func figuresBody(_ figures: [(figure: PageFigure, id: String)]) -> String {
    if figures.isEmpty { return "" }
    return """
      <div class="figures">
      \(figures.map { $0.figure.html(id: $0.id) }.joined(separator: "\n"))
      </div>
      """
  }

  private var runsBody: String {
    let table = PageTable(runs.table, id: PageIdentifier.table(runs.table.name), level: .part)
    return """
      <p>\(htmlEscaped(runs.remark))</p>
      <details>
      <summary>Show the list of runs</summary>
      \(table.html)
      </details>
      """
  }

  private var filesBody: String {
    files.map { file in
      """
      <details>
      <summary>Show <code>\(htmlEscaped(file.name))</code></summary>
      <pre tabindex="0" role="region" aria-label="\(htmlEscaped(file.name))"><code>\(htmlEscaped(file.text))</code></pre>
      </details>
      """
    }
    .joined(separator: "\n")
  }

  private var stepsBody: String {
    if steps.isEmpty { return "" }
    let items = steps.map { step in
      """
      <li><p>\(htmlEscaped(step.effect))</p>
      <pre><code>\(htmlEscaped(step.command))</code></pre></li>
      """
    }
    return "<ol class=\"steps\">\n\(items.joined(separator: "\n"))\n</ol>"
  }
}

/// A section of a page, with the parts that its contents list.
private struct PageSection {
  let id: String
  let heading: String
  let body: String
  var parts: [(id: String, heading: String)] = []

  var contentsItem: String {
    let items = parts.map { "<li><a href=\"#\($0.id)\">\(htmlEscaped($0.heading))</a></li>" }
    let list = items.isEmpty ? "" : "\n<ul>\n\(items.joined(separator: "\n"))\n</ul>\n"
    return "<li><a href=\"#\(id)\">\(htmlEscaped(heading))</a>\(list)</li>"
  }

  var html: String {
    """
    <section id="\(id)" aria-labelledby="\(id)-heading">
    <h2 id="\(id)-heading">\(htmlEscaped(heading))</h2>
    \(body)
    </section>
    """
  }
}

/// Identifiers of a page's parts; those of tables, figures and sections do not meet.
enum PageIdentifier {
  static func table(_ name: String) -> String { "table-" + token(name) }

  static func figure(_ name: String) -> String { "figure-" + token(name) }

  /// A name without what an address of a part may not hold.
  private static func token(_ name: String) -> String {
    escaped(name) { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) ? nil : "-" }
  }
}

/// The name of a table or figure as a heading: `depth_or_width` becomes `Depth or width`.
func headingText(of name: String) -> String {
  let words = escaped(name) { "-_".contains($0) ? " " : nil }
  return words.prefix(1).uppercased() + words.dropFirst()
}

extension ReportTable {
  /// The table with a caption that does not say again what study it is of.
  fileprivate func withoutStudy(_ study: String) -> ReportTable {
    var table = self
    if title == study {
      let headings = columns.compactMap { $0.groupHeading ?? nil }
      table.title = headings.first ?? columns.last?.heading ?? title
    } else if title.hasSuffix(". " + study) {
      table.title = String(title.dropLast(study.count + 1))
    }
    table.title = table.title.prefix(1).uppercased() + table.title.dropFirst()
    return table
  }
}
