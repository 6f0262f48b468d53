// Where a study stands at one moment.

public import Records

/// One run under way.
public struct RunningRun: Hashable, Sendable {
  /// Identity of the run.
  public var runID: String
  /// Name for people.
  public var title: String
  /// What the worker said last; nil before it said anything.
  public var progress: WorkerProgress?
  /// Time since it was started.
  public var elapsedSeconds: Double
  /// Expected time to its end; nil as long as nothing tells.
  public var secondsLeft: Double?

  /// A run under way from its parts.
  public init(
    runID: String, title: String, progress: WorkerProgress?, elapsedSeconds: Double,
    secondsLeft: Double? = nil
  ) {
    self.runID = runID
    self.title = title
    self.progress = progress
    self.elapsedSeconds = elapsedSeconds
    self.secondsLeft = secondsLeft
  }
}

/// One attempt that just ended.
public struct EndedRun: Hashable, Sendable {
  /// Name for people.
  public var title: String
  /// How it ended.
  public var record: RunRecord
  /// Whether a failed run is tried again now.
  public var isRetried: Bool

  /// An ended attempt from its parts.
  public init(title: String, record: RunRecord, isRetried: Bool) {
    self.title = title
    self.record = record
    self.isRetried = isRetried
  }
}

/// Where a study stands at one moment.
public struct ProgressSnapshot: Hashable, Sendable {
  /// Runs of the plan.
  public var total: Int
  /// Those that were done before.
  public var doneBefore: Int
  /// Those that got a result now.
  public var doneNow: Int
  /// Those that failed and are not tried again now.
  public var failed: Int
  /// Those under way, in the order in which they were started.
  public var running: [RunningRun]
  /// Those not started.
  public var left: Int
  /// Time since the start.
  public var elapsedSeconds: Double
  /// Expected time to the end; nil as long as nothing tells.
  public var etaSeconds: Double?
  /// Whether it was asked to stop, and starts no other run.
  public var isStopping: Bool

  /// A snapshot from its parts.
  public init(
    total: Int, doneBefore: Int, doneNow: Int, failed: Int, running: [RunningRun], left: Int,
    elapsedSeconds: Double, etaSeconds: Double?, isStopping: Bool = false
  ) {
    self.total = total
    self.doneBefore = doneBefore
    self.doneNow = doneNow
    self.failed = failed
    self.running = running
    self.left = left
    self.elapsedSeconds = elapsedSeconds
    self.etaSeconds = etaSeconds
    self.isStopping = isStopping
  }

  /// Runs with a result.
  public var done: Int { doneBefore + doneNow }
}
