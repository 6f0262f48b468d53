// What tells the points of a study apart, as short as it can be said.

import Configuration
import Studies

/// How points are named.
struct PointTitles {
  /// All settings that differ between points, in the schema's order.
  let varied: [String]
  /// Settings that names are made of: no point has the same values of these as another.
  private let naming: [String]
  /// Groups whose alternatives names are made of instead, with the settings of axes.
  private let groups: [String]
  private let axes: [String]

  init(_ study: Study) {
    varied = study.variedSettings
    naming = Self.sufficient(varied, study)
    axes = study.axes.map(\.path)
    let names = study.groups.map(\.name)
    // Where it takes many settings to tell points apart, as in an additive study, the file's own names are shorter.
    let isShorter = !names.isEmpty && naming.count > axes.count + names.count + 2
    groups = isShorter && Self.isTelling(names, axes, study) ? names : []
  }

  /// The name of a point: `depth=8 epochs=12`, or `ingredient=dropout epochs=12`.
  func title(_ point: StudyPoint) -> String {
    let labels = groups.map { "\($0)=\((point.labels[$0] ?? []).joined(separator: "/"))" }
    let settings = (groups.isEmpty ? naming : axes).compactMap { path in
      point.configuration.settings[path].map { value in
        "\(path.split(separator: ".").last ?? "")=\(value.canonicalText)"
      }
    }
    return labels.isEmpty && settings.isEmpty
      ? "the only point" : (labels + settings).joined(separator: " ")
  }

  /// What names are made of, as columns of the observation table.
  var columns: [String] { groups.isEmpty ? naming : groups + axes }

  /// The name of a run of a named point: `depth=8 seed=0`.
  static func run(_ point: String?, _ configuration: Configuration) -> String {
    run(point ?? configuration.pointID, replicate: configuration.seeds.replicate)
  }

  /// The same for a replicate.
  static func run(_ point: String, replicate: Int) -> String { "\(point) seed=\(replicate)" }

  /// The values of the varied settings, by path.
  func settings(_ point: StudyPoint) -> [String: String] {
    Dictionary(
      varied.compactMap { path in
        point.configuration.settings[path].map { (path, $0.canonicalText) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Leaves out settings that the rest tells already; those that axes vary stay.
  private static func sufficient(_ varied: [String], _ study: Study) -> [String] {
    guard study.points.count <= mostPoints else { return varied }
    let axes = Set(study.axes.map(\.path))
    var naming = varied
    // Settings of the network come first in the schema: they are kept as long as others can go.
    for path in varied.reversed() where !axes.contains(path) {
      let rest = naming.filter { $0 != path }
      let distinct = Set(
        study.points.map { point in rest.map { point.configuration.settings[$0] } })
      if distinct.count == study.points.count { naming = rest }
    }
    return naming
  }

  /// Whether no two points have the same alternatives and values of axes.
  private static func isTelling(_ groups: [String], _ axes: [String], _ study: Study) -> Bool {
    guard study.points.count <= mostPoints else { return false }
    let names = study.points.map { point in
      groups.map { (point.labels[$0] ?? []).joined(separator: "/") }
        + axes.map { point.configuration.settings[$0]?.canonicalText ?? "" }
    }
    return Set(names).count == names.count
  }

  /// Beyond so many points all varied settings are named: comparing them all takes too long.
  private static let mostPoints = 5_000
}

extension Study {
  /// The name of each point, by identity.
  var pointTitles: [String: String] {
    let titles = PointTitles(self)
    return Dictionary(
      points.map { ($0.id, titles.title($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The settings in which points differ, in the schema's order.
  var variedSettings: [String] { points.variedSettings }
}
