// When a run writes its state, and where.

public import Foundation

/// What a run knows when it decides whether to write a checkpoint.
public struct CheckpointMoment: Hashable, Sendable {
  /// Steps that are done.
  public let step: Int
  /// Whether the step was the last of an epoch.
  public let endsEpoch: Bool
  /// Time since the last checkpoint, or since training began or went on.
  public let secondsSinceLast: Double
  /// What writing the last checkpoint took; 0 before the first.
  public let lastWriteSeconds: Double

  /// Whether a checkpoint is due by the clock.
  ///
  /// It is due after every `every` seconds (0: after every step), and at an epoch's end if 30 seconds, or
  /// `every` if that is less, and a hundred times the last one's writing have passed: so the ends of
  /// epochs cost at most a hundredth of the time.
  public func isDue(every: Double) -> Bool {
    if secondsSinceLast >= every { return true }
    return endsEpoch && secondsSinceLast >= max(min(every, 30), 100 * lastWriteSeconds)
  }
}

/// What a run does after a step.
public enum CheckpointDecision: Hashable, Sendable {
  /// Goes on.
  case goOn
  /// Writes a checkpoint and goes on.
  case write
  /// Writes a checkpoint and ends with `TrainingStopped`.
  case writeAndStop
}

/// Where a run keeps its checkpoint, and when it writes one; none of it changes a bit of the result.
public struct Checkpoints {
  /// The newest checkpoint of the run, which it goes on from if it is there; each replaces the one before.
  let file: URL
  /// Where a checkpoint is written before it gets its name, on the same file system.
  let draft: URL
  /// What a checkpoint is bound to beside the run, its data and the bits of this machine, by name.
  let bindings: [String: String]
  /// Asked after every step.
  let decide: (CheckpointMoment) -> CheckpointDecision
  /// Told why a checkpoint that is there was not used.
  let tell: (String) -> Void

  /// Checkpoints from their parts.
  ///
  /// - Parameters:
  ///   - file: The newest checkpoint of the run, which it goes on from if it is there; each replaces the one before.
  ///   - draft: Where a checkpoint is written before it gets its name, on the same file system.
  ///   - bindings: What a checkpoint is bound to beside the run, its data and the bits of this machine, by name.
  ///   - decide: Asked after every step.
  ///   - tell: Told why a checkpoint that is there was not used.
  public init(
    file: URL, draft: URL, bindings: [String: String] = [:],
    decide: @escaping (CheckpointMoment) -> CheckpointDecision,
    tell: @escaping (String) -> Void = { _ in }
  ) {
    self.file = file
    self.draft = draft
    self.bindings = bindings
    self.decide = decide
    self.tell = tell
  }
}

/// A run that was asked to stop and has written its state.
public struct TrainingStopped: Error, Hashable, Sendable, CustomStringConvertible {
  /// Steps that are done.
  public let step: Int

  /// Where it stopped.
  public var description: String { "stopped after step \(step), which its checkpoint keeps" }
}
