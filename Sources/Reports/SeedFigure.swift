// Seeds one by one: a strip for each row of a table, with mean and interval; where there are many, their distribution.

import Analysis

/// A row of a table with the values that its mean is of.
public struct SeedRow: Hashable, Sendable {
  /// The panel it stands in; empty where there is one alone.
  public var panel: String
  /// Its name.
  public var name: String
  /// The values, one a seed.
  public var values: [Double]

  /// A row from its parts.
  public init(panel: String, name: String, values: [Double]) {
    self.panel = panel
    self.name = name
    self.values = values
  }
}

extension Figure {
  /// How many values show a distribution rather than points.
  private static let many = 20
  /// How many rows a page holds.
  private static let most = 60

  /// The strips of some rows, and their distributions where there are twenty values or more.
  ///
  /// - Parameters:
  ///   - rows: The rows; panels and names in the order in which they occur.
  ///   - name: The file stem.
  ///   - metric: What is measured, with its unit.
  ///   - rowAxis: What the names are of.
  ///   - unit: That of values, which are multiplied by its factor.
  ///   - origin: Sentences on the runs and where their numbers come from.
  /// - Returns: No figure where no row has two values, or where a page has no room for all rows.
  public static func seeds(
    _ rows: [SeedRow], name: String, metric: String, rowAxis: String, unit: ReportUnit,
    origin: String
  ) -> [Figure] {
    let scaled = rows.map {
      SeedRow(panel: $0.panel, name: $0.name, values: $0.values.map { $0 * unit.factor })
    }
    let names = distinctValues(rows.map(\.name))
    guard rows.contains(where: { $0.values.count > 1 }), names.count <= most else { return [] }
    let strips = strips(
      scaled, names, name: name, metric: metric, rowAxis: rowAxis, origin: origin)
    let large = scaled.filter { $0.values.count >= many }
    let isReadable = !large.isEmpty && distinctValues(large.map(\.name)).count <= 6
    return isReadable
      ? [strips, distributions(large, name: name, metric: metric, origin: origin)] : [strips]
  }

  private static func strips(
    _ rows: [SeedRow], _ names: [String], name: String, metric: String, rowAxis: String,
    origin: String
  ) -> Figure {
    let panels = distinctValues(rows.map(\.panel)).map { title -> FigurePanel in
      let members = rows.filter { $0.panel == title }.compactMap { row in
        names.firstIndex(of: row.name).map { (place: Double(names.count - $0), row: row) }
      }
      let width = members.flatMap(\.row.values)
      let gap = ((width.max() ?? 0) - (width.min() ?? 0)) / 50
      let single = members.flatMap { place, row in
        zip(row.values.sorted(), swarm(row.values.sorted(), gap: gap)).map {
          FigurePoint(x: $0, y: place - 0.16 + $1)
        }
      }
      let means = members.compactMap { place, row in
        MeanEstimate(row.values).map {
          FigurePoint(x: $0.mean, y: place + 0.2, across: $0.interval)
        }
      }
      return FigurePanel(
        title: title.isEmpty ? nil : title, horizontal: FigureAxis(metric),
        vertical: .rows(rowAxis, names),
        layers: [
          FigureLayer(
            .symbols, look: FigureLook(1, symbol: 0, tone: .faint), title: "a seed", points: single),
          FigureLayer(
            .symbols, look: FigureLook(0), title: "mean, 95 % interval", points: means),
        ])
    }
    var figure = Figure(
      name: name,
      caption: "Single seeds, and above them their mean with its 95 % Student interval. \(origin)",
      panels: panels)
    figure.columns = min(3, panels.count)
    figure.width = panels.count > 1 ? .page : .column
    let lines = (panels.count + figure.columns - 1) / figure.columns
    let tall = (0.2 + 0.055 * Double(max(names.count, 2))) * Double(lines)
    figure.aspect = min(1.5, figure.width == .page ? tall * 0.48 : tall)
    return figure
  }

  /// The share of seeds at or below each value.
  private static func distributions(
    _ rows: [SeedRow], name: String, metric: String, origin: String
  ) -> Figure {
    let names = distinctValues(rows.map(\.name))
    let panels = distinctValues(rows.map(\.panel)).map { title in
      let layers = rows.filter { $0.panel == title }.map { row in
        let values = row.values.sorted()
        let steps = values.enumerated().map { place, value in
          FigurePoint(x: value, y: 100 * Double(place + 1) / Double(values.count))
        }
        return FigureLayer(
          .steps, look: FigureLook(names.firstIndex(of: row.name) ?? 0), title: row.name,
          points: [FigurePoint(x: values[0], y: 0)] + steps)
      }
      return FigurePanel(
        title: title.isEmpty ? nil : title, horizontal: FigureAxis(metric),
        vertical: FigureAxis("seeds at or below (%)"), layers: layers)
    }
    var figure = Figure(
      name: "\(name)-distribution",
      caption: "Share of the seeds at or below each value, where there are at least \(many). "
        + origin, panels: panels)
    figure.columns = min(3, panels.count)
    figure.width = panels.count > 1 ? .page : .column
    if panels.count > 1 { figure.aspect = 0.36 }
    return figure
  }
}

/// How far each of some ascending values is moved aside, so that none covers another.
///
/// A value takes the middle lane unless its neighbour there is nearer than the gap, else the next lane that is free.
func swarm(_ values: [Double], gap: Double) -> [Double] {
  let lanes = [0, 1, -1, 2, -2, 3, -3].map { Double($0) * 0.07 }
  var last = Array(repeating: -Double.infinity, count: lanes.count)
  return values.map { value in
    let free = lanes.indices.first { value - last[$0] >= gap }
    // Where all are taken, the one that was taken first covers least.
    let lane = free ?? lanes.indices.min { last[$0] < last[$1] } ?? 0
    last[lane] = value
    return lanes[lane]
  }
}
