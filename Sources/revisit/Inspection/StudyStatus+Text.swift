// A status for people, in 80 columns.

import Configuration
import Foundation

extension StudyStatus {
  /// The whole status.
  var text: String {
    [head, runningText, failedText].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Whether nothing is left and nothing is under way.
  var isComplete: Bool { left == 0 && running.isEmpty }

  private var head: String {
    var parts = ["\(done) of \(counted(total, "run")) done"]
    if diverged > 0 { parts[0] += " (\(diverged) diverged)" }
    if !running.isEmpty { parts.append("\(running.count) running") }
    if left > 0 {
      parts.append(
        "\(left) left" + (failed.isEmpty ? "" : " (\(failed.count) of them failed before)"))
    }
    let lines = [
      "\(study): \(title)", "\(Self.bar(done: done, of: total)) \(parts.joined(separator: ", "))",
      paceLine, runnerLine,
    ]
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var paceLine: String {
    var parts: [String] = []
    if let meanRunSeconds { parts.append("a run took \(durationText(meanRunSeconds)) on average") }
    if let imagesPerSecond { parts.append("\(Int(imagesPerSecond.rounded())) images/s now") }
    if isComplete { return parts.joined(separator: "; ") }
    if let secondsLeft {
      parts.append("\(durationText(secondsLeft)) to go")
    } else if let workerSecondsLeft {
      parts.append("what is left takes one worker \(durationText(workerSecondsLeft))")
    }
    return parts.joined(separator: "; ")
  }

  private var runnerLine: String {
    if runners.isEmpty { return isComplete ? "" : "Nothing is running." }
    return runners.map { runner in
      "process \(runner.process) on \(runner.host), \(counted(runner.workers, "worker"))"
        + (runner.isStopping ? ", stopping" : "")
    }.joined(separator: "\n")
  }

  private var runningText: String {
    guard !running.isEmpty else { return "" }
    let rows = running.map { run -> [String] in
      let place =
        if let epoch = run.epoch, let epochs = run.epochs { "epoch \(epoch)/\(epochs)" } else {
          "starting"
        }
      return [
        Self.cut(run.title, 34), "\(run.process)", place, run.step.map { "step \($0)" } ?? "",
        durationText(run.elapsedSeconds), run.secondsLeft.map(durationText) ?? "?",
      ]
    }
    let header = ["running", "process", "epochs", "steps", "for", "left"]
    return alignedColumns([header] + rows, leftColumns: 1).joined(separator: "\n")
  }

  private var failedText: String {
    guard !failed.isEmpty else { return "" }
    let lines = failed.prefix(Self.mostLines).map { run in
      wrapped(
        "\(run.run) (\(run.failureClass), attempt \(run.attempt)): \(run.message)", start: 2,
        indent: 4)
    }
    let more =
      failed.count > Self.mostLines ? ["  ... and \(failed.count - Self.mostLines) more"] : []
    return (["Failed:"] + lines + more).joined(separator: "\n")
  }

  private static func bar(done: Int, of total: Int) -> String {
    let width = 20
    let filled = total > 0 ? done * width / total : 0
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: ".", count: width - filled) + "]"
  }

  private static func cut(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : text.prefix(width - 3) + "..."
  }

  private static let mostLines = 10
}
