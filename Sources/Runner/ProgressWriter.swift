// Writes progress where a person looks: redrawn on a terminal, one line a run and one a minute elsewhere.
//
// A terminal's size is asked for before each drawing, so that a window may change. What was drawn in a wider window may stand in
// more rows now; they are counted, since all of them have to go.

import CLinux
public import Foundation
import Synchronization

/// Columns and rows of a terminal.
public struct TerminalSize: Hashable, Sendable {
  /// Columns, at least 20.
  public var columns: Int
  /// Rows, at least 4.
  public var rows: Int

  /// A size; where the terminal tells none it has 80 columns and 24 rows.
  public init(columns: Int, rows: Int) {
    self.columns = columns > 0 ? max(20, columns) : 80
    self.rows = rows > 0 ? max(4, rows) : 24
  }
}

/// Writes progress to a terminal or a log.
public final class ProgressWriter: Sendable {
  private let output: FileHandle
  private let isTerminal: Bool
  private let isColoured: Bool
  private let size: @Sendable () -> TerminalSize
  private let state = Mutex(State())

  private struct State {
    /// Columns of each line that is drawn.
    var drawn: [Int] = []
    var atSeconds = -Double.infinity
    /// When a log told last where the study stands.
    var summaryAtSeconds = 0.0
  }

  /// A terminal is not redrawn more often, in seconds.
  private static let redrawInterval = 0.1
  /// A log tells where the study stands so often, in seconds.
  private static let summaryInterval = 60.0

  /// A writer to `output`; colours are for terminals only, and not where `NO_COLOR` is set (no-color.org).
  ///
  /// A terminal that cannot move its cursor (`TERM` is `dumb`) is written as a log is.
  public init(
    to output: FileHandle, isTerminal: Bool, environment: [String: String]? = nil,
    size: (@Sendable () -> TerminalSize)? = nil
  ) {
    let environment = environment ?? ProcessInfo.processInfo.environment
    let descriptor = output.fileDescriptor
    self.output = output
    self.isTerminal = isTerminal && environment["TERM"] != "dumb"
    isColoured = self.isTerminal && environment["NO_COLOR", default: ""].isEmpty
    self.size =
      size ?? {
        let found = clinux_terminal_size(descriptor)
        return TerminalSize(columns: Int(found.columns), rows: Int(found.rows))
      }
  }

  /// What `StudyRunner` reports to.
  public func report(_ snapshot: ProgressSnapshot, _ ended: EndedRun?) {
    state.withLock { state in
      isTerminal ? draw(snapshot, ended, &state) : log(snapshot, ended, &state)
    }
  }

  /// Removes what is drawn, so that what follows stands in its place.
  public func close() {
    state.withLock { state in
      if isTerminal { write(Self.erasure(of: state.drawn, columns: size().columns)) }
      state.drawn = []
    }
  }

  private func draw(_ snapshot: ProgressSnapshot, _ ended: EndedRun?, _ state: inout State) {
    let isDue = snapshot.elapsedSeconds - state.atSeconds >= Self.redrawInterval
    guard isDue || ended != nil else { return }
    let size = size()
    let kept = ended.map { ProgressText.line($0, snapshot) + "\n" } ?? ""
    let plain = ProgressText.lines(snapshot, columns: size.columns, rows: size.rows - 1)
    let shown =
      isColoured
      ? ProgressText.lines(snapshot, columns: size.columns, rows: size.rows - 1, isColoured: true)
      : plain
    write(
      Self.erasure(of: state.drawn, columns: size.columns) + kept
        + shown.map { $0 + "\n" }.joined())
    state.drawn = plain.map(DisplayText.width)
    state.atSeconds = snapshot.elapsedSeconds
  }

  private func log(_ snapshot: ProgressSnapshot, _ ended: EndedRun?, _ state: inout State) {
    if let ended { write(ProgressText.line(ended, snapshot) + "\n") }
    guard snapshot.elapsedSeconds - state.summaryAtSeconds >= Self.summaryInterval else { return }
    state.summaryAtSeconds = snapshot.elapsedSeconds
    write(ProgressText.summary(snapshot) + "\n")
  }

  /// Moves to the first of the lines and clears from there on; a line wider than the terminal stands in several rows.
  static func erasure(of widths: [Int], columns: Int) -> String {
    let rows = widths.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
    return rows > 0 ? "\u{1B}[\(rows)A\r\u{1B}[J" : ""
  }

  /// A terminal that is gone ends no study.
  private func write(_ text: String) { try? output.write(contentsOf: Data(text.utf8)) }
}
