// The points of a study with their state and cost.

import Configuration
import Datasets
import Records
import Studies

/// A point with the state of its runs and what each of them takes.
struct PlannedPoint {
  let title: String
  let work: RunWork
  /// Expected duration of one run, in seconds.
  let seconds: Double
  let runs: Int
  let done: Int
  let failed: Int

  init(
    _ point: StudyPoint, title: String, replicates: Int, _ history: RunHistory,
    _ calibration: Calibration, at location: DataLocation
  ) throws {
    self.title = title
    work = try RunWork(point.configuration, at: location)
    seconds = calibration.seconds(work)
    let runIDs = (0..<replicates).map { point.configuration.replicate($0).runID }
    runs = replicates
    done = runIDs.count { history.results[$0] != nil }
    failed = runIDs.count { history.results[$0] == nil && history.failures[$0] != nil }
  }

  var left: Int { runs - done }

  fileprivate var state: String {
    if left == 0 { return "done" }
    if done == 0 && failed == 0 { return "new" }
    return "\(done) of \(runs) done" + (failed > 0 ? ", \(failed) failed" : "")
  }

  fileprivate var cells: [String] {
    [
      title, state, scaledText(Double(work.cost.parameters)),
      scaledText(Double(work.cost.multiplyAdds)), scaledText(work.multiplyAdds),
      durationText(seconds),
    ]
  }
}

/// What a study would run, as text.
struct StudyPlan {
  private let study: Study
  private let points: [PlannedPoint]
  private let jobs: Int

  init(_ study: Study, _ history: RunHistory, _ calibration: Calibration, on machine: Machine)
    throws
  {
    self.study = study
    jobs = machine.jobs
    let titles = study.pointTitles
    points = try study.points.map { point in
      try PlannedPoint(
        point, title: titles[point.id, default: "the only point"],
        replicates: study.replicateCount, history, calibration, at: machine.location)
    }
  }

  var text: String {
    let header = ["point", "state", "parameters", "multiply-adds", "work/run", "time/run"]
    let removed = study.removed.map {
      "\(counted($0.count, "point")) removed by '\($0.rule)': \($0.reason)\n"
    }
    return """
      \(study.name): \(study.title)
      \(summary)
      \(removed.joined())
      \(alignedColumns([header] + points.map(\.cells), leftColumns: 2).joined(separator: "\n"))

      multiply-adds are of one image forward; work is the multiply-adds of a whole run.
      In total: \(scaledText(sum { Double($0.runs) * $0.work.multiplyAdds })) multiply-adds, about \
      \(durationText(expectedSeconds(\.runs))) with \(counted(jobs, "worker")).
      To do: \(scaledText(sum { Double($0.left) * $0.work.multiplyAdds })) multiply-adds, about \
      \(durationText(expectedSeconds(\.left))), by a calibration on this machine just now.
      """
  }

  private var summary: String {
    let (done, left) = (Int(sum { Double($0.done) }), Int(sum { Double($0.left) }))
    let failed = Int(sum { Double($0.failed) })
    return "\(counted(points.count, "point")) x \(counted(study.replicateCount, "seed")) = "
      + "\(counted(done + left, "run")): \(done) done, \(left) to do"
      + (failed > 0 ? " (\(failed) of them failed before)" : "")
  }

  /// The time that some runs take side by side, at least that of the longest.
  private func expectedSeconds(_ runs: KeyPath<PlannedPoint, Int>) -> Double {
    let longest = points.filter { $0[keyPath: runs] > 0 }.map(\.seconds).max() ?? 0
    return max(sum { Double($0[keyPath: runs]) * $0.seconds } / Double(jobs), longest)
  }

  private func sum(_ value: (PlannedPoint) -> Double) -> Double {
    points.map(value).reduce(0, +)
  }
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
