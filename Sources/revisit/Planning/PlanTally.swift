// Sums over the runs of a study, or of a part of it: how many stand how, what they take, what is left of that.

import Studies

/// What runs take.
struct RunCost: Encodable {
  var multiplyAdds = 0.0
  /// Time of the runs one after another.
  var seconds = 0.0
  var sizeBytes = 0.0
  /// That of the longest.
  var longestSeconds = 0.0

  mutating func add(_ runs: Int, of point: PlannedPoint) {
    guard runs > 0 else { return }
    multiplyAdds += Double(runs) * point.work.multiplyAdds
    seconds += Double(runs) * point.seconds
    sizeBytes += Double(runs) * point.sizeBytes
    longestSeconds = max(longestSeconds, point.seconds)
  }

  /// The time of the runs side by side, at least that of the longest.
  func wallSeconds(jobs: Int) -> Double { max(seconds / Double(jobs), longestSeconds) }

  private enum CodingKeys: CodingKey {
    case multiplyAdds, seconds, sizeBytes
  }
}

/// Sums over points.
struct PlanTally {
  private(set) var pointCount = 0
  private(set) var runs = StandingCounts()
  /// What all runs take, those that are done included.
  private(set) var all = RunCost()
  /// What the runs take that are to do.
  private(set) var left = RunCost()

  /// Adds so many points that are alike.
  mutating func add(_ point: PlannedPoint, times: Int) {
    pointCount += times
    runs.add(point.counts, times: times)
    all.add(times * point.counts.total, of: point)
    left.add(times * point.counts.left, of: point)
  }
}

/// Sums over the points of each alternative of a group; a point of several counts in each.
struct GroupTally {
  let name: String
  private(set) var alternatives: [(name: String, tally: PlanTally)]

  init(_ group: StudyGroup) {
    name = group.name
    alternatives = group.alternatives.map { ($0, PlanTally()) }
  }

  mutating func add(_ point: PlannedPoint, times: Int) {
    for index in alternatives.indices
    where point.labels[name]?.contains(alternatives[index].name) == true {
      alternatives[index].tally.add(point, times: times)
    }
  }
}

/// What the runs of a study may take; nil for no limit.
struct PlanBudget {
  /// Processor time, in hours of one core.
  var coreHours: Double?
  /// Room on the disk.
  var diskBytes: Int?
}

extension PlanBudget {
  /// Each limit beside what is needed, a sentence a limit.
  func sentences(coreHours needed: Double, sizeBytes: Double) -> [String] {
    let time = coreHours.map { limit in
      Self.sentence(needed: needed, limit: limit) { "\(coreHoursText($0)) core hours" }
    }
    let disk = diskBytes.map { limit in
      Self.sentence(needed: sizeBytes, limit: Double(limit), sizeText)
    }
    return [time, disk].compactMap(\.self)
  }

  private static func sentence(
    needed: Double, limit: Double, _ text: (Double) -> String
  ) -> String {
    let verdict =
      needed <= limit
      ? "\(Int((100 * needed / limit).rounded())) % of it"
      : "\(text(needed - limit)) too much: not all runs will be done"
    return "Budget: \(text(limit)); the study takes \(text(needed)), \(verdict)."
  }
}
