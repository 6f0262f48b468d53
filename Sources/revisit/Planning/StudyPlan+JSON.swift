// A plan for programs: one object.

import Configuration
import Records
import Studies

extension StudyPlan {
  /// The plan as JSON; the keys are documented in README.md.
  var json: String { get throws { try jsonText(PlanListing(self)) } }
}

/// A plan's keys, in camel case.
private struct PlanListing: Encodable {
  let study: String
  let title: String
  let subset: String?
  let pointCount: Int
  let replicates: Int
  let runs: StandingCounts
  let removed: [Removed]
  let points: [Point]
  /// Points that are not listed for want of `--all`.
  let leftOutPoints: Int
  let groups: [Group]
  let totals: Totals
  let failures: [FailedRun]
  let stale: [Stale]
  let retired: [RetiredPoint]
  let design: DesignListing
  let notes: [String]

  init(_ plan: StudyPlan) {
    study = plan.study.name
    title = plan.study.title
    subset = plan.study.subset
    pointCount = plan.total.pointCount
    replicates = plan.study.replicateCount
    runs = plan.total.runs
    removed = plan.study.removed.map {
      Removed(rule: $0.rule, reason: $0.reason, points: $0.count)
    }
    points = plan.points.map(Point.init)
    leftOutPoints = plan.leftOutCount
    groups = plan.groups.map(Group.init)
    totals = Totals(plan)
    failures = plan.failures.compactMap(FailedRun.init)
    stale = plan.sortedStaleCauses.map { cause, count in
      Stale(cause: cause.word, text: cause.text, runs: count)
    }
    retired = plan.retired
    design = DesignListing(plan.design)
    notes = plan.notes
  }

  struct Removed: Encodable {
    let rule: String
    let reason: String
    let points: Int
  }

  struct Point: Encodable {
    let id: String
    let title: String
    let settings: [String: String]
    let labels: [String: [String]]
    let state: String
    let runs: [Run]
    let parameters: Int
    let multiplyAdds: Int
    let runMultiplyAdds: Double
    let runSeconds: Double
    let runSizeBytes: Double

    init(_ point: ListedPoint) {
      (id, title, settings) = (point.id, point.title, point.settings)
      labels = point.planned.labels
      state = point.planned.state
      runs = point.planned.standings.enumerated().map {
        Run(Configuration.runID(of: point.id, replicate: $0.offset), $0.element)
      }
      parameters = point.planned.work.cost.parameters
      multiplyAdds = point.planned.work.cost.multiplyAdds
      runMultiplyAdds = point.planned.work.multiplyAdds
      runSeconds = point.planned.seconds
      runSizeBytes = point.planned.sizeBytes
    }
  }

  struct Run: Encodable {
    let id: String
    /// One of new, done, stale, failed.
    let state: String
    let staleCauses: [String]
    let failureClass: String?

    init(_ id: String, _ standing: RunStanding) {
      (self.id, state) = (id, standing.word)
      if case .stale(let causes) = standing {
        staleCauses = causes.map(\.word)
      } else {
        staleCauses = []
      }
      if case .failed(let failureClass) = standing {
        self.failureClass = failureClass.rawValue
      } else {
        failureClass = nil
      }
    }
  }

  struct Group: Encodable {
    let name: String
    let alternatives: [Alternative]

    init(_ group: GroupTally) {
      name = group.name
      alternatives = group.alternatives.map { name, tally in
        Alternative(
          name: name, points: tally.pointCount, runs: tally.runs, all: tally.all, left: tally.left)
      }
    }
  }

  struct Alternative: Encodable {
    let name: String
    let points: Int
    let runs: StandingCounts
    let all: RunCost
    let left: RunCost
  }

  struct Totals: Encodable {
    let workers: Int
    let threads: Int
    let all: RunCost
    let left: RunCost
    let wallSecondsLeft: Double
    let coreHours: Double
    let coreHoursLeft: Double
    let budgetCoreHours: Double?
    let budgetDiskBytes: Int?

    init(_ plan: StudyPlan) {
      (workers, threads) = (plan.machine.jobs, plan.machine.threads)
      (all, left) = (plan.total.all, plan.total.left)
      wallSecondsLeft = plan.total.left.wallSeconds(jobs: plan.machine.jobs)
      coreHours = plan.coreHours(plan.total.all.seconds)
      coreHoursLeft = plan.coreHours(plan.total.left.seconds)
      (budgetCoreHours, budgetDiskBytes) = (plan.budget.coreHours, plan.budget.diskBytes)
    }
  }

  struct Stale: Encodable {
    let cause: String
    let text: String
    let runs: Int
  }
}

/// A run that gave no result, for programs.
struct FailedRun: Encodable {
  let run: String
  let point: String
  let replicate: Int
  let attempt: Int
  /// One of crash, memory, time, data, configuration, storage.
  let failureClass: String
  let message: String

  /// Nil for a run that has a result.
  init?(_ record: RunRecord) {
    guard case .failed(let failureClass, let message) = record.outcome else { return nil }
    (run, point, replicate) = (record.runID, record.pointID, record.replicate)
    (attempt, self.failureClass, self.message) = (record.attempt, failureClass.rawValue, message)
  }
}

/// A design check, for programs.
private struct DesignListing: Encodable {
  let factors: [Factor]
  let columns: Int?
  let rank: Int?
  let isSound: Bool
  let statements: [String]

  init(_ check: DesignCheck) {
    factors = check.factors.map { Factor(setting: $0.name, levels: $0.levels) }
    (columns, rank) = (check.columnCount, check.rank)
    (isSound, statements) = (check.isSound, check.statements)
  }

  struct Factor: Encodable {
    let setting: String
    let levels: [String]
  }
}
