// How long a study will still take: the plan's estimates, corrected by what runs took so far.

/// The durations that are known while a study runs.
struct RemainingTime {
  private var measuredSeconds = 0.0
  private var estimatedSeconds = 0.0
  private var measuredCount = 0

  /// Learns from a run that gave a result.
  mutating func learn(_ seconds: Double, estimate: Double?) {
    measuredCount += 1
    measuredSeconds += seconds
    estimatedSeconds += estimate ?? 0
  }

  /// The expected duration of a run; nil as long as nothing tells.
  func expected(_ estimate: Double?) -> Double? {
    guard measuredCount > 0 else { return estimate }
    guard let estimate, estimatedSeconds > 0 else {
      return measuredSeconds / Double(measuredCount)
    }
    return estimate * measuredSeconds / estimatedSeconds
  }

  /// What a run under way takes from its start to its end.
  func whole(of run: RunningRun, estimate: Double?) -> Double {
    run.elapsedSeconds + (left(of: run, estimate: estimate) ?? 0)
  }

  /// What a run under way still needs: by its own pace where it has one.
  func left(of run: RunningRun, estimate: Double?) -> Double? {
    if let progress = run.progress, progress.fraction > progress.resumedFraction {
      let pace = run.elapsedSeconds / (progress.fraction - progress.resumedFraction)
      return pace * (1 - progress.fraction)
    }
    return expected(estimate).map { max(0, $0 - run.elapsedSeconds) }
  }

  /// The time until `jobs` workers, now busy for `running`, have also done `waiting` in that order.
  static func total(running: [Double], waiting: [Double], jobs: Int) -> Double {
    var free = running + Array(repeating: 0, count: max(0, jobs - running.count))
    for duration in waiting {
      guard let first = free.indices.min(by: { free[$0] < free[$1] }) else { break }
      free[first] += duration
    }
    return free.max() ?? 0
  }
}
