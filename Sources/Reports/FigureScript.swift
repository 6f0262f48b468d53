// A figure in the words of gnuplot: one script that carries its data and draws SVG and PDF.

import Analysis
import Foundation

extension Figure {
  /// The script that writes `name.svg` and `name.pdf` into the folder it is run in.
  ///
  /// Colours are those of Okabe and Ito, which colour-blind readers tell apart; each series has its own symbol
  /// and dash too, for print in grey.
  public var gnuplotScript: String {
    let layout = FigureLayout(self)
    return """
      # Draws \(Gnuplot.commented(name)).svg and .pdf; run it with gnuplot.
      # \(Gnuplot.commented(caption))
      \(panels.indices.map { dataBlocks("panel\($0)", panels[$0].layers) }.joined())\
      \(dataBlocks("key", layout.keySamples))
      set encoding utf8
      set datafile missing 'NaN'
      set style fill noborder
      set key off
      do for [form in 'svg pdf'] {
        if (form eq 'svg') {
          set terminal svg size \(svgSize(layout)) font 'Helvetica,15' background rgb 'white'
        } else {
          set terminal pdfcairo size \(pdfSize(layout)) font 'Helvetica,15' fontscale 0.375 linewidth 0.8
        }
        set output \(Gnuplot.quoted(name)).'.'.form
        set multiplot
      \(keyCommands(layout))\(panels.indices.map { panelCommands($0, layout) }.joined())\
        unset multiplot
        unset output
      }

      """
  }

  private func svgSize(_ layout: FigureLayout) -> String {
    "\(Int((15 * layout.width).rounded())),\(Int((15 * layout.height).rounded()))"
  }

  /// 84 mm wide, a column of most journals, or 174 mm, their page.
  private func pdfSize(_ layout: FigureLayout) -> String {
    let width = width == .column ? 8.4 : 17.4
    return "\(width)cm,\(fixedNumber(width * layout.height / layout.width, 2))cm"
  }

  // MARK: - Data

  private func dataBlocks(_ name: String, _ layers: [FigureLayer]) -> String {
    layers.indices.filter { !layers[$0].points.isEmpty }.map { index in
      let lines = layers[index].points.map { $0.columns + "\n" }.joined()
      return "$\(name)layer\(index) << END\n\(lines)END\n"
    }.joined()
  }

  /// Layers from back to front.
  private func plot(_ name: String, _ layers: [FigureLayer]) -> String {
    let clauses = layers.indices.flatMap { index in
      layers[index].clauses.map { "$\(name)layer\(index) \($0) notitle" }
    }
    return "plot \(clauses.isEmpty ? "NaN notitle" : clauses.joined(separator: ", \\\n    "))"
  }

  private func commands(_ lines: [String]) -> String { lines.map { "  \($0)\n" }.joined() }

  // MARK: - Key

  /// The key is a plot over all of the figure, whose unit is the layout's.
  private func keyCommands(_ layout: FigureLayout) -> String {
    if layout.key.isEmpty { return "" }
    let words = layout.key.indices.map { index in
      let place = layout.keyPlace(index)
      return "set label \(Gnuplot.quoted(layout.key[index].title ?? "")) at "
        + "\(fixedNumber(place.x + layout.sample, 2)),\(fixedNumber(place.y, 2)) left noenhanced"
    }
    return commands(
      margins(
        FigureLayout.Box(left: 0, right: layout.width, bottom: 0, top: layout.height), layout)
        + [
          "unset label; unset border; unset xtics; unset ytics; unset grid; unset logscale",
          "set xrange [0:\(fixedNumber(layout.width, 2))]",
          "set yrange [0:\(fixedNumber(layout.height, 2))]",
        ] + words + [plot("key", layout.keySamples)])
  }

  // MARK: - Panels

  private func panelCommands(_ index: Int, _ layout: FigureLayout) -> String {
    let (panel, box) = (layout.panels[index], layout.boxes[index])
    let middle = (x: (box.left + box.right) / 2, y: (box.bottom + box.top) / 2)
    let below = layout.horizontalLabel(index)
    let beside = layout.verticalLabel(index)
    var lines =
      margins(box, layout) + [
        "unset label", "set border 3 linewidth 0.8 linecolor rgb '#404040'",
      ]
    lines += [
      label(panel.title.map { [$0] } ?? [], at: (middle.x, box.top + 0.9), layout),
      label(below, at: (middle.x, box.bottom - 2.1 - 0.62 * Double(below.count)), layout),
      label(
        beside, at: (box.left - layout.verticalLabelDistance(index), middle.y), layout,
        turned: true),
    ].compactMap(\.self)
    lines.append(
      "set grid \(panel.vertical.isCategorical ? "xtics noytics" : "xtics ytics") linetype 1 "
        + "linewidth 0.4 linecolor rgb '#E4E4E4'")
    lines += axisCommands(panel.horizontal, "x", offset: "offset 0,0.3 ")
    lines += axisCommands(panel.vertical, "y", hasNames: layout.hasVerticalTicks(index))
    lines.append(plot("panel\(index)", panel.layers))
    return commands(lines)
  }

  private func margins(_ box: FigureLayout.Box, _ layout: FigureLayout) -> [String] {
    [
      "set lmargin at screen \(fixedNumber(box.left / layout.width, 4))",
      "set rmargin at screen \(fixedNumber(box.right / layout.width, 4))",
      "set bmargin at screen \(fixedNumber(box.bottom / layout.height, 4))",
      "set tmargin at screen \(fixedNumber(box.top / layout.height, 4))",
    ]
  }

  private func label(
    _ lines: [String], at place: (x: Double, y: Double), _ layout: FigureLayout,
    turned: Bool = false
  ) -> String? {
    if lines.isEmpty { return nil }
    let text = lines.map(Gnuplot.quoted).joined(separator: ".\"\\n\".")
    return
      "set label \(text) at \(layout.screen(place)) center\(turned ? " rotate" : "") noenhanced"
  }

  private func axisCommands(
    _ axis: FigureAxis, _ letter: String, hasNames: Bool = true, offset: String = ""
  ) -> [String] {
    var lines = [axis.isLogarithmic ? "set logscale \(letter)" : "unset logscale \(letter)"]
    if let range = axis.range {
      lines.append(
        "set \(letter)range [\(gnuplotNumber(range.low)):\(gnuplotNumber(range.high))]")
    }
    let marks = (axis.ticks ?? []).map {
      "\(Gnuplot.quoted(hasNames ? $0.label : "")) \(gnuplotNumber($0.position))"
    }
    let mode = axis.isCategorical ? "noenhanced" : "enhanced"
    return lines + [
      "set \(letter)tics nomirror out scale 0.6 \(offset)(\(marks.joined(separator: ", "))) \(mode)"
    ]
  }
}

/// Ten significant digits, more than any picture shows.
private func gnuplotNumber(_ value: Double) -> String {
  String(format: "%.10g", locale: Locale(identifier: "en_US_POSIX"), value)
}

extension FigurePoint {
  /// x, y, ends across, ends; ends that are not there lie at the point where it has others, else are missing.
  fileprivate var columns: String {
    let has = ends != nil || across != nil
    let numbers =
      [x, y] + (across.map { [$0.low, $0.high] } ?? (has ? [x, x] : [.nan, .nan]))
      + (ends.map { [$0.low, $0.high] } ?? (has ? [y, y] : [.nan, .nan]))
    return numbers.map { $0.isNaN ? "NaN" : gnuplotNumber($0) }.joined(separator: " ")
  }
}

extension FigureLayout {
  /// A place in ems as gnuplot reads it.
  fileprivate func screen(_ place: (x: Double, y: Double)) -> String {
    "screen \(fixedNumber(place.x / width, 4)),\(fixedNumber(place.y / height, 4))"
  }
}
