// How often the runs of a study write what they can go on from: scheduling, which changes no bit of a result.

import Documents

/// When runs write checkpoints, and what is kept of them.
public struct CheckpointSettings: Hashable, Sendable {
  /// Seconds between checkpoints; 0: one after every step.
  public var every: Double
  /// What is kept.
  public var keep: Keep

  /// Every ten minutes, the last one, as long as the run is not done.
  public init() { (every, keep) = (600, .last) }

  /// What is kept.
  public enum Keep: String, CaseIterable, Sendable {
    /// The last checkpoint, as long as the run is not done.
    case last
    /// The same, and the weights of the best epoch in the run's file.
    case best
    /// Nothing: no checkpoint is written.
    case none
  }

  /// The seconds that a text such as `10min`, `90s`, `2h` or `0` means; nil for another text.
  public static func seconds(_ text: String) -> Double? {
    if text == "0" { return 0 }
    guard let match = text.wholeMatch(of: #/([0-9]{1,6})(s|min|h)/#)?.output,
      let number = Double(match.1)
    else { return nil }
    return number * (match.2 == "h" ? 3_600 : match.2 == "min" ? 60 : 1)
  }
}

extension StudyReader {
  /// Reads `run.checkpoint`.
  mutating func readCheckpoint(_ node: SourceNode) -> CheckpointSettings {
    var settings = CheckpointSettings()
    let given = fields(of: node, in: "run.checkpoint", StudyGrammar.checkpoint)
    if let node = given["every"] {
      if let seconds = node.text.flatMap(CheckpointSettings.seconds) {
        settings.every = seconds
      } else {
        report(
          "'run.checkpoint.every' is \(node.found); expected a time such as 10min, 90s or 2h, or 0 "
            + "for after every step",
          at: node.position)
      }
    }
    if let node = given["keep"],
      let keep = choice(node, "run.checkpoint.keep", of: CheckpointSettings.Keep.self)
    {
      settings.keep = keep
    }
    return settings
  }
}
