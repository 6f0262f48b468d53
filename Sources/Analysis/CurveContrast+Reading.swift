// From a table to the curves of each regime and block: numbers by index, so that a draw only changes numbers.

import Foundation

/// A point as a curve has it.
struct CurvePoint {
  /// Its cost's place among the readings.
  let cost: Int
  /// Its metric's place among the readings.
  let metric: Int
  /// Its factor's value.
  let value: Double
}

/// The two curves of one block of one regime; the base is the first one's alone.
struct CurvePanel {
  let regime: ObservationValue
  let block: ObservationValue
  var first: [CurvePoint] = []
  var second: [CurvePoint] = []
}

/// A point of a panel's second curve within reach of its first.
struct CurveProbe {
  let panel: Int
  let point: CurvePoint
}

/// All readings of a contrast and how they form curves.
struct CurveFrame {
  var costs: [Double] = []
  var metrics: [Double] = []
  var panels: [CurvePanel] = []

  /// The first curve's metric at a probe's cost less the probe's.
  ///
  /// The curve is linear in log cost between its points and level beyond its ends.
  func difference(_ probe: CurveProbe, costs: [Double], metrics: [Double]) -> Double {
    let curve = panels[probe.panel].first
      .map { (cost: costs[$0.cost], metric: metrics[$0.metric]) }
      .sorted { ($0.cost, $0.metric) < ($1.cost, $1.metric) }
    let cost = costs[probe.point.cost]
    let own = metrics[probe.point.metric]
    guard let after = curve.firstIndex(where: { $0.cost >= cost }) else {
      return curve[curve.count - 1].metric - own
    }
    guard after > 0, curve[after].cost > curve[after - 1].cost else {
      return curve[after].metric - own
    }
    let (low, high) = (curve[after - 1], curve[after])
    let share = log(cost / low.cost) / log(high.cost / low.cost)
    return low.metric + share * (high.metric - low.metric) - own
  }

  /// The points of the second curves, parted by whether the first reaches their cost.
  func probes(reach: Double) -> (within: [CurveProbe], beyond: [CurveProbe]) {
    var (within, beyond): ([CurveProbe], [CurveProbe]) = ([], [])
    for (index, panel) in panels.enumerated() where !panel.first.isEmpty {
      let ends = panel.first.map { costs[$0.cost] }
      let (least, most) = (ends.min() ?? 0, ends.max() ?? 0)
      for point in panel.second {
        let cost = costs[point.cost]
        let isReached = cost <= most * (1 + reach) && cost >= least / (1 + reach)
        let probe = CurveProbe(panel: index, point: point)
        if isReached { within.append(probe) } else { beyond.append(probe) }
      }
    }
    return (within, beyond)
  }
}

extension CurveContrast {
  /// The curves of a table's rows; rows without a cost or a metric, and those of neither curve, are left out.
  func frame(of table: ObservationTable) throws -> CurveFrame {
    var frame = CurveFrame()
    var readings: [[ObservationValue]: Int] = [:]
    let numbers = try [first, second, metric, cost].map { try table.numbers($0) }
    let (regimes, blocks) = (try table.values(regime), try table.values(block))
    for row in table.rows.indices {
      let values = numbers.compactMap { $0[row] }
      guard values.count == 4 else { continue }
      let (isFirst, isSecond) = (values[1] == secondBase, values[0] == firstBase)
      guard isFirst || isSecond else { continue }
      guard values[3] > 0 else {
        throw AnalysisError("a value of '\(cost)' is \(values[3]); expected a positive cost")
      }
      let key = [blocks[row]] + [values[0], values[1], values[3]].map { .number($0) }
      let reading = readings[key] ?? frame.costs.count
      if reading == frame.costs.count {
        readings[key] = reading
        frame.costs.append(values[3])
      }
      let point = CurvePoint(
        cost: reading, metric: frame.metrics.count, value: isFirst ? values[0] : values[1])
      frame.metrics.append(values[2])
      let panel = frame.panel(regimes[row], blocks[row])
      if isFirst {
        frame.panels[panel].first.append(point)
      } else {
        frame.panels[panel].second.append(point)
      }
    }
    return frame
  }
}

extension CurveFrame {
  /// The place of a regime's block, made where it is new.
  fileprivate mutating func panel(_ regime: ObservationValue, _ block: ObservationValue) -> Int {
    if let known = panels.firstIndex(where: { $0.regime == regime && $0.block == block }) {
      return known
    }
    panels.append(CurvePanel(regime: regime, block: block))
    return panels.count - 1
  }
}
