// Text and documents of LaTeX.

/// What LaTeX tables share.
public enum LaTeX {
  /// A document of its own that shows some tables, for a first look without a paper.
  ///
  /// - Parameters:
  ///   - tables: The tables, in order.
  ///   - isLandscape: Whether its pages lie, for wide tables, each on its own: LaTeX does not hold more than some
  ///     dozens of floats that no text stands between.
  /// - Returns: The document's text.
  public static func document(_ tables: [ReportTable], isLandscape: Bool = false) -> String {
    let texts = tables.map { $0.text(in: .latex) }
    return """
      \\documentclass{article}
      \\usepackage[T1]{fontenc}
      \\usepackage{lmodern}
      \\usepackage[\(isLandscape ? "landscape,margin=12mm" : "margin=25mm")]{geometry}
      \\usepackage{booktabs}
      \\usepackage{graphicx}
      \(tables.contains(where: \.isPaged) ? "\\usepackage{longtable}\n" : "")\\usepackage{siunitx}
      \\begin{document}
      \(texts.joined(separator: isLandscape ? "\\clearpage\n" : "\n"))\\end{document}

      """
  }

  /// A document of its own that shows some figures with their captions, for the folder of their PDFs.
  ///
  /// - Parameter figures: The figures, in order.
  /// - Returns: The document's text.
  public static func document(_ figures: [Figure]) -> String {
    let shown = figures.map { figure in
      """
      \\begin{figure}[p]
        \\centering
        \\includegraphics{\\detokenize{\(figure.name).pdf}}
        \\caption{\(escaped(figure.caption))}
        \\label{fig:\(label(figure.name))}
      \\end{figure}

      """
    }
    return """
      \\documentclass{article}
      \\usepackage[T1]{fontenc}
      \\usepackage{lmodern}
      \\usepackage[a4paper,margin=18mm]{geometry}
      \\usepackage{graphicx}
      \\begin{document}
      \(shown.joined())\\end{document}

      """
  }

  /// A text in which no character means anything to LaTeX.
  static func escaped(_ text: String) -> String {
    Reports.escaped(text) { character in
      if character.isNewline { return " " }
      return replacements[character]
    }
  }

  /// A name in the letters that labels allow.
  static func label(_ name: String) -> String {
    Reports.escaped(name) { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" ? nil : "-" }
  }

  /// A number outside of an aligned column; a plus that stands before it is shown.
  static func number(_ digits: String) -> String {
    digits.hasPrefix("+") ? "\\num[retain-explicit-plus]{\(digits)}" : "\\num{\(digits)}"
  }

  private static let replacements: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
    "%": "\\%", "_": "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "\"": "''",
    "`": "\\textasciigrave{}", "'": "\\textquotesingle{}", "±": "\\ensuremath{\\pm}",
    "†": "\\dag{}", "–": "--", "×": "\\ensuremath{\\times}", "≤": "\\ensuremath{\\leq}",
    "≥": "\\ensuremath{\\geq}",
  ]
}
