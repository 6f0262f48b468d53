// Colours, symbols and dashes in the words of gnuplot.

extension FigureLook {
  /// The colour as gnuplot reads it.
  var colorClause: String {
    let full = color.map { Self.colors[$0 % Self.colors.count] } ?? [64, 64, 64]
    let shown = tone == .faint ? full.map { ($0 + 255) / 2 } : full
    return "linecolor rgb '#" + shown.map(Self.hexadecimal).joined() + "'"
  }

  /// The symbol with its size.
  var symbolClause: String {
    let pair = Self.symbols[symbol % Self.symbols.count]
    switch tone {
    case .full: return "pointtype \(pair.filled) pointsize 0.55"
    case .open: return "pointtype \(pair.hollow) pointsize 0.6 linewidth 1.4"
    case .faint: return "pointtype \(pair.hollow) pointsize 0.45 linewidth 1.3"
    }
  }

  /// The symbol's area in white.
  var groundClause: String {
    "linecolor rgb 'white' pointtype \(Self.symbols[symbol % Self.symbols.count].filled) pointsize 0.6"
  }

  /// The dash.
  var dashClause: String { "dashtype \(Self.dashes[dash % Self.dashes.count])" }

  private static func hexadecimal(_ value: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return digits.count < 2 ? "0" + digits : digits
  }

  /// Okabe and Ito 2008, "Color universal design", darkest contrasts first, yellow left out: red, green, blue.
  private static let colors = [
    [0, 114, 178], [213, 94, 0], [0, 158, 115], [204, 121, 167], [0, 0, 0], [230, 159, 0],
    [86, 180, 233],
  ]

  /// gnuplot's numbers of disc, square, triangle, diamond, inverted triangle, pentagon.
  private static let symbols: [(filled: Int, hollow: Int)] = [
    (7, 6), (5, 4), (9, 8), (13, 12), (11, 10), (15, 14),
  ]

  /// Lengths of line and gap; gnuplot's own differ between SVG and PDF.
  private static let dashes = [
    "solid", "(8,4)", "(2,3)", "(8,3,2,3)", "(14,4)", "(8,3,2,3,2,3)",
  ]
}

extension FigureLayer {
  /// How gnuplot draws the layer, from back to front: bars before the symbols that they belong to.
  var clauses: [String] {
    guard !points.isEmpty else { return [] }
    let mark = "\(look.colorClause) \(look.symbolClause)"
    switch style {
    case .symbols: return bars + ground + ["using 1:2 with points \(mark)"]
    case .connected:
      let line = "\(look.colorClause) \(look.dashClause) linewidth 1.2"
      return bars + ["using 1:2 with lines \(line)"] + ground + ["using 1:2 with points \(mark)"]
    case .line: return ["using 1:2 with lines \(lineClause)"]
    case .steps: return ["using 1:2 with steps \(lineClause)"]
    case .band: return ["using 1:5:6 with filledcurves \(look.colorClause) \(Self.bandFill)"]
    case .guideline: return ["using 1:2 with lines \(Self.guideClause) \(look.dashClause)"]
    case .margin: return ["using 1:5:6 with filledcurves \(Self.marginClause)"]
    }
  }

  private var lineClause: String {
    "\(look.colorClause) \(look.dashClause) linewidth \(style == .steps ? 1.1 : 1.6)"
  }

  /// White under hollow symbols, so that bars and lines do not run through them.
  private var ground: [String] {
    look.tone == .open ? ["using 1:2 with points \(look.groundClause)"] : []
  }

  /// Lines without ends; gnuplot's own error bars wipe out what lies around their points.
  private var bars: [String] {
    let clause = "\(look.colorClause) linewidth \(look.tone == .faint ? 0.6 : 1.4)"
    return
      (points.contains { $0.across != nil }
      ? ["using 3:2:($4-$3):(0) with vectors nohead \(clause)"] : [])
      + (points.contains { $0.ends != nil }
        ? ["using 1:5:(0):($6-$5) with vectors nohead \(clause)"] : [])
  }

  private static let bandFill = "fillstyle transparent solid 0.18"
  private static let guideClause = "linecolor rgb '#808080' linewidth 0.8"
  private static let marginClause = "linecolor rgb '#EDEDED'"
}
