// A plan for people, in 80 columns as far as names allow.

import Configuration
import Records
import Studies

extension StudyPlan {
  /// The whole plan.
  var text: String {
    [
      head, pointTable, groupTables, totals, failureText, staleText, retiredText, designText,
      notes.map { wrapped("Note: \($0).") }.joined(separator: "\n"),
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  // MARK: - Points

  private var head: String {
    let runs = total.runs
    var counts = ["\(runs.done) done"]
    if runs.stale > 0 { counts.append("\(runs.stale) of them stale") }
    counts.append(
      "\(runs.left) to do" + (runs.failed > 0 ? " (\(runs.failed) of them failed before)" : ""))
    let summary =
      "\(counted(total.pointCount, "point")) x \(counted(study.replicateCount, "seed")) = "
      + "\(counted(runs.total, "run")): \(counts.joined(separator: ", "))"
    let removed = study.removed.map {
      wrapped("\(counted($0.count, "point")) removed by '\($0.rule)': \($0.reason)")
    }
    return (["\(study.name): \(study.title)", summary] + removed).joined(separator: "\n")
  }

  private var pointTable: String {
    let header = ["point", "madds", "work", "time", "disk", "state"]
    let rows = points.map { point in
      [
        point.title, scaledText(Double(point.planned.work.cost.multiplyAdds)),
        scaledText(point.planned.work.multiplyAdds), durationText(point.planned.seconds),
        sizeText(point.planned.sizeBytes), point.planned.state,
      ]
    }
    var lines = alignedColumns([header] + rows, leftColumns: 1, isLastLeft: true)
    if leftOutCount > 0 {
      lines.append("... and \(counted(leftOutCount, "point")) more; --all lists them all")
    }
    lines.append(
      "madds: multiply-adds of one \(study.sampleNoun) forward; work: those of a whole run.")
    return lines.joined(separator: "\n")
  }

  // MARK: - Sums

  private var groupTables: String {
    groups.map { group in
      let header = [group.name, "points", "runs", "left", "work left", "time left", "disk left"]
      let rows = group.alternatives.map { name, tally in
        [
          name, "\(tally.pointCount)", "\(tally.runs.total)", "\(tally.runs.left)",
          scaledText(tally.left.multiplyAdds), durationText(tally.left.seconds),
          sizeText(tally.left.sizeBytes),
        ]
      }
      return alignedColumns([header] + rows, leftColumns: 1).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private var totals: String {
    let rows = [("in total", total.all), ("to do", total.left)].map { name, cost in
      [
        name, scaledText(cost.multiplyAdds), coreHoursText(coreHours(cost.seconds)),
        durationText(cost.wallSeconds(jobs: machine.jobs)), sizeText(cost.sizeBytes),
      ]
    }
    let workers = counted(machine.jobs, "worker")
    let header = ["", "multiply-adds", "core hours", "with \(workers)", "disk"]
    var lines = alignedColumns([header] + rows, leftColumns: 1)
    lines.append("Times by a calibration on this machine just now.")
    let limits = budget.sentences(
      coreHours: coreHours(total.all.seconds), sizeBytes: total.all.sizeBytes)
    return (lines + limits.map { wrapped($0) }).joined(separator: "\n")
  }

  // MARK: - What stands out

  private var failureText: String {
    guard !failures.isEmpty else { return "" }
    let lines = failures.prefix(Self.mostLines).compactMap { record -> String? in
      guard case .failed(let failureClass, let message) = record.outcome else { return nil }
      return wrapped(
        "\(record.runID) (\(failureClass.rawValue), attempt \(record.attempt)): \(message)",
        start: 2, indent: 4)
    }
    return (["Failed, and to be tried again by the next run:"] + lines + more(failures.count))
      .joined(separator: "\n")
  }

  private var staleText: String {
    guard !staleCauses.isEmpty else { return "" }
    let lines = sortedStaleCauses.map { cause, count in
      wrapped("\(counted(count, "run")): \(cause.text)", start: 2, indent: 4)
    }
    let advice = wrapped(
      "They count as done. To have them done anew, move \(study.name)'s folder of results away.",
      indent: 0)
    return (["Stale, \(counted(total.runs.stale, "run")) in all:"] + lines + [advice])
      .joined(separator: "\n")
  }

  /// The causes with the runs that have them, most runs first.
  var sortedStaleCauses: [(cause: StaleCause, count: Int)] {
    staleCauses.sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }
      .map { ($0.key, $0.value) }
  }

  private var retiredText: String {
    guard !retired.isEmpty else { return "" }
    let lines = retired.prefix(Self.mostLines).map { point in
      let others = point.otherSettings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      let reason =
        others.isEmpty
        ? "no point has its combination of settings"
        : "no point has " + others.joined(separator: ", ")
      return wrapped(
        "\(point.id), \(counted(point.runs.count, "run")): \(reason)", start: 2, indent: 4)
    }
    return (["Retired, in the store and no longer in the study:"] + lines + more(retired.count))
      .joined(separator: "\n")
  }

  private func more(_ count: Int) -> [String] {
    count > Self.mostLines ? ["  ... and \(count - Self.mostLines) more"] : []
  }

  private var designText: String {
    guard design.factors.count > 1 else { return "" }
    let rank =
      if let rank = design.rank, let columns = design.columnCount {
        "rank \(rank) of \(columns) columns"
      } else { "too many levels for its rank; looked at pair by pair" }
    guard !design.isSound else {
      return wrapped(
        "Design: the main effects of the \(counted(design.factors.count, "varied setting")) can be "
          + "told apart (\(rank)).")
    }
    let lines = design.statements.prefix(Self.mostLines).map { wrapped($0, start: 2, indent: 4) }
    return
      (["Design, main effects of \(counted(design.factors.count, "varied setting")), \(rank):"]
      + lines + more(design.statements.count)).joined(separator: "\n")
  }

  private static let mostLines = 10
}

/// Core hours for people: 0.02, 3.4, 4000.
func coreHoursText(_ hours: Double) -> String {
  if hours >= 100 { return "\(Int(hours.rounded()))" }
  let factor = hours >= 1 ? 10.0 : 1000.0
  return "\((hours * factor).rounded() / factor)"
}
