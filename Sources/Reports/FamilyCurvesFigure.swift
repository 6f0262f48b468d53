// Accuracy against cost, a panel for each regime, a curve for each way to grow a network.

import Analysis

/// Networks that were grown in one way from one base.
public struct FamilyCurve: Hashable, Sendable {
  /// The regime, which has a panel.
  public var regime: String
  /// What else they share, for example the resolution; empty where there is nothing.
  public var block: String
  /// The way they were grown, for example `depth`.
  public var family: String
  /// Cost and metric with their ends, by cost.
  public var points: [FigurePoint]

  /// A curve from its parts.
  public init(regime: String, block: String, family: String, points: [FigurePoint]) {
    self.regime = regime
    self.block = block
    self.family = family
    self.points = points
  }
}

extension Figure {
  /// Curves of families, as figure 3 of ResNet-RS draws them.
  ///
  /// Where there are several blocks, colour and symbol tell these and dash and filling the families.
  ///
  /// - Parameters:
  ///   - curves: The curves; panels, blocks and families in the order in which they occur.
  ///   - name: The file stem.
  ///   - cost: What is spent, with its unit.
  ///   - metric: What is measured, with its unit.
  ///   - caption: What it shows, over which runs, and where these come from.
  /// - Returns: The figure.
  public static func families(
    _ curves: [FamilyCurve], name: String, cost: String, metric: String, caption: String
  ) -> Figure {
    let blocks = distinctValues(curves.map(\.block))
    let families = distinctValues(curves.map(\.family))
    let looks = FamilyLooks(blocks: blocks, families: families)
    let panels = distinctValues(curves.map(\.regime)).map { regime in
      let members = curves.filter { $0.regime == regime }
      return FigurePanel(
        title: regime.isEmpty ? nil : regime,
        horizontal: FigureAxis(cost, isLogarithmic: true), vertical: FigureAxis(metric),
        // The first family lies in front: the network that all start from is drawn as its own.
        layers: looks.key + members.reversed().map { looks.layer($0) })
    }
    var figure = Figure(name: name, caption: caption, panels: panels)
    figure.columns = min(3, panels.count)
    figure.width = panels.count > 1 ? .page : .column
    let rows = (panels.count + figure.columns - 1) / figure.columns
    figure.aspect = panels.count > 1 ? Double(rows) * (panels.count > 2 ? 0.32 : 0.4) : 0.72
    return figure
  }
}

/// What curves look like.
private struct FamilyLooks {
  let blocks: [String]
  let families: [String]

  private var hasBlocks: Bool { blocks.count > 1 }

  func layer(_ curve: FamilyCurve) -> FigureLayer {
    let family = families.firstIndex(of: curve.family) ?? 0
    let block = blocks.firstIndex(of: curve.block) ?? 0
    let look =
      hasBlocks
      ? FigureLook(block, dash: family, tone: family == 0 ? .full : .open) : FigureLook(family)
    return FigureLayer(.connected, look: look, points: curve.points)
  }

  /// Lines of the key: blocks by colour and symbol, families by dash and filling.
  var key: [FigureLayer] {
    guard hasBlocks else {
      return families.enumerated().map {
        FigureLayer(.connected, look: FigureLook($0), title: $1, points: [])
      }
    }
    let ofBlocks = blocks.enumerated().map {
      FigureLayer(.symbols, look: FigureLook($0), title: $1, points: [])
    }
    let ofFamilies = families.enumerated().map { place, family in
      FigureLayer(
        .connected, look: .neutral(dash: place, tone: place == 0 ? .full : .open), title: family,
        points: [])
    }
    return ofBlocks + ofFamilies
  }
}

/// The distinct values in the order of their first occurrence.
func distinctValues<Value: Hashable>(_ values: [Value]) -> [Value] {
  var known: Set<Value> = []
  return values.filter { known.insert($0).inserted }
}

extension ReadingError {
  /// A reading with the error's deviation on both sides; nil for what is exact.
  func bar(around value: Double) -> Interval? {
    switch self {
    case .exact: nil
    case .absolute(let deviation): Interval(low: value - deviation, high: value + deviation)
    case .relative(let deviation):
      Interval(low: value / (1 + deviation), high: value * (1 + deviation))
    }
  }
}
