// Writes progress where a person looks: redrawn on a terminal, one line a run elsewhere.

public import Foundation
import Synchronization

/// Writes progress to a terminal or a log.
public final class ProgressWriter: Sendable {
  private let output: FileHandle
  private let isTerminal: Bool
  private let isColoured: Bool
  private let drawn = Mutex(Drawn())

  private struct Drawn {
    var lines = 0
    var atSeconds = -Double.infinity
  }

  /// A terminal is not redrawn more often, in seconds.
  private static let redrawInterval = 0.1

  /// A writer to `output`; colours are for terminals only, and not where `NO_COLOR` is set.
  public init(
    to output: FileHandle, isTerminal: Bool, environment: [String: String]? = nil
  ) {
    let environment = environment ?? ProcessInfo.processInfo.environment
    self.output = output
    self.isTerminal = isTerminal
    isColoured = isTerminal && environment["NO_COLOR", default: ""].isEmpty
  }

  /// What `StudyRunner` reports to.
  public func report(_ snapshot: ProgressSnapshot, _ ended: EndedRun?) {
    if isTerminal {
      draw(snapshot, ended)
    } else if let ended {
      write(ProgressText.line(ended, snapshot) + "\n")
    }
  }

  private func draw(_ snapshot: ProgressSnapshot, _ ended: EndedRun?) {
    drawn.withLock { drawn in
      let isDue = snapshot.elapsedSeconds - drawn.atSeconds >= Self.redrawInterval
      guard isDue || ended != nil else { return }
      write(
        ProgressText.frame(
          snapshot, ended: ended, replacing: drawn.lines, isColoured: isColoured))
      drawn = Drawn(lines: 1 + snapshot.running.count, atSeconds: snapshot.elapsedSeconds)
    }
  }

  /// A terminal that is gone ends no study.
  private func write(_ text: String) { try? output.write(contentsOf: Data(text.utf8)) }
}
