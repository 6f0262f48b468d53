// A figure as values: panels, axes and layers, without how they are drawn.

public import Analysis

/// A figure of one panel or several, sized for a column or a page of a paper.
public struct Figure: Hashable, Sendable {
  /// How wide it is.
  public enum Width: Hashable, Sendable {
    /// A column, 84 mm.
    case column
    /// The whole page, 174 mm.
    case page
  }

  /// File stem.
  public var name: String
  /// What it shows, over which runs, how its intervals are made, where the numbers come from; whole sentences.
  public var caption: String
  /// The panels, row by row.
  public var panels: [FigurePanel]
  /// How many panels stand in a row.
  public var columns = 1
  /// How wide it is.
  public var width = Width.column
  /// Height as a share of the width, the key above not counted.
  public var aspect = 0.72

  /// A figure from its panels.
  public init(name: String, caption: String, panels: [FigurePanel]) {
    self.name = name
    self.caption = caption
    self.panels = panels
  }

  /// A figure of one panel.
  public init(
    name: String, caption: String, horizontal: FigureAxis, vertical: FigureAxis,
    layers: [FigureLayer]
  ) {
    self.init(
      name: name, caption: caption,
      panels: [FigurePanel(horizontal: horizontal, vertical: vertical, layers: layers)])
  }
}

/// Two axes and what is drawn between them.
public struct FigurePanel: Hashable, Sendable {
  /// What stands above it; nil where the figure has one panel alone.
  public var title: String?
  /// The horizontal axis.
  public var horizontal: FigureAxis
  /// The vertical axis.
  public var vertical: FigureAxis
  /// What is drawn, from back to front.
  public var layers: [FigureLayer]

  /// A panel from its parts.
  public init(
    title: String? = nil, horizontal: FigureAxis, vertical: FigureAxis, layers: [FigureLayer]
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.layers = layers
  }
}

/// One axis of a figure.
public struct FigureAxis: Hashable, Sendable {
  /// What it measures, with the unit.
  public var label: String
  /// Whether equal steps are equal ratios.
  public var isLogarithmic: Bool
  /// Its range; nil where the data decide.
  public var range: Interval?
  /// Its ticks; nil where the range decides.
  public var ticks: [FigureTick]?
  /// Whether its ticks are names, which have no lines across the panel.
  public var isCategorical: Bool

  /// An axis from its label.
  public init(
    _ label: String, isLogarithmic: Bool = false, range: Interval? = nil,
    ticks: [FigureTick]? = nil, isCategorical: Bool = false
  ) {
    self.label = label
    self.isLogarithmic = isLogarithmic
    self.range = range
    self.ticks = ticks
    self.isCategorical = isCategorical
  }

  /// An axis with a name at each whole place, the first at the top: at `names.count`, the last at 1.
  public static func rows(_ label: String, _ names: [String]) -> FigureAxis {
    let ticks = names.enumerated().map { FigureTick(Double(names.count - $0), $1) }
    return FigureAxis(
      label, range: Interval(low: 0.4, high: Double(names.count) + 0.6), ticks: ticks,
      isCategorical: true)
  }
}

/// A place on an axis with its label.
public struct FigureTick: Hashable, Sendable {
  /// Where it stands.
  public var position: Double
  /// What it says.
  public var label: String

  /// A tick from its parts.
  public init(_ position: Double, _ label: String) {
    self.position = position
    self.label = label
  }
}

/// Things of one kind and look.
public struct FigureLayer: Hashable, Sendable {
  /// How points are drawn.
  public enum Style: Hashable, Sendable {
    /// A symbol each, with bars where a point has ends.
    case symbols
    /// The same, joined by a line.
    case connected
    /// One line through all.
    case line
    /// One line that goes right, then up or down.
    case steps
    /// The area between the ends.
    case band
    /// A thin grey line.
    case guideline
    /// The area between the ends, grey.
    case margin
  }

  /// Its name in the key; nil where it has no line there.
  public var title: String?
  /// How it is drawn.
  public var style: Style
  /// Its colour, symbol and dash.
  public var look: FigureLook
  /// What is drawn; a layer without points is a line of the key alone.
  public var points: [FigurePoint]

  /// A layer from its parts.
  public init(
    _ style: Style, look: FigureLook = FigureLook(0), title: String? = nil, points: [FigurePoint]
  ) {
    self.style = style
    self.look = look
    self.title = title
    self.points = points
  }
}

/// How a layer is told from others: by its symbol and dash as well as by its colour.
public struct FigureLook: Hashable, Sendable {
  /// How much it asks to be seen.
  public enum Tone: Hashable, Sendable {
    /// Filled symbols, full colour.
    case full
    /// Hollow symbols, full colour.
    case open
    /// Small hollow symbols, light colour.
    case faint
  }

  /// Which colour it has, from 0; nil for dark grey.
  public var color: Int?
  /// Which symbol it has, from 0.
  public var symbol: Int
  /// Which dash it has, from 0: none.
  public var dash: Int
  /// How much it asks to be seen.
  public var tone: Tone

  /// A look of a series, which gives what is not said.
  public init(_ series: Int, symbol: Int? = nil, dash: Int? = nil, tone: Tone = .full) {
    color = series
    self.symbol = symbol ?? series
    self.dash = dash ?? series
    self.tone = tone
  }

  /// Dark grey, for what belongs to no series.
  public static func neutral(symbol: Int = 0, dash: Int = 0, tone: Tone = .full) -> FigureLook {
    var look = FigureLook(0, symbol: symbol, dash: dash, tone: tone)
    look.color = nil
    return look
  }
}

/// A point with the ends of its uncertainty.
public struct FigurePoint: Hashable, Sendable {
  /// Its horizontal place.
  public var x: Double
  /// Its vertical place.
  public var y: Double
  /// The ends of its vertical bar or of its band.
  public var ends: Interval?
  /// The ends of its horizontal bar.
  public var across: Interval?

  /// A point from its parts.
  public init(x: Double, y: Double, ends: Interval? = nil, across: Interval? = nil) {
    self.x = x
    self.y = y
    self.ends = ends
    self.across = across
  }
}

extension String {
  /// The text as a sentence begins with it.
  public var sentenceStart: String { prefix(1).uppercased() + dropFirst() }
}
