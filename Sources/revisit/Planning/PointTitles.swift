// What tells the points of a study apart, as short as it can be said.

import Configuration
import Studies

/// The settings that points are named by.
struct PointTitles {
  /// All settings that differ between points, in the schema's order.
  let varied: [String]
  /// Those of them that names are made of: no point has the same values of these as another.
  let naming: [String]

  init(_ study: Study) {
    varied = study.variedSettings
    naming = Self.sufficient(varied, study)
  }

  /// The name of a point: `depth=8 epochs=12`.
  func title(_ point: StudyPoint) -> String {
    if naming.isEmpty { return "the only point" }
    return naming.compactMap { path in
      point.configuration.settings[path].map { value in
        "\(path.split(separator: ".").last ?? "")=\(value.canonicalText)"
      }
    }.joined(separator: " ")
  }

  /// The values of the varied settings, by path.
  func settings(_ point: StudyPoint) -> [String: String] {
    Dictionary(
      varied.compactMap { path in
        point.configuration.settings[path].map { (path, $0.canonicalText) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Leaves out what the rest tells already: what rules derived first, what axes vary last.
  private static func sufficient(_ varied: [String], _ study: Study) -> [String] {
    guard study.points.count <= mostPoints else { return varied }
    let axes = Set(study.axes.map(\.path))
    var naming = varied
    let optional = varied.reversed().filter { !axes.contains($0) }
    // Settings of the network come first in the schema; they are kept as long as others can go.
    for path in optional {
      let rest = naming.filter { $0 != path }
      let distinct = Set(
        study.points.map { point in rest.map { point.configuration.settings[$0] } })
      if distinct.count == study.points.count { naming = rest }
    }
    return naming
  }

  /// Beyond so many points all varied settings are named: comparing them all takes too long.
  private static let mostPoints = 5_000
}
