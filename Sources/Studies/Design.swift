// The settings that a study varies, and which level of each every point has: what its effects are told apart by.

import Configuration

/// A setting that a study varies.
public struct DesignFactor: Hashable, Sendable {
  /// The setting.
  public let name: String
  /// The values that occur, in the order of the points.
  public let levels: [String]
}

/// Which level of each varied setting every point has.
public struct Design: Sendable {
  /// The settings of which more than one value occurs, in the order given.
  public let factors: [DesignFactor]
  /// For each factor the level's number at every point; -1 where the point lacks the setting.
  let levelNumbers: [[Int32]]

  /// The design of some points.
  ///
  /// - Parameters:
  ///   - settings: The settings to look at, those that are named first in statements first.
  ///   - points: The points, in order.
  public init(settings: [String], _ points: some Sequence<StudyPoint>) {
    var tables = settings.map { _ in LevelTable() }
    for point in points {
      for (index, setting) in settings.enumerated() {
        tables[index].add(point.configuration.settings[setting])
      }
    }
    let varied = settings.indices.filter { tables[$0].levels.count > 1 }
    factors = varied.map { DesignFactor(name: settings[$0], levels: tables[$0].levels) }
    levelNumbers = varied.map { tables[$0].numbers }
  }

  /// The number of points.
  var pointCount: Int { levelNumbers.first?.count ?? 0 }
}

extension Study {
  /// Its design, where `settings` differ between points: the settings of its axes first, as what was meant to vary.
  public func design(of settings: [String]) -> Design {
    let meant = axes.map(\.path).filter(settings.contains)
    return Design(settings: meant + settings.filter { !meant.contains($0) }, points)
  }
}

/// The levels of one setting as points bring them.
private struct LevelTable {
  private(set) var levels: [String] = []
  private(set) var numbers: [Int32] = []
  private var known: [SettingValue: Int32] = [:]

  mutating func add(_ value: SettingValue?) {
    guard let value else {
      numbers.append(-1)
      return
    }
    if let number = known[value] {
      numbers.append(number)
      return
    }
    let number = Int32(levels.count)
    known[value] = number
    levels.append(value.canonicalText)
    numbers.append(number)
  }
}
