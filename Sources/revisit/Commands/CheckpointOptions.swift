// How often runs keep what they can go on from: given by the study, or for one command.

import ArgumentParser
import Foundation
import Studies

struct CheckpointOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How often a run writes a checkpoint: 90s, 10min, 2h, or 0 for after every step \
      (default: run.checkpoint.every of the study, or 10min); no bit depends on it.
      """, valueName: "time"))
  var checkpointEvery: String?

  func validate() throws {
    guard let checkpointEvery, CheckpointSettings.seconds(checkpointEvery) == nil else { return }
    throw ValidationError(
      "--checkpoint-every is '\(checkpointEvery)'; expected a time such as 10min, 90s or 2h, or 0 for "
        + "after every step.")
  }

  /// What the study says, changed by the option.
  ///
  /// - Throws: `ValidationError` if the study wants no checkpoints.
  func settings(of study: Study) throws -> CheckpointSettings {
    var settings = study.checkpoints
    guard let every = checkpointEvery.flatMap(CheckpointSettings.seconds) else { return settings }
    guard settings.keep != .none else {
      throw ValidationError(
        "--checkpoint-every is given, but run.checkpoint.keep of the study is none; remove one.")
    }
    settings.every = every
    return settings
  }
}

extension WorkOrder {
  /// Has the run keep its state in `file`, as often as `settings` say.
  mutating func keep(_ settings: CheckpointSettings, in file: URL) {
    keepsBest = settings.keep == .best
    checkpoint =
      settings.keep == .none
      ? nil : CheckpointOrder(file: file.absoluteURL, everySeconds: settings.every)
  }
}
