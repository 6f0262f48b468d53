// Progress as text: pure functions of a snapshot.

import Foundation
import Records

/// Progress as text.
public enum ProgressText {
  /// The columns of a terminal that does not tell how many it has.
  public static let columns = 80

  /// One line for an attempt that ended, for logs and above the drawn lines.
  public static func line(_ ended: EndedRun, _ snapshot: ProgressSnapshot) -> String {
    let count = DisplayText.right("\(snapshot.done)", "\(snapshot.total)".count)
    let head = "[\(count)/\(snapshot.total)] \(outcome(ended.record.outcome)) \(ended.title)"
    switch ended.record.outcome {
    case .completed: return "\(head) in \(duration(ended.record.durationSeconds))"
    case .diverged(let step): return "\(head) at step \(step)"
    case .failed(let failureClass, let message):
      let next = ended.isRetried ? "; it is tried again" : ""
      return
        "\(head) (\(failureClass.rawValue), attempt \(ended.record.attempt)\(next)): \(message)"
    }
  }

  /// Where the study stands, for a log: now and then among the lines of attempts.
  public static func summary(_ snapshot: ProgressSnapshot) -> String {
    let count = DisplayText.right("\(snapshot.done)", "\(snapshot.total)".count)
    let parts =
      ["[\(count)/\(snapshot.total)] \(snapshot.running.count) running"] + counts(snapshot)
    return (parts + speed(snapshot) + times(snapshot)).joined(separator: ", ")
  }

  /// Where the study stands, and a line for each run under way; none is wider than `columns`, and there are at most `rows`: runs
  /// that have no room are counted in the last line.
  public static func lines(
    _ snapshot: ProgressSnapshot, columns: Int = columns, rows: Int = .max, isColoured: Bool = false
  ) -> [String] {
    let style = TextStyle(isColoured: isColoured)
    let room = max(0, rows - 2)
    let shown = snapshot.running.count <= room ? room : max(0, room - 1)
    var lines = [bar(snapshot, columns, style), state(snapshot, columns, style)]
    lines += snapshot.running.prefix(shown).map { line($0, columns, style) }
    let hidden = snapshot.running.count - shown
    if hidden > 0 { lines.append(DisplayText.cut("  … and \(hidden) more", columns)) }
    return Array(lines.prefix(max(1, rows)))
  }

  /// Days, hours, minutes and seconds.
  static func duration(_ seconds: Double) -> String {
    let whole = whole(seconds)
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    if hours >= 100 { return "\(hours / 24) d \(hours % 24) h" }
    let end = twoDigits(rest)
    return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(end)" : "\(minutes):\(end)"
  }

  // MARK: - Lines

  /// A bar over all runs, those under way counted by what of them is done.
  private static func bar(
    _ snapshot: ProgressSnapshot, _ columns: Int, _ style: TextStyle
  ) -> String {
    let begun = snapshot.running.reduce(0.0) { $0 + ($1.progress?.fraction ?? 0) }
    let fraction = snapshot.total > 0 ? (Double(snapshot.done) + begun) / Double(snapshot.total) : 1
    let tail = tail(snapshot, fraction)
    let room = columns - DisplayText.width(tail) - 2
    guard room >= 10 else { return DisplayText.cut(tail, columns) }
    return style.bar(fraction, min(room, 60)) + "  " + tail
  }

  private static func tail(_ snapshot: ProgressSnapshot, _ fraction: Double) -> String {
    var parts = [
      DisplayText.right("\(percent(fraction)) %", 5), "\(snapshot.done) of \(snapshot.total) done",
    ]
    if let eta = snapshot.etaSeconds, snapshot.left + snapshot.running.count > 0 {
      parts.append("\(duration(eta)) \(snapshot.isStopping ? "at most" : "to go")")
    }
    return parts.joined(separator: "  ")
  }

  private static func state(
    _ snapshot: ProgressSnapshot, _ columns: Int, _ style: TextStyle
  ) -> String {
    let running = "\(snapshot.running.count) running"
    var parts = [snapshot.isStopping ? "stopping, \(running)" : running] + counts(snapshot)
    parts += speed(snapshot) + ["\(duration(snapshot.elapsedSeconds)) so far"]
    let line = DisplayText.cut(parts.joined(separator: ", "), columns)
    guard snapshot.failed > 0 else { return style.dim(line) }
    let text = failedText(snapshot)
    return line.split(separator: ", ", omittingEmptySubsequences: false)
      .map { $0 == text ? style.red(text) : style.dim(String($0)) }
      .joined(separator: style.dim(", "))
  }

  private static func counts(_ snapshot: ProgressSnapshot) -> [String] {
    ["\(snapshot.left) left"] + (snapshot.failed > 0 ? [failedText(snapshot)] : [])
  }

  private static func failedText(_ snapshot: ProgressSnapshot) -> String {
    "\(snapshot.failed) failed"
  }

  private static func speed(_ snapshot: ProgressSnapshot) -> [String] {
    let speeds = snapshot.running.compactMap(\.progress?.imagesPerSecond)
    return speeds.isEmpty ? [] : ["\(whole(speeds.reduce(0, +))) images/s"]
  }

  private static func times(_ snapshot: ProgressSnapshot) -> [String] {
    let eta = snapshot.etaSeconds.map { ["\(duration($0)) to go"] } ?? []
    return ["\(duration(snapshot.elapsedSeconds)) so far"] + eta
  }

  /// Title, bar, epoch, speed and time left; accuracy and step where there is room for them.
  private static func line(_ run: RunningRun, _ columns: Int, _ style: TextStyle) -> String {
    let fields = fields(run, columns, style)
    let taken = fields.reduce(0) { $0 + $1.width + 2 }
    let title = max(10, min(columns - 2 - taken, 60))
    var line = "  " + DisplayText.left(DisplayText.plain(run.title), min(title, columns - 2))
    var used = 2 + min(title, columns - 2)
    for field in fields where used + 2 + field.width <= columns {
      line += "  " + field.text
      used += 2 + field.width
    }
    return line
  }

  private struct Field {
    var text: String
    var width: Int
  }

  private static func fields(_ run: RunningRun, _ columns: Int, _ style: TextStyle) -> [Field] {
    let isWide = columns >= 100
    let (bar, epoch, speed, accuracy) = (isWide ? 20 : 10, isWide ? 15 : 12, 8, 11)
    guard let progress = run.progress else {
      let width = bar + 6 + 2 + epoch + 2 + speed + (isWide ? 2 + accuracy : 0)
      return [Field(text: style.dim(DisplayText.left("starting", width)), width: width), left(run)]
    }
    var fields = [
      Field(
        text: style.bar(progress.fraction, bar)
          + DisplayText.right("\(percent(progress.fraction)) %", 6), width: bar + 6),
      field("epoch \(progress.epoch)/\(progress.epochs)", epoch),
      field("\(whole(progress.imagesPerSecond))/s", speed),
    ]
    if isWide {
      fields.append(field(progress.accuracy.map { "top-1 \(threeDecimals($0))" } ?? "", accuracy))
    }
    return fields + [left(run)]
  }

  private static func left(_ run: RunningRun) -> Field {
    guard let seconds = run.secondsLeft else {
      return field("for \(duration(run.elapsedSeconds))", 12)
    }
    return field("\(duration(seconds)) left", 12)
  }

  private static func field(_ text: String, _ width: Int) -> Field {
    Field(text: DisplayText.right(text, width), width: width)
  }

  private static func outcome(_ outcome: RunOutcome) -> String {
    switch outcome {
    case .completed: "completed"
    case .diverged: "diverged "
    case .failed: "failed   "
    }
  }

  // MARK: - Numbers

  /// The nearest whole number that a line has room for; 0 for what is no number.
  private static func whole(_ value: Double) -> Int {
    value.isNaN ? 0 : Int(min(max(value, 0), 99_999_999).rounded())
  }

  /// Rounded down, so that 100 means done.
  private static func percent(_ fraction: Double) -> Int {
    fraction.isNaN ? 0 : Int((min(max(fraction, 0), 1) * 100).rounded(.down))
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func threeDecimals(_ value: Double) -> String {
    let thousandths = whole(value * 1000)
    let digits = String(thousandths % 1000)
    let zeros = String(repeating: "0", count: 3 - digits.count)
    return "\(thousandths / 1000).\(zeros)\(digits)"
  }
}
