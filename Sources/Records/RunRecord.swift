// What is known of one run after it ended: the unit of the journal and of every table.

/// How a run ended.
public enum RunOutcome: Hashable, Sendable, Codable {
  /// It trained to its last step.
  case completed
  /// The loss left the finite numbers; a result, not a failure.
  case diverged(step: Int)
  /// It gave no result.
  case failed(FailureClass, message: String)

  /// Whether it gave a result, so that the run is done.
  public var isResult: Bool {
    switch self {
    case .completed, .diverged: true
    case .failed: false
    }
  }

  /// Whether it failed for this reason.
  public func isFailure(_ failureClass: FailureClass) -> Bool {
    if case .failed(failureClass, _) = self { true } else { false }
  }
}

/// Why a run gave no result.
public enum FailureClass: String, Hashable, Sendable, Codable, CaseIterable {
  /// The worker ended without a word.
  case crash
  /// Memory ran out.
  case memory
  /// The time limit passed.
  case time
  /// The data could not be read.
  case data
  /// The configuration cannot be trained.
  case configuration
  /// Results could not be written.
  case storage
}

/// One ended run.
public struct RunRecord: Hashable, Sendable, Codable {
  /// Identity of the run.
  public var runID: String
  /// Identity of its point.
  public var pointID: String
  /// The replicate, from 0.
  public var replicate: Int
  /// Which attempt at this run it was, from 1.
  public var attempt: Int
  /// How it ended.
  public var outcome: RunOutcome
  /// Final metrics by name, for example `validation.top1`; fractions lie in 0...1.
  public var metrics: [String: Double]
  /// SHA-256 of the final weights, in hexadecimal; nil where there are none.
  public var weightsSHA256: String?
  /// Training time, in seconds.
  public var durationSeconds: Double
  /// Version of the code that ran it, as git names it.
  public var codeVersion: String
  /// Hash of the numeric environment.
  public var numericsFingerprint: String
  /// Digest of the sources that decide numbers, as compiled into the program that ran it; nil in a record from before this
  /// was kept, and for a failure.
  public var sources: String?
  /// Threads of the run, each of which counts as a core in use; nil in a record from before this was kept.
  public var threads: Int?
  /// The machine in words, `HostFacts.words`; nil in a record from before this was kept, and for a failure.
  public var machine: String?

  /// A record from its parts.
  public init(
    runID: String, pointID: String, replicate: Int, attempt: Int, outcome: RunOutcome,
    metrics: [String: Double] = [:], weightsSHA256: String? = nil, durationSeconds: Double = 0,
    codeVersion: String = "", numericsFingerprint: String = ""
  ) {
    self.runID = runID
    self.pointID = pointID
    self.replicate = replicate
    self.attempt = attempt
    self.outcome = outcome
    self.metrics = metrics
    self.weightsSHA256 = weightsSHA256
    self.durationSeconds = durationSeconds
    self.codeVersion = codeVersion
    self.numericsFingerprint = numericsFingerprint
  }
}
