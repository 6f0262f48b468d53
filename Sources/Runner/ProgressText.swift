// Progress as text: pure functions of a snapshot.

import Records

/// Progress as text.
public enum ProgressText {
  /// The widest line, in columns.
  public static let columns = 80

  /// One line for an attempt that ended, for logs and above the drawn lines.
  public static func line(_ ended: EndedRun, _ snapshot: ProgressSnapshot) -> String {
    let count = padded("\(snapshot.done)", "\(snapshot.total)".count)
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

  /// Where the study stands, and a line for each run under way; none is wider than `columns`.
  public static func lines(_ snapshot: ProgressSnapshot, isColoured: Bool = false) -> [String] {
    let header = cut(header(snapshot), columns)
    return [isColoured ? coloured(header, snapshot) : header]
      + snapshot.running.map { cut(line($0), columns) }
  }

  /// What redraws a terminal: removes the `replacing` lines drawn before, writes the line of an attempt
  /// that ended for good, and draws the snapshot below it.
  public static func frame(
    _ snapshot: ProgressSnapshot, ended: EndedRun?, replacing: Int, isColoured: Bool
  ) -> String {
    let erase = replacing > 0 ? "\u{1B}[\(replacing)A\u{1B}[J" : ""
    let kept = ended.map { [line($0, snapshot)] } ?? []
    let drawn = kept + lines(snapshot, isColoured: isColoured)
    return erase + drawn.map { $0 + "\n" }.joined()
  }

  /// Hours, minutes and seconds.
  static func duration(_ seconds: Double) -> String {
    let whole = whole(seconds)
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let end = twoDigits(rest)
    return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(end)" : "\(minutes):\(end)"
  }

  // MARK: - Lines

  private static func header(_ snapshot: ProgressSnapshot) -> String {
    var parts = ["\(snapshot.done) of \(snapshot.total) done"]
    if snapshot.failed > 0 { parts.append(failedText(snapshot)) }
    parts.append("\(snapshot.running.count) running")
    parts.append("\(snapshot.left) left")
    parts.append(duration(snapshot.elapsedSeconds))
    if let eta = snapshot.etaSeconds, snapshot.left + snapshot.running.count > 0 {
      parts.append("\(duration(eta)) to go")
    }
    return parts.joined(separator: ", ")
  }

  private static func line(_ run: RunningRun) -> String {
    let title = padded(cut(run.title, 24), -24)
    let elapsed = padded(duration(run.elapsedSeconds), 8)
    guard let progress = run.progress else { return "  \(title) \(elapsed)  starting" }
    let epoch = padded("\(progress.epoch)/\(progress.epochs)", 7)
    let speed = "\(whole(progress.imagesPerSecond)) images/s"
    let accuracy = progress.accuracy.map { "  top-1 \(threeDecimals($0))" } ?? ""
    return "  \(title) \(elapsed)  epoch \(epoch)  \(speed)\(accuracy)"
  }

  private static func outcome(_ outcome: RunOutcome) -> String {
    switch outcome {
    case .completed: "completed"
    case .diverged: "diverged "
    case .failed: "failed   "
    }
  }

  private static func failedText(_ snapshot: ProgressSnapshot) -> String {
    "\(snapshot.failed) failed"
  }

  private static func coloured(_ header: String, _ snapshot: ProgressSnapshot) -> String {
    guard snapshot.failed > 0 else { return header }
    let text = failedText(snapshot)
    return header.split(separator: ", ").map { $0 == text ? "\u{1B}[31m\(text)\u{1B}[0m" : $0 }
      .joined(separator: ", ")
  }

  // MARK: - Widths

  private static func cut(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : text.prefix(width - 3) + "..."
  }

  /// Filled with spaces before the text, or behind it for a negative width.
  private static func padded(_ text: String, _ width: Int) -> String {
    let spaces = String(repeating: " ", count: max(0, abs(width) - text.count))
    return width < 0 ? text + spaces : spaces + text
  }

  /// The nearest whole number that a line has room for; 0 for what is no number.
  private static func whole(_ value: Double) -> Int {
    value.isNaN ? 0 : Int(min(max(value, 0), 99_999_999).rounded())
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func threeDecimals(_ value: Double) -> String {
    let thousandths = whole(value * 1000)
    let digits = String(thousandths % 1000)
    let zeros = String(repeating: "0", count: 3 - digits.count)
    return "\(thousandths / 1000).\(zeros)\(digits)"
  }
}
