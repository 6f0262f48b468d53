// The checkpoints of one run while it trains: going on from one, and writing the next ones in time.

import Foundation
import HDF5

/// Writes and reads the checkpoints of one run.
struct CheckpointKeeper {
  private let checkpoints: Checkpoints
  private let findBindings: () throws -> [String: String]
  private var knownBindings: [String: String]?
  private let needsBest: Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  /// Training time before this process.
  private var earlierSeconds = 0.0
  /// When the last checkpoint was written, and how long that took.
  private var last: (end: ContinuousClock.Instant, seconds: Double)

  /// A keeper whose clock begins now; a checkpoint is of use only where all `bindings` are the same.
  init(
    _ checkpoints: Checkpoints, needsBest: Bool, bindings: @escaping () throws -> [String: String]
  ) {
    self.checkpoints = checkpoints
    findBindings = bindings
    self.needsBest = needsBest
    start = clock.now
    last = (start, 0)
  }

  /// What a checkpoint is bound to, found when it is first needed: short runs end before they write one.
  private mutating func bindings() throws -> [String: String] {
    if let knownBindings { return knownBindings }
    let bindings = try findBindings().merging(checkpoints.bindings) { $1 }
    knownBindings = bindings
    return bindings
  }

  /// Takes over the state of the checkpoint if there is one that is of use.
  ///
  /// - Parameters:
  ///   - state: The state before the first step.
  ///   - anew: Makes such a state again, where half of an unusable one was taken over.
  /// - Returns: Where it went on; nil for a run from its beginning.
  /// - Throws: What `anew` throws, or `OneDNNError`.
  mutating func resume(
    _ state: inout TrainingState, anew: () throws -> TrainingState
  ) throws -> TrainedRun.Resumption? {
    let path = checkpoints.file.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let problem: String
    do {
      earlierSeconds = try state.read(
        from: checkpoints.file, bindings: bindings(), needsBest: needsBest)
      return TrainedRun.Resumption(step: state.step, seconds: earlierSeconds)
    } catch let refusal as CheckpointRefused {
      problem = "\(path): \(refusal)"
    } catch let error as HDF5Error {
      problem = "\(error)"
    }
    checkpoints.tell("checkpoint not used, training begins anew: \(problem)")
    state = try anew()
    return nil
  }

  /// Writes the state after a step if it is time.
  ///
  /// - Throws: `TrainingStopped` where the run is to stop; what writing throws.
  mutating func keep(_ state: TrainingState, endsEpoch: Bool) throws {
    let began = clock.now
    let moment = CheckpointMoment(
      step: state.step, endsEpoch: endsEpoch, secondsSinceLast: (began - last.end) / .seconds(1),
      lastWriteSeconds: last.seconds)
    let decision = checkpoints.decide(moment)
    guard decision != .goOn else { return }
    let seconds = earlierSeconds + (began - start) / .seconds(1)
    try state.write(
      to: checkpoints.file, draft: checkpoints.draft,
      CheckpointHeader(bindings: bindings(), seconds: seconds))
    last = (clock.now, (clock.now - began) / .seconds(1))
    if decision == .writeAndStop { throw TrainingStopped(step: state.step) }
  }
}
