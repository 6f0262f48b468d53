// The numbers of tables as LaTeX macros, for running text.

/// The numbers of some tables under keys.
///
/// A key is table, row and column, each in small letters with hyphens for all that is no letter, digit or point:
/// `additive/longer/test-top-1-accuracy`. A row is named by the labels at its left, a column by its heading, behind
/// that of its group. Where two rows or columns of a table would have one name, the later ones get `.2`, `.3`.
public struct NumberMacros: Sendable {
  /// A number under its key.
  struct Entry: Hashable {
    let key: String
    /// With its uncertainty, and without.
    let texts: (full: String, value: String)?
    /// Why there is no number.
    let reason: String?
    /// The unit in words, empty where there is none.
    let unit: String

    static func == (first: Entry, second: Entry) -> Bool { first.key == second.key }
    func hash(into hasher: inout Hasher) { hasher.combine(key) }
  }

  /// The name of the file beside the tables.
  public static let fileName = "numbers.tex"

  private let entries: [Entry]
  private let study: String?

  /// The numbers of some tables of one study, or of no study; sorted by the tables' names.
  public init(_ tables: [TableCells]) {
    entries = tables.sorted { $0.name < $1.name }.flatMap(\.macroEntries)
    study = tables.first?.study?.name
  }

  /// The keys.
  public var keys: [String] { entries.map(\.key) }

  /// The file: definitions of the commands, and of every number.
  public var latex: String {
    let body = Self.commands + entries.map(\.definition).joined() + "\\makeatother\n"
    let study = study.map { " of study \($0)" } ?? ""
    return "\(TextDigest.mark)numbers\(study), digest \(TextDigest.of(body))\n" + body
  }

  /// The commands; several such files may be read into one document.
  private static let commands = #"""
    % Needs \usepackage{siunitx} (version 3).
    % \revisit{table/row/column} is a number with its uncertainty, \revisitvalue{...} the number alone.
    \makeatletter
    \ifdefined\revisit\else
    \DeclareRobustCommand*{\revisit}[1]{\revisit@show{full}{#1}}
    \DeclareRobustCommand*{\revisitvalue}[1]{\revisit@show{value}{#1}}
    \newcommand*{\revisit@show}[2]{%
      \ifcsname revisit@#1@#2\endcsname\csname revisit@#1@#2\endcsname
      \else\PackageError{revisit}{There is no number '#2'}{See the keys in numbers.tex.}\fi}
    \newcommand*{\revisit@number}[3]{%
      \expandafter\gdef\csname revisit@full@#1\endcsname{#2}%
      \expandafter\gdef\csname revisit@value@#1\endcsname{#3}}
    \newcommand*{\revisit@none}[2]{%
      \revisit@number{#1}{\PackageError{revisit}{'#1' has no number: #2}{}}%
        {\PackageError{revisit}{'#1' has no number: #2}{}}}
    \fi

    """#
}

extension NumberMacros.Entry {
  fileprivate var definition: String {
    let comment = unit.isEmpty ? "%" : "% \(unit)"
    guard let texts else {
      return "\\revisit@none{\(key)}{\(LaTeX.escaped(reason ?? ""))}%\n"
    }
    return "\\revisit@number{\(key)}{\(texts.full)}{\(texts.value)}\(comment)\n"
  }
}

extension TableCells {
  /// The key of each cell, row by row; nil for labels and for columns that only programs see.
  public var macroKeys: [[String?]] {
    let rowSlugs = distinct(labels.map { $0.map(slug).joined(separator: "-") })
    let labelCount = labelCount
    let columnSlugs = distinct(
      columns.map { column in
        [column.group, column.header].compactMap(\.self).map(slug).joined(separator: "-")
      })
    return rows.indices.map { row in
      columns.indices.map { column in
        guard columns[column].isForPrograms != true, column >= labelCount else { return nil }
        return [slug(name), rowSlugs[row], columnSlugs[column]].joined(separator: "/")
      }
    }
  }

  fileprivate var macroEntries: [NumberMacros.Entry] {
    let (written, keys) = (table.writtenRows, macroKeys)
    return rows.indices.flatMap { row in
      columns.indices.compactMap { column -> NumberMacros.Entry? in
        guard let key = keys[row][column] else { return nil }
        let texts: (full: String, value: String)?
        switch written[row][column].content {
        case .text(let text):
          texts = text.isEmpty ? nil : (LaTeX.escaped(text), LaTeX.escaped(text))
        case .number(let number): texts = (number.macro, LaTeX.number(number.value))
        case .missing: texts = nil
        }
        return NumberMacros.Entry(
          key: key, texts: texts, reason: rows[row][column].missing ?? "the cell is empty",
          unit: texts == nil ? "" : (columns[column].unit ?? .none).symbol)
      }
    }
  }
}

extension NumberText {
  /// The number with its uncertainty, in running text.
  fileprivate var macro: String {
    switch uncertainty {
    case .none: LaTeX.number(value)
    case .plusMinus(let half):
      "\\num[uncertainty-mode=separate\(value.hasPrefix("+") ? ", retain-explicit-plus" : "")]"
        + "{\(value) +- \(half)}"
    case .range(let low, let high):
      "\(LaTeX.number(value)) [\(LaTeX.number(low)), \(LaTeX.number(high))]"
    }
  }
}

/// A text in small letters, digits and points, with hyphens for all else.
private func slug(_ text: String) -> String {
  text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) }
    .joined(separator: "-")
}

/// Names of which later equals get `.2`, `.3`; an empty one becomes its place from 1.
private func distinct(_ names: [String]) -> [String] {
  var counts: [String: Int] = [:]
  return names.enumerated().map { place, name in
    let name = name.isEmpty ? "\(place + 1)" : name
    counts[name, default: 0] += 1
    let count = counts[name, default: 1]
    return count == 1 ? name : "\(name).\(count)"
  }
}
