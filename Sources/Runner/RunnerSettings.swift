// How a study is scheduled: nothing here is part of a result or of a run's identity.

public import Records

/// What one run may use; an attempt that uses more is ended.
public struct AttemptLimits: Hashable, Sendable {
  /// Time of one attempt; nil for any.
  public var seconds: Double?
  /// Memory that the worker holds at a time; nil for any.
  public var memoryBytes: Int?

  /// Limits from their parts.
  public init(seconds: Double? = nil, memoryBytes: Int? = nil) {
    self.seconds = seconds
    self.memoryBytes = memoryBytes
  }
}

/// What a study may use, over all commands that ran it; no run is begun that is not expected to fit.
public struct RunnerBudget: Hashable, Sendable {
  /// Time of runs times their threads, failed attempts too; nil for any.
  public var coreSeconds: Double?
  /// Size of the study's folder; nil for any.
  public var diskBytes: Int?

  /// A budget from its parts.
  public init(coreSeconds: Double? = nil, diskBytes: Int? = nil) {
    self.coreSeconds = coreSeconds
    self.diskBytes = diskBytes
  }
}

/// Which run is begun first.
public enum RunOrder: Hashable, Sendable {
  /// The one that the plan has first.
  case plan
  /// Replicate 0 of every point before replicate 1 of any, and of equal replicates the one expected to be shortest.
  case cheapFirst

  /// Places of `plan`, which rise, in this order; the plan decides between equals.
  func sorted(_ places: [Int], of plan: RunPlan) -> [Int] {
    guard self == .cheapFirst else { return places }
    return places.map {
      (plan.replicate($0), plan.estimatedSeconds($0) ?? .infinity, $0)
    }
    .sorted { $0 < $1 }.map(\.2)
  }
}

/// How a study is scheduled.
public struct RunnerSettings: Hashable, Sendable {
  /// How often a run is tried again at once after a failure of each class; none where absent.
  public var retries: [FailureClass: Int]
  /// What one run may use.
  public var limits: AttemptLimits
  /// What the study may use.
  public var budget: RunnerBudget
  /// Which run is begun first.
  public var order: RunOrder
  /// Threads of a run, each of which is counted as a core in use.
  public var threadsPerRun: Int

  /// Settings from their parts; a crash is tried again once unless `retries` says otherwise.
  public init(
    retries: [FailureClass: Int] = [.crash: 1], limits: AttemptLimits = AttemptLimits(),
    budget: RunnerBudget = RunnerBudget(), order: RunOrder = .plan, threadsPerRun: Int = 1
  ) {
    self.retries = retries
    self.limits = limits
    self.budget = budget
    self.order = order
    self.threadsPerRun = threadsPerRun
  }
}
