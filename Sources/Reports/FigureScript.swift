// A figure in the words of gnuplot: one script that carries its data and draws SVG and PDF.

import Analysis

extension Figure {
  /// The script that writes `name.svg` and `name.pdf` into the folder it is run in.
  ///
  /// Colours are those of Okabe and Ito, which colour-blind readers tell apart; each series has its own symbol
  /// and dash too, for print in grey.
  public var gnuplotScript: String {
    let (x, y) = fittedAxes
    return """
      # Draws \(Gnuplot.commented(name)).svg and .pdf; run it with gnuplot.
      \(layers.indices.map(dataBlock).joined())
      set encoding utf8
      set border 3 linewidth 0.8 linecolor rgb '#404040'
      set tics nomirror out scale 0.6,0.3
      set grid \(gridAxes) linetype 1 linewidth 0.4 linecolor rgb '#E4E4E4'
      set key \(keyPlace) noenhanced samplen 1.6 spacing 1.1
      set style fill noborder
      \(axisCommands(x, "x"))\(axisCommands(y, "y"))\
      set terminal svg size \(svgSize) font 'Helvetica,13' background rgb 'white'
      set output \(Gnuplot.quoted(name + ".svg"))
      plot \(plotClauses)
      set terminal pdfcairo size \(pdfSize) font 'Helvetica,8' fontscale 1 linewidth 0.9
      set output \(Gnuplot.quoted(name + ".pdf"))
      replot
      unset output

      """
  }

  private var fittedAxes: (FigureAxis, FigureAxis) {
    let across = layers.contains { $0.style == .horizontalBars }
    let points = layers.filter { $0.style != .guideline && $0.style != .margin }.flatMap(\.points)
    let ends = points.flatMap { $0.ends.map { [$0.low, $0.high] } ?? [] }
    return (
      horizontal.fitted(to: points.map(\.x) + (across ? ends : [])),
      vertical.fitted(to: points.map(\.y) + (across ? [] : ends))
    )
  }

  private var gridAxes: String { vertical.isCategorical ? "xtics" : "xtics ytics" }

  private var keyPlace: String {
    layers.contains { $0.title != nil } ? "outside top center horizontal" : "off"
  }

  private var svgSize: String { "480,\(Int((480 * aspect).rounded()))" }

  /// 84 mm wide, a column of most journals.
  private var pdfSize: String { "8.4cm,\((84 * aspect).rounded() / 10)cm" }

  private func dataBlock(_ index: Int) -> String {
    let lines = layers[index].points.map { point in
      let (low, high) = point.ends.map { ($0.low, $0.high) } ?? (point.y, point.y)
      return [point.x, point.y, low, high].map { shortestText(of: $0) }.joined(separator: " ")
        + "\n"
    }
    return "$layer\(index) << END\n\(lines.joined())END\n"
  }

  private var plotClauses: String {
    layers.enumerated().map { index, layer in
      let title = layer.title.map { "title \(Gnuplot.quoted($0))" } ?? "notitle"
      return "$layer\(index) \(layer.clause) \(title)"
    }
    .joined(separator: ", \\\n     ")
  }

  private func axisCommands(_ axis: FigureAxis, _ letter: String) -> String {
    var lines = ["set \(letter)label \(Gnuplot.quoted(axis.label)) noenhanced"]
    if axis.isLogarithmic { lines.append("set logscale \(letter)") }
    if let range = axis.range {
      lines.append(
        "set \(letter)range [\(shortestText(of: range.low)):\(shortestText(of: range.high))]")
    }
    if let ticks = axis.ticks {
      let marks = ticks.map { "\(Gnuplot.quoted($0.label)) \(shortestText(of: $0.position))" }
      let mode = axis.isCategorical ? " noenhanced" : " enhanced"
      lines.append("set \(letter)tics (\(marks.joined(separator: ", ")))\(mode)")
      lines.append("unset m\(letter)tics")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension FigureAxis {
  /// Whether its ticks are names rather than numbers.
  fileprivate var isCategorical: Bool { ticks != nil && !isLogarithmic }
}

extension FigureLayer {
  fileprivate var clause: String {
    let color = "linecolor rgb '\(Self.colors[series % Self.colors.count])'"
    let symbol = "pointtype \(Self.symbols[series % Self.symbols.count]) pointsize 0.55"
    let dash = "dashtype \(1 + series % 5)"
    let hasBars = points.contains { $0.ends != nil }
    switch style {
    case .symbols:
      return hasBars
        ? "using 1:2:3:4 with yerrorbars \(color) \(symbol) linewidth 1"
        : "using 1:2 with points \(color) \(symbol)"
    case .horizontalBars:
      return "using 1:2:3:4 with xerrorbars \(color) \(symbol) linewidth 1.2"
    case .line: return "using 1:2 with lines \(color) \(dash) linewidth 1.6"
    case .band:
      return "using 1:3:4 with filledcurves \(color) fillstyle transparent solid 0.18"
    case .guideline: return "using 1:2 with lines linecolor rgb '#808080' linewidth 0.8"
    case .margin: return "using 1:3:4 with filledcurves linecolor rgb '#EDEDED'"
    }
  }

  /// Okabe and Ito 2008, "Color universal design", darkest contrasts first, yellow left out.
  private static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00", "#56B4E9",
  ]

  /// gnuplot's disc, square, triangle, diamond, inverted triangle, circle, open square.
  private static let symbols = [7, 5, 9, 13, 11, 6, 4]
}
