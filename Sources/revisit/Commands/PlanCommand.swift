// Shows what a study would run, and what that costs.

import ArgumentParser
import Configuration
import Foundation
import Records
import Studies

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "List a study's points and runs: what is new, what is done, what it costs.",
    usage: "revisit plan <file> [<options>]")

  @OptionGroup var options: StudyOptions

  @OptionGroup var machineOptions: MachineOptions

  func run() throws {
    let study = try options.study()
    let history = try options.store(of: study).history()
    let calibration = try Calibration(study.points, count: 8)
    print(try StudyPlan(study, history, calibration, jobs: machineOptions.machine().jobs).text)
  }
}

/// The points of a study with their state and cost, as text.
struct StudyPlan {
  let text: String

  init(_ study: Study, _ history: RunHistory, _ calibration: Calibration, jobs: Int) throws {
    let titles = study.pointTitles
    var rows = [["point", "state", "parameters", "multiply-adds", "work/run", "time/run"]]
    var (leftSeconds, longest, leftWork, left, done, failed) = (0.0, 0.0, 0.0, 0, 0, 0)
    for point in study.points {
      let work = try RunWork(point.configuration)
      let seconds = calibration.seconds(work)
      let runs = (0..<study.replicateCount).map { point.configuration.replicate($0).runID }
      let doneHere = runs.count { history.results[$0] != nil }
      let failedHere = runs.count { history.results[$0] == nil && history.failures[$0] != nil }
      (done, failed) = (done + doneHere, failed + failedHere)
      left += runs.count - doneHere
      leftSeconds += Double(runs.count - doneHere) * seconds
      if doneHere < runs.count { longest = max(longest, seconds) }
      leftWork += Double(runs.count - doneHere) * work.multiplyAdds
      rows.append([
        titles[point.id, default: "the only point"],
        Self.state(done: doneHere, failed: failedHere, of: runs.count),
        scaledText(Double(work.cost.parameters)), scaledText(Double(work.cost.multiplyAdds)),
        scaledText(work.multiplyAdds), durationText(seconds),
      ])
    }
    let total = study.points.count * study.replicateCount
    let removed = study.removed.map {
      "\(counted($0.count, "point")) removed by '\($0.rule)': \($0.reason)\n"
    }
    text = """
      \(study.name): \(study.title)
      \(counted(study.points.count, "point")) x \(counted(study.replicateCount, "seed")) = \
      \(counted(total, "run")): \
      \(done) done, \(left) to do\(failed > 0 ? " (\(failed) of them failed before)" : "")
      \(removed.joined())
      \(alignedColumns(rows, leftColumns: 2).joined(separator: "\n"))

      multiply-adds are of one image forward; work is the multiply-adds of a whole run.
      To do: \(scaledText(leftWork)) multiply-adds, about \
      \(durationText(max(leftSeconds / Double(jobs), longest))) with \(counted(jobs, "worker"))
      by a calibration on this machine just now.
      """
  }

  private static func state(done: Int, failed: Int, of total: Int) -> String {
    if done == total { return "done" }
    let failures = failed > 0 ? ", \(failed) failed" : ""
    return done == 0 && failed == 0 ? "new" : "\(done) of \(total) done\(failures)"
  }
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
