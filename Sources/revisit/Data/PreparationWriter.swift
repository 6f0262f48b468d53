// The progress of a preparation on standard error: one line redrawn on a terminal, a line now and then elsewhere.

import Foundation
import Packing
import Synchronization

/// Writes how far a preparation or a check has come.
final class PreparationWriter: Sendable {
  private struct State {
    var phase: PreparationProgress.Phase?
    var writtenAtSeconds = 0.0
    var isLineOpen = false
  }

  private let isTerminal: Bool
  private let state = Mutex(State())

  /// Seconds between two lines: on a terminal, where they are redrawn, and elsewhere.
  private static let redrawSeconds = 0.1
  private static let lineSeconds = 10.0

  init(isTerminal: Bool = isatty(STDERR_FILENO) == 1) { self.isTerminal = isTerminal }

  /// Writes a line if one is due: at the start and the end of a phase, and after some time.
  func report(_ progress: PreparationProgress) {
    state.withLock { state in
      let isFirst = progress.phase != state.phase || progress.seconds < state.writtenAtSeconds
      let interval = isTerminal ? Self.redrawSeconds : Self.lineSeconds
      let isLast = progress.done == progress.total
      let isDue = progress.seconds - state.writtenAtSeconds >= interval
      guard isLast || isDue || isFirst && isTerminal else {
        if isFirst { state.writtenAtSeconds = progress.seconds }
        state.phase = progress.phase
        return
      }
      let erase = isTerminal && state.isLineOpen ? "\r\u{1B}[K" : ""
      let end = isTerminal && !isLast ? "" : "\n"
      write(erase + Self.line(progress) + end)
      state = State(
        phase: progress.phase, writtenAtSeconds: progress.seconds, isLineOpen: end.isEmpty)
    }
  }

  /// Ends an open line.
  func end() {
    state.withLock { state in
      if state.isLineOpen { write("\n") }
      state.isLineOpen = false
    }
  }

  /// For example: checking 1200 of 1344, 540/s, 0:01 to go, 2 broken.
  static func line(_ progress: PreparationProgress) -> String {
    var parts = ["\(progress.phase.rawValue) \(progress.done) of \(progress.total)"]
    if progress.resumed > 0 { parts.append("\(progress.resumed) of them before") }
    if progress.speed > 0 {
      parts.append("\(Int(progress.speed.rounded()))/s")
      let left = Double(progress.total - progress.done) / progress.speed
      if left >= 1 { parts.append("\(durationText(left)) to go") }
    }
    if progress.broken > 0 { parts.append("\(progress.broken) broken") }
    return parts.joined(separator: ", ")
  }

  /// A terminal that is gone ends nothing.
  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
