// The runs that are not begun, in the order in which they are to be.

/// The runs that are not begun.
struct WorkQueue {
  /// The next one last.
  private var waiting: [PlannedRun]
  /// Those that ran out of memory and are tried again with the machine to themselves, after all others; the next one first.
  private var alone: [PlannedRun] = []
  /// Those that another runner holds, on this machine or another.
  private var elsewhere: [PlannedRun] = []
  private var estimatedSeconds = 0.0
  private var countWithoutEstimate = 0

  init(_ runs: [PlannedRun]) {
    waiting = runs.reversed()
    runs.forEach { count($0, 1) }
  }

  var count: Int { waiting.count + alone.count + elsewhere.count }

  /// Whether another runner holds some of them.
  var hasElsewhere: Bool { !elsewhere.isEmpty }

  /// Leaves a run to the runner that holds it.
  mutating func leaveElsewhere(_ run: PlannedRun) {
    elsewhere.append(run)
    count(run, 1)
  }

  /// Puts what others held behind all that waits, to be tried again.
  mutating func returnElsewhere() {
    waiting = elsewhere.reversed() + waiting
    elsewhere = []
  }

  /// The next run, if it may be begun beside `active` others.
  func next(beside active: Int) -> (run: PlannedRun, isAlone: Bool)? {
    if let run = waiting.last { return (run, false) }
    guard active == 0, let run = alone.first else { return nil }
    return (run, true)
  }

  /// Takes the run that `next` gave.
  mutating func removeNext() {
    guard let run = waiting.popLast() ?? (alone.isEmpty ? nil : alone.removeFirst()) else { return }
    count(run, -1)
  }

  /// Puts a run back: before all others, or alone after them.
  mutating func putBack(_ run: PlannedRun, alone isAlone: Bool) {
    isAlone ? alone.append(run) : waiting.append(run)
    count(run, 1)
  }

  /// The time that all of them take one after another; nil where one of them tells nothing.
  func expectedSeconds(_ remaining: RemainingTime) -> Double? {
    if countWithoutEstimate == 0 { return count == 0 ? 0 : remaining.expected(estimatedSeconds) }
    guard let mean = remaining.expected(nil) else { return nil }
    let known = estimatedSeconds > 0 ? remaining.expected(estimatedSeconds) ?? 0 : 0
    return known + mean * Double(countWithoutEstimate)
  }

  /// The runs in their order, where they are few.
  func runs(upTo limit: Int) -> [PlannedRun]? {
    count <= limit ? waiting.reversed() + alone + elsewhere : nil
  }

  private mutating func count(_ run: PlannedRun, _ sign: Int) {
    if let seconds = run.estimatedSeconds {
      estimatedSeconds += Double(sign) * seconds
    } else {
      countWithoutEstimate += sign
    }
  }
}
