// How the runs of a study are done: scheduling, which no point's identity and no bit of a result depends on.

import Configuration
import Documents

/// What the section `run` says.
public struct RunSettings: Hashable, Sendable {
  /// Under which changes the results have to keep their bits.
  public var determinism: RequiredDeterminism
  /// How often a run is tried again after a failure of each kind; none where there is no entry.
  public var retries: [RetryCause: Int]
  /// What stops a run.
  public var limits: RunLimits
  /// When its runs write checkpoints, and what is kept of them.
  public var checkpoint: CheckpointSettings

  /// The same bits for any threads, one more try after a crash, no limits, a checkpoint every ten minutes.
  public init() {
    determinism = .anyThreads
    retries = [.crash: 1]
    limits = RunLimits()
    checkpoint = CheckpointSettings()
  }
}

/// Under which changes results keep their bits.
public enum RequiredDeterminism: String, CaseIterable, Sendable {
  /// On the same machine with the same program.
  case sameMachine = "L1"
  /// Also for any number of threads and workers.
  case anyThreads = "L2"
  /// Also on other x86-64 machines, which takes `numerics` other than native.
  case anyMachine = "L3"
}

/// A failure after which a run may be tried again, under the name of its class in records.
public enum RetryCause: String, CaseIterable, Sendable {
  /// The worker ended without a word.
  case crash
  /// Memory ran out; the next try takes fewer threads, never another batch.
  case memory
  /// The time limit passed; the next try goes on from the last checkpoint.
  case time
  /// The data could not be read.
  case data
  /// Results could not be written.
  case storage
  /// The configuration cannot be trained.
  case configuration
  /// The loss left the finite numbers, which is a result.
  case diverged

  /// Whether another try would end alike, to the bit.
  public var isCertain: Bool { self == .configuration || self == .diverged }
}

/// What stops a run.
public struct RunLimits: Hashable, Sendable {
  /// Time of one try, in seconds; nil for no limit.
  public var seconds: Double?
  /// Memory of one run, in bytes; nil for no limit.
  public var memoryBytes: Int?

  /// No limits.
  public init() { (seconds, memoryBytes) = (nil, nil) }
}

extension StudyReader {
  /// Reads the section `run`.
  mutating func readRun(_ node: SourceNode) -> RunSettings {
    let fields = fields(of: node, in: "run", StudyGrammar.run)
    var settings = RunSettings()
    if let node = fields["determinism"],
      let level = choice(node, "run.determinism", of: RequiredDeterminism.self)
    {
      settings.determinism = level
    }
    if let node = fields["retry"] { readRetries(node, into: &settings) }
    if let node = fields["limits"] { settings.limits = readLimits(node) }
    if let node = fields["checkpoint"] { settings.checkpoint = readCheckpoint(node) }
    return settings
  }

  private mutating func readRetries(_ node: SourceNode, into settings: inout RunSettings) {
    let fields = fields(of: node, in: "run.retry", StudyGrammar.retry)
    for cause in RetryCause.allCases {
      let place = fields.path(cause.rawValue)
      guard let node = fields[cause.rawValue], let count = integer(node, place, in: 0...100)
      else { continue }
      if cause.isCertain, count > 0 {
        report(
          "'\(place)' is \(count), but another try would end alike, to the bit; expected 0",
          at: node.position)
      }
      settings.retries[cause] = count
    }
  }

  private mutating func readLimits(_ node: SourceNode) -> RunLimits {
    let fields = fields(of: node, in: "run.limits", StudyGrammar.limits)
    var limits = RunLimits()
    if let node = fields["time"] {
      limits.seconds = node.text.flatMap(CheckpointSettings.seconds).flatMap { $0 > 0 ? $0 : nil }
      if limits.seconds == nil {
        report(
          "'run.limits.time' is \(node.found); expected a time such as 2h, 10min or 90s",
          at: node.position)
      }
    }
    limits.memoryBytes = fields["memory"].flatMap { byteCount($0, "run.limits.memory") }
    return limits
  }
}
