// A figure as values: axes and layers, without how they are drawn.

public import Analysis

/// A figure of one panel, sized for a column of a paper.
public struct Figure: Hashable, Sendable {
  /// File stem.
  public var name: String
  /// The horizontal axis.
  public var horizontal: FigureAxis
  /// The vertical axis.
  public var vertical: FigureAxis
  /// What is drawn, from back to front.
  public var layers: [FigureLayer]
  /// Height as a share of the width.
  public var aspect = 0.72

  /// A figure from its axes and layers.
  public init(
    name: String, horizontal: FigureAxis, vertical: FigureAxis, layers: [FigureLayer]
  ) {
    self.name = name
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

  /// An axis from its label.
  public init(
    _ label: String, isLogarithmic: Bool = false, range: Interval? = nil,
    ticks: [FigureTick]? = nil
  ) {
    self.label = label
    self.isLogarithmic = isLogarithmic
    self.range = range
    self.ticks = ticks
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
    /// A symbol each, with a vertical bar where a point has ends.
    case symbols
    /// A symbol each with a horizontal bar.
    case horizontalBars
    /// One line through all.
    case line
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
  /// Which colour, symbol and dash it has; layers of one series share it.
  public var series: Int
  /// What is drawn.
  public var points: [FigurePoint]

  /// A layer from its parts.
  public init(_ style: Style, series: Int = 0, title: String? = nil, points: [FigurePoint]) {
    self.style = style
    self.series = series
    self.title = title
    self.points = points
  }
}

/// A point with the ends of its uncertainty.
public struct FigurePoint: Hashable, Sendable {
  /// Its horizontal place.
  public var x: Double
  /// Its vertical place.
  public var y: Double
  /// The ends of its bar or band.
  public var ends: Interval?

  /// A point from its parts.
  public init(x: Double, y: Double, ends: Interval? = nil) {
    self.x = x
    self.y = y
    self.ends = ends
  }
}
