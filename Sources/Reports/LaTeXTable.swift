// A table for a paper: booktabs for the rules, siunitx for numbers that stand point under point.

extension ReportTable {
  /// Whether it has more lines than a page, so that it is broken over pages.
  var isPaged: Bool {
    rows.count > 60 || rows.map(Self.lines).reduce(0, +) > 90
  }

  /// Lines that a row takes where long words stand in columns of 70 mm, about 45 characters wide.
  private static func lines(of row: [ReportCell]) -> Int {
    row.map { cell in
      if case .text(let text) = cell { 1 + text.count / 45 } else { 1 }
    }.max() ?? 1
  }

  /// The table under a line that names it and its digest, so that a copy of it in a paper can be checked.
  var latex: String {
    let body = latexBody
    let study = provenance.study.isEmpty ? "" : " of study \(provenance.study)"
    return "\(TextDigest.mark)table \(name)\(study), digest \(TextDigest.of(body))\n" + body
  }

  /// The table; the preamble needs the packages booktabs and siunitx, and longtable or graphicx.
  private var latexBody: String {
    let numbers = columns.indices.map(numberColumn)
    let specification = columns.indices.map { numbers[$0]?.specification ?? textColumn($0) }
    let body = writtenRows.map { row in
      row.indices.map { latexText(row[$0], in: numbers[$0]) }.joined(separator: " & ") + " \\\\\n"
    }
    let notes = footnotes(best: "Bold").map(LaTeX.escaped).joined(separator: " ")
    let columns = specification.joined(separator: " ")
    return isPaged
      ? paged(columns, body: body.joined(), notes: notes)
      : floating(columns, body: body.joined(), notes: notes)
  }

  /// The table over as many pages as it takes, with its headings on each.
  private func paged(_ specification: String, body: String, notes: String) -> String {
    """
    % Needs \\usepackage{booktabs}, \\usepackage{longtable} and \\usepackage{siunitx} (version 3).
    {\\footnotesize\\setlength{\\tabcolsep}{3pt}%
    \\begin{longtable}{@{}\(specification)@{}}
    \\caption{\(LaTeX.escaped(title))}
    \\label{tab:\(LaTeX.label(name))} \\\\
    \\toprule
    \(groupLines)\(headingLine)\\midrule
    \\endhead
    \\bottomrule
    \\endfoot
    \(body)\\end{longtable}}
    \\noindent{\\footnotesize\\raggedright \(notes)\\par}

    """
  }

  /// The table as a float, no wider than the page.
  private func floating(_ specification: String, body: String, notes: String) -> String {
    """
    % Needs \\usepackage{booktabs}, \\usepackage{graphicx} and \\usepackage{siunitx} (version 3).
    \\begin{table}[tbp]
    \\centering
    \\caption{\(LaTeX.escaped(title))}
    \\label{tab:\(LaTeX.label(name))}
    \\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%
    \\begin{tabular}{@{}\(specification)@{}}
    \\toprule
    \(groupLines)\(headingLine)\\midrule
    \(body)\\bottomrule
    \\end{tabular}}
    \\par\\smallskip
    \\parbox{\\linewidth}{\\footnotesize\\raggedright \(notes)}
    \\end{table}

    """
  }

  private var headingLine: String {
    // Braces keep siunitx from reading a heading as a number.
    columns.map { "{\(latexHeading($0.heading))}" }.joined(separator: " & ") + " \\\\\n"
  }

  private var groupLines: String {
    guard hasGroups else { return "" }
    let titles = headerGroups.map { group in
      group.title.map {
        "\\multicolumn{\(group.columns.count)}{c}{\(LaTeX.escaped($0))}"
      } ?? ""
    }
    let rules = headerGroups.filter { $0.title != nil }.map { group in
      "\\cmidrule(lr){\(group.columns.lowerBound + 1)-\(group.columns.upperBound)}"
    }
    return titles.joined(separator: " & ") + " \\\\\n" + rules.joined(separator: " ") + "\n"
  }

  /// A column of words; long ones are broken into lines.
  private func textColumn(_ column: Int) -> String {
    let isLong = rows.contains { row in
      if case .text(let text) = row[column] { text.count > 40 } else { false }
    }
    return isLong ? "p{70mm}" : "l"
  }

  private func numberColumn(_ column: Int) -> LaTeXNumberColumn? {
    guard isNumeric(column) else { return nil }
    let numbers = writtenRows.compactMap { row in
      if case .number(let number) = row[column].content { number } else { nil }
    }
    return LaTeXNumberColumn(numbers)
  }
}

/// How the numbers of one column are set.
private struct LaTeXNumberColumn {
  /// Whether siunitx aligns them; intervals and powers of ten are set to the right instead.
  let isAligned: Bool
  /// The column's letter with its options.
  let specification: String

  init(_ numbers: [NumberText]) {
    isAligned = numbers.allSatisfy(\.canBeAligned)
    guard isAligned else {
      specification = "r"
      return
    }
    let whole = numbers.map { $0.wholeDigits }.max() ?? 1
    let decimals = numbers.map { $0.decimals }.max() ?? 0
    let uncertain = numbers.map { $0.uncertaintyDigits }.max() ?? 0
    let hasPlus = numbers.contains { $0.value.hasPrefix("+") }
    let sign = hasPlus || numbers.contains { $0.value.hasPrefix("-") } ? "-" : ""
    let format =
      "\(sign)\(whole)" + (decimals > 0 ? ".\(decimals)" : "")
      + (uncertain > 0 ? "(\(uncertain))" : "")
    // Names of siunitx 3: each use of an older one makes the next dearer, so that a hundred tables took minutes.
    specification =
      "S[table-format=\(format), uncertainty-mode=separate, reset-text-series=false, "
      + "text-series-to-math, " + (hasPlus ? "retain-explicit-plus, " : "")
      + "table-align-text-after=false]"
  }
}

extension NumberText {
  fileprivate var canBeAligned: Bool {
    if case .range = uncertainty { return false }
    return !value.contains("e") && !value.contains("<")
  }

  fileprivate var wholeDigits: Int { value.prefix { $0 != "." }.count { $0.isNumber } }

  fileprivate var decimals: Int { max(0, value.drop { $0 != "." }.count - 1) }

  fileprivate var uncertaintyDigits: Int {
    guard case .plusMinus(let half) = uncertainty else { return 0 }
    return half.filter(\.isNumber).drop { $0 == "0" }.count
  }

  /// The number for siunitx, in its column or in its command.
  fileprivate func latex(isAligned: Bool) -> String {
    switch uncertainty {
    case .none: isAligned ? value : LaTeX.number(value)
    case .plusMinus(let half):
      isAligned ? "\(value) +- \(half)" : LaTeX.number("\(value) +- \(half)")
    case .range(let low, let high):
      "\(LaTeX.number(value)) [\(LaTeX.number(low)), \(LaTeX.number(high))]"
    }
  }
}

/// A heading in one line, or a long one in two: else headings make a table wider than its numbers do.
private func latexHeading(_ heading: String) -> String {
  let spaces = heading.indices.filter { heading[$0] == " " }
  func distance(_ index: String.Index) -> Int {
    abs(2 * heading.distance(from: heading.startIndex, to: index) - heading.count)
  }
  guard heading.count > 13, let middle = spaces.min(by: { distance($0) < distance($1) }) else {
    return LaTeX.escaped(heading)
  }
  let lines = [heading[..<middle], heading[heading.index(after: middle)...]]
  return "\\shortstack{\(lines.map { LaTeX.escaped(String($0)) }.joined(separator: "\\\\"))}"
}

private func latexText(_ cell: WrittenCell, in column: LaTeXNumberColumn?) -> String {
  switch cell.content {
  case .text(let text): return "{\(LaTeX.escaped(text))}"
  case .missing(let letter): return "{--\\textsuperscript{\(letter)}}"
  case .number(let number):
    let text = number.latex(isAligned: column?.isAligned ?? false)
    switch cell.mark {
    case .best: return "\\bfseries " + text
    case .sameAsBest: return text + "{\\textsuperscript{\\dag}}"
    case nil: return text
    }
  }
}
