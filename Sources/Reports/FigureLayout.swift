// Where panels, key and words of a figure stand: measured in widths of a letter, alike in SVG and PDF.

import Analysis
import Foundation

/// The places of a figure's parts, from the sizes of its words.
///
/// The unit is the em, the size of the letters. A column is 32 of them wide at 7.5 points, a page 66. gnuplot's own places
/// depend on its guess of a font's widths, which differs between SVG and PDF.
struct FigureLayout {
  /// The ends of a panel, from the lower left corner.
  struct Box: Hashable {
    var left: Double
    var right: Double
    var bottom: Double
    var top: Double
  }

  private let figure: Figure
  /// The panels, their axes with ranges and ticks.
  let panels: [FigurePanel]
  /// The lines of the key, each title once.
  let key: [FigureLayer]
  /// The width that each column of the key takes.
  private let keyColumns: [Double]

  init(_ figure: Figure) {
    self.figure = figure
    let width = figure.width == .column ? 32.0 : 66
    self.width = width
    panels = figure.panels.map { $0.fitted(room: width / Double(figure.columns)) }
    var known: Set<String> = []
    let key = figure.panels.flatMap(\.layers).filter { layer in
      layer.title.map { known.insert($0).inserted } ?? false
    }
    self.key = key
    let sample = key.contains { $0.style != .symbols } ? 2.5 : 1.3
    self.sample = sample
    let widths = key.map { sample + letters($0.title ?? "") + 1.4 }
    keyColumns =
      stride(from: key.count, to: 1, by: -1).map { Self.columns(widths, $0) }
      .first { $0.reduce(0, +) <= width } ?? Self.columns(widths, 1)
  }

  /// The widest of each column, where entries fill rows.
  private static func columns(_ widths: [Double], _ count: Int) -> [Double] {
    (0..<min(count, widths.count)).map { column in
      stride(from: column, to: widths.count, by: count).map { widths[$0] }.max() ?? 0
    }
  }

  /// Width of the figure.
  let width: Double

  /// Height of the figure.
  var height: Double { width * figure.aspect + keyHeight }

  // MARK: - Key

  /// Width of a sample with the space behind it; lines need more than symbols.
  let sample: Double

  private var keyHeight: Double {
    key.isEmpty ? 0 : Double((key.count + keyColumns.count - 1) / keyColumns.count) * 1.4 + 0.3
  }

  /// Where the sample of a line of the key begins, at half its height.
  func keyPlace(_ index: Int) -> (x: Double, y: Double) {
    let (row, column) = (index / keyColumns.count, index % keyColumns.count)
    let start = (width - keyColumns.reduce(0, +) + 1.4) / 2
    return (
      start + keyColumns.prefix(column).reduce(0, +), height - 0.9 - 1.4 * Double(row)
    )
  }

  /// The samples of the key's lines, at their places.
  var keySamples: [FigureLayer] {
    key.indices.flatMap { index -> [FigureLayer] in
      let (layer, place) = (key[index], keyPlace(index))
      let (start, end) = (place.x, place.x + sample - 0.5)
      let across = [start, end].map {
        FigurePoint(x: $0, y: place.y, ends: Interval(low: place.y - 0.35, high: place.y + 0.35))
      }
      let point = [FigurePoint(x: (start + end) / 2, y: place.y)]
      switch layer.style {
      case .symbols: return [FigureLayer(.symbols, look: layer.look, points: point)]
      case .connected:
        return [
          FigureLayer(.line, look: layer.look, points: across),
          FigureLayer(.symbols, look: layer.look, points: point),
        ]
      case .line, .steps, .band, .guideline, .margin:
        return [FigureLayer(layer.style, look: layer.look, points: across)]
      }
    }
  }

  // MARK: - Panels

  private var rows: Int { (panels.count + figure.columns - 1) / figure.columns }

  /// The place of each panel.
  var boxes: [Box] {
    let lefts = (0..<figure.columns).map { column in
      panels.indices.filter { $0 % figure.columns == column }.map(leftMargin).max() ?? 0
    }
    let right = 1.1
    let side =
      (width - lefts.reduce(0, +) - right * Double(figure.columns)) / Double(figure.columns)
    let above = panels.contains { $0.title != nil } ? 2 : 0.7
    let below = 2.5 + 1.25 * Double(panels.map { horizontalLabel($0, side).count }.max() ?? 1)
    let tall = (height - keyHeight) / Double(rows) - above - below
    return panels.indices.map { index in
      let (row, column) = (index / figure.columns, index % figure.columns)
      let left = lefts.prefix(column + 1).reduce(0, +) + Double(column) * (side + right)
      let top = height - keyHeight - Double(row) * (above + tall + below) - above
      return Box(left: left, right: left + side, bottom: top - tall, top: top)
    }
  }

  private func horizontalLabel(_ panel: FigurePanel, _ side: Double) -> [String] {
    wrapped(panel.horizontal.label, side + 2)
  }

  /// The lines of a panel's horizontal label.
  func horizontalLabel(_ index: Int) -> [String] {
    horizontalLabel(panels[index], boxes[index].right - boxes[index].left)
  }

  /// The lines of a panel's vertical label; none where its neighbour says the same.
  func verticalLabel(_ index: Int) -> [String] {
    let label = panels[index].vertical.label
    guard index % figure.columns == 0 || label != panels[index - 1].vertical.label else {
      return []
    }
    return wrapped(label, (height - keyHeight) / Double(rows) - 3)
  }

  /// Whether the names of a panel's rows stand beside it: not if its neighbour has the same.
  func hasVerticalTicks(_ index: Int) -> Bool {
    let axis = panels[index].vertical
    return index % figure.columns == 0 || !axis.isCategorical
      || axis.ticks != panels[index - 1].vertical.ticks
  }

  /// How far the vertical label's middle lies to the left of a panel.
  func verticalLabelDistance(_ index: Int) -> Double {
    tickWidth(index) + 1.3 + 0.65 * Double(verticalLabel(index).count)
  }

  private func tickWidth(_ index: Int) -> Double {
    guard hasVerticalTicks(index) else { return 0 }
    return (panels[index].vertical.ticks ?? []).map { letters($0.label) }.max() ?? 0
  }

  private func leftMargin(_ index: Int) -> Double {
    tickWidth(index) + 1.5 + 1.35 * Double(verticalLabel(index).count)
  }
}

/// The width of a text in ems, as Helvetica has it on average; marks of powers take no room.
private func letters(_ text: String) -> Double {
  0.55 * Double(text.filter { !"^{}".contains($0) }.count)
}

/// A label in lines that fit, broken where words end.
private func wrapped(_ text: String, _ room: Double) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last, letters(last + " " + word) <= room {
      lines[lines.count - 1] = last + " " + word
    } else {
      lines.append(String(word))
    }
  }
  return lines
}

extension FigurePanel {
  /// The panel with ranges and ticks; room is its width in ems.
  fileprivate func fitted(room: Double) -> FigurePanel {
    let shown = layers.filter { ![.guideline, .margin, .band].contains($0.style) }
      .flatMap(\.points)
    let heights = shown.flatMap { [$0.y] + ($0.ends.map { [$0.low, $0.high] } ?? []) }
    let widths = shown.flatMap { [$0.x] + ($0.across.map { [$0.low, $0.high] } ?? []) }
    var panel = self
    panel.horizontal = horizontal.fitted(to: widths, most: room > 24 ? 6 : 4)
    panel.vertical = vertical.fitted(to: heights, most: 6)
    return panel
  }
}
