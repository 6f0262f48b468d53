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

  /// The design of some points, column by column, so that a million of them take no longer than their numbers.
  ///
  /// - Parameters:
  ///   - settings: The settings to look at, those that are named first in statements first.
  ///   - points: The points, in order.
  public init(settings: [String], _ points: StudyPoints) {
    let columns = settings.map { ($0, points.levels(of: $0)) }.filter { $1.values.count > 1 }
    factors = columns.map { name, column in
      DesignFactor(name: name, levels: column.values.map(\.canonicalText))
    }
    levelNumbers = columns.map { $1.numbers }
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
