// The cells of a written table, read back from each of its forms.

import Analysis
import Foundation
import Reports
import Testing

/// A table as its readers see it: the texts of its cells, in each of the forms that it is written in.
struct WrittenCells {
  /// The rows of the forms for readers, in which a cell left out is `nil`.
  let forms: [TableFormat: [[String?]]]
  /// The rows of the form for programs, by heading and within it in order.
  let csv: [[String]]

  init(_ table: ReportTable) throws {
    let texts = Dictionary(
      uniqueKeysWithValues: [TableFormat.markdown, .latex, .html].map { ($0, table.text(in: $0)) })
    try self.init(texts, csv: table.text(in: .csv), rowCount: table.rows.count)
  }

  init(_ texts: [TableFormat: String], csv: String, rowCount: Int) throws {
    self.csv = try CSV.records(of: csv).dropFirst().prefix(rowCount).map { $0.map(\.text) }
    forms = texts.reduce(into: [:]) { forms, form in
      forms[form.key] = Self.rows(of: form.value, in: form.key).prefix(rowCount).map { $0 }
    }
  }

  private static func rows(of text: String, in format: TableFormat) -> [[String?]] {
    let lines = text.split(separator: "\n").map(String.init)
    switch format {
    case .markdown:
      return lines.filter { $0.hasPrefix("| ") }.dropFirst(2).map { line in
        line.dropFirst(2).dropLast(2).components(separatedBy: " | ").map { plain(markdown: $0) }
      }
    case .latex:
      let body = lines.drop { $0 != "\\midrule" }.filter { $0.hasSuffix(" \\\\") }
      return body.map { line in
        line.dropLast(3).components(separatedBy: " & ").map { plain(latex: $0) }
      }
    case .html:
      let body = lines.drop { $0 != "<tbody>" }.filter { $0.hasPrefix("<tr><td style") }
      return body.map { line in
        line.matches(of: /<td[^>]*>(.*?)<\/td>/).map { plain(html: String($0.1)) }
      }
    case .csv, .text: return []
    }
  }

  private static func plain(markdown: String) -> String? {
    markdown.hasPrefix("–<sup>") ? nil : markdown.replacing(/\\(.)/) { $0.1 }
  }

  private static func plain(html: String) -> String? {
    if html.hasPrefix("–<sup>") { return nil }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
    return entities.reduce(html) { $0.replacing($1.0, with: $1.1) }
  }

  private static func plain(latex: String) -> String? {
    if latex.hasPrefix("{--\\textsuperscript") { return nil }
    var text = latex
    if text.hasPrefix("{"), text.hasSuffix("}") { text = String(text.dropFirst().dropLast()) }
    text = text.replacing(/\\num\{([^}]*)\}/) { $0.1 }
    let commands = [
      ("\\textasciicircum{}", "^"), ("\\textasciitilde{}", "~"), ("\\textless{}", "<"),
      ("\\textgreater{}", ">"), ("\\textbar{}", "|"), ("''", "\""),
      ("\\textasciigrave{}", "`"), ("\\textquotesingle{}", "'"), ("\\ensuremath{\\pm}", "±"),
      ("\\ensuremath{\\times}", "×"), ("\\ensuremath{\\leq}", "≤"), ("\\ensuremath{\\geq}", "≥"),
      ("\\{", "{"), ("\\}", "}"), ("\\$", "$"), ("\\&", "&"), ("\\#", "#"), ("\\%", "%"),
      ("\\_", "_"), ("\\textbackslash{}", "\\"),
    ]
    return commands.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
