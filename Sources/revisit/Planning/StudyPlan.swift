// What a study would run: its points with their state and cost, what changed, what cannot be told apart.

import Configuration
import Datasets
import Foundation
import Records
import Studies

/// What a plan is asked about.
struct PlanQuestion {
  let study: Study
  let store: StudyStore
  let machine: Machine
  /// Whether this process is held to the numerics that all points share.
  var isHeld = false
  /// What its runs may take.
  var budget = PlanBudget()
  /// How many points are listed at most; nil for all.
  var mostPoints: Int? = PlanQuestion.usualPoints

  /// As many as one reads.
  static let usualPoints = 100
}

/// What a study would run.
struct StudyPlan {
  let study: Study
  let machine: Machine
  let budget: PlanBudget
  /// The points that are listed, in the study's order.
  private(set) var points: [ListedPoint] = []
  private(set) var total = PlanTally()
  private(set) var groups: [GroupTally]
  /// How many runs are stale by each cause; one run may have several.
  private(set) var staleCauses: [StaleCause: Int] = [:]
  /// The last failure of each run that has no result, in the study's order.
  private(set) var failures: [RunRecord] = []
  let design: DesignCheck
  private(set) var retired: [RetiredPoint] = []
  /// What was not compared, and why.
  let notes: [String]

  /// Plans a study in one pass over its points.
  ///
  /// - Parameters:
  ///   - question: What is asked.
  ///   - calibration: How fast this machine is.
  ///   - costs: Costs of networks.
  ///   - parts: The whole study and its subsets, for what is retired.
  /// - Throws: `StorageError`, `DataError`, `OneDNNError`, or what `parts` throws.
  init(
    _ question: PlanQuestion, _ calibration: Calibration, _ costs: inout NetworkCosts,
    parts: () throws -> [Study]
  ) throws {
    let (study, store) = (question.study, question.store)
    (self.study, machine, budget) = (study, question.machine, question.budget)
    groups = study.groups.map(GroupTally.init)
    let history = try store.history()
    let state = try study.presentState(
      isHeld: question.isHeld, history, store, at: machine.location)
    notes = state.notes
    let titles = PointTitles(study)
    design = DesignCheck(study.design(of: titles.varied))
    var standings = RunStandings(
      history, fingerprints: state.fingerprints, withOtherData: state.withOtherData)
    var unknown = Set(history.results.keys).union(history.failures.keys)
    let planner = PointPlanner(
      calibration: calibration, store: store, keepsBest: study.checkpoints.keep == .best,
      replicates: study.replicateCount)
    for point in study.points {
      // Identities are hashes: they are made only where something has to be looked up or shown.
      let isListed = points.count < question.mostPoints ?? .max
      let id = isListed || !standings.isEmpty ? point.id : ""
      let planned = try planner.plan(point, id, &standings, &costs, at: machine.location)
      add(planned)
      if isListed {
        points.append(
          ListedPoint(
            id: id, title: titles.title(point), settings: titles.settings(point), planned: planned))
      }
      if standings.isEmpty { continue }
      for replicate in planned.standings.indices {
        let runID = "\(id)-\(replicate)"
        unknown.remove(runID)
        if let failure = history.failures[runID] { failures.append(failure) }
      }
    }
    retired = try RetiredRuns(unknown, history, store, parts: parts).points
  }

  private mutating func add(_ point: PlannedPoint) {
    total.add(point)
    for index in groups.indices { groups[index].add(point) }
    for case .stale(let causes) in point.standings {
      for cause in causes { staleCauses[cause, default: 0] += 1 }
    }
  }

  /// How many points are not listed.
  var leftOutCount: Int { total.pointCount - points.count }

  /// Hours of one core that a time of runs takes.
  func coreHours(_ seconds: Double) -> Double { seconds * Double(machine.threads) / 3_600 }
}

/// Makes planned points.
private struct PointPlanner {
  let calibration: Calibration
  let store: StudyStore
  let keepsBest: Bool
  let replicates: Int

  func plan(
    _ point: StudyPoint, _ id: String, _ standings: inout RunStandings,
    _ costs: inout NetworkCosts, at location: DataLocation
  ) throws -> PlannedPoint {
    let configuration = point.configuration
    let work = try RunWork(configuration, &costs, keepsBest: keepsBest, at: location)
    // Nothing is looked up in an empty store: a large study is planned before its first run.
    let found =
      standings.isEmpty
      ? Array(repeating: .new, count: replicates)
      : (0..<replicates).map { replicate in
        standings.standing(of: "\(id)-\(replicate)", numerics: configuration.numerics)
      }
    let sizes = found.indices.filter { found[$0].hasResult }
      .compactMap { store.runFolder("\(id)-\($0)").sizeBytes }
    let mean = sizes.isEmpty ? nil : Double(sizes.reduce(0, +)) / Double(sizes.count)
    return PlannedPoint(
      labels: point.labels, work: work, seconds: calibration.seconds(work),
      sizeBytes: mean ?? Double(work.sizeBytes), standings: found)
  }
}

extension RunFolder {
  /// Bytes of its arrays, manifest and log; nil where none is there.
  var sizeBytes: Int? {
    let sizes = [runFile, manifestFile, logFile].compactMap { file in
      try? FileManager.default.attributesOfItem(atPath: file.path(percentEncoded: false))[.size]
        as? Int
    }
    return sizes.isEmpty ? nil : sizes.reduce(0, +)
  }
}
