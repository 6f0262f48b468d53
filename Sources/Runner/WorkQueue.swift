// The runs that are not begun, by their places in the plan, in the order in which they are to be.

/// The runs that are not begun.
struct WorkQueue {
  /// The next one last.
  private var waiting: [Int]
  /// Those that ran out of memory and are tried again with the machine to themselves, after all others; the next one first.
  private var alone: [Int] = []
  /// Those that another runner holds, on this machine or another.
  private var elsewhere: [Int] = []
  private var estimatedSeconds = 0.0
  private var countWithoutEstimate = 0
  private let estimate: (Int) -> Double?

  /// The runs at some places of a plan, in this order.
  init(_ places: [Int], of plan: RunPlan) {
    waiting = places.reversed()
    estimate = plan.estimatedSeconds
    places.forEach { count($0, 1) }
  }

  var count: Int { waiting.count + alone.count + elsewhere.count }

  /// Whether another runner holds some of them.
  var hasElsewhere: Bool { !elsewhere.isEmpty }

  /// Leaves a run to the runner that holds it.
  mutating func leaveElsewhere(_ place: Int) {
    elsewhere.append(place)
    count(place, 1)
  }

  /// Puts what others held behind all that waits, to be tried again.
  mutating func returnElsewhere() {
    waiting = elsewhere.reversed() + waiting
    elsewhere = []
  }

  /// The next run, if it may be begun beside `active` others.
  func next(beside active: Int) -> (place: Int, isAlone: Bool)? {
    if let place = waiting.last { return (place, false) }
    guard active == 0, let place = alone.first else { return nil }
    return (place, true)
  }

  /// Takes the run that `next` gave.
  mutating func removeNext() {
    guard let place = waiting.popLast() ?? (alone.isEmpty ? nil : alone.removeFirst())
    else { return }
    count(place, -1)
  }

  /// Puts a run back: before all others, or alone after them.
  mutating func putBack(_ place: Int, alone isAlone: Bool) {
    isAlone ? alone.append(place) : waiting.append(place)
    count(place, 1)
  }

  /// The time that all of them take one after another; nil where one of them tells nothing.
  func expectedSeconds(_ remaining: RemainingTime) -> Double? {
    if countWithoutEstimate == 0 { return count == 0 ? 0 : remaining.expected(estimatedSeconds) }
    guard let mean = remaining.expected(nil) else { return nil }
    let known = estimatedSeconds > 0 ? remaining.expected(estimatedSeconds) ?? 0 : 0
    return known + mean * Double(countWithoutEstimate)
  }

  /// Forgets runs that need not be done any more.
  mutating func removeAll(where isDone: (Int) -> Bool) {
    for place in waiting + alone + elsewhere where isDone(place) { count(place, -1) }
    waiting.removeAll(where: isDone)
    alone.removeAll(where: isDone)
    elsewhere.removeAll(where: isDone)
  }

  /// Their places in their order, where they are few.
  func places(upTo limit: Int) -> [Int]? {
    count <= limit ? waiting.reversed() + alone + elsewhere : nil
  }

  private mutating func count(_ place: Int, _ sign: Int) {
    if let seconds = estimate(place) {
      estimatedSeconds += Double(sign) * seconds
    } else {
      countWithoutEstimate += sign
    }
  }
}
