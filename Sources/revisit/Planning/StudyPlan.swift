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

  /// Plans a study: what its points take, once for all that agree in it, and how the runs of each stand.
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
    notes = state.notes + study.sampleNotes(at: machine.location, besides: state.notes)
    let titles = PointTitles(study)
    design = DesignCheck(study.design(of: titles.varied))
    var standings = RunStandings(
      history, fingerprints: state.fingerprints, withOtherData: state.withOtherData)
    var unknown = Set(history.results.keys).union(history.failures.keys)
    let classes = study.points.classes(differingIn: RunWork.settings)
    let planner = PointPlanner(
      calibration: calibration, store: store, keepsBest: study.checkpoints.keep == .best,
      replicates: study.replicateCount)
    let new = try classes.firstIndices.map {
      try planner.plan(study.points[$0], &costs, at: machine.location)
    }
    // Nothing is looked up in an empty store: a large study is planned before its first run.
    if standings.isEmpty {
      for (planned, size) in zip(new, classes.sizes) { add(planned, times: size) }
    }
    let listedCount = min(study.points.count, question.mostPoints ?? .max)
    for index in 0..<(standings.isEmpty ? listedCount : study.points.count) {
      var planned = new[classes.number(of: index)]
      // Identities are hashes: they are made only where something has to be looked up or shown.
      let id = study.points.id(at: index)
      if !standings.isEmpty {
        planner.look(up: id, &planned, &standings)
        add(planned, times: 1)
      }
      if index < listedCount {
        let point = study.points[index]
        points.append(
          ListedPoint(
            id: id, title: titles.title(point), settings: titles.settings(point), planned: planned))
      }
      if standings.isEmpty { continue }
      for replicate in planned.standings.indices {
        let runID = Configuration.runID(of: id, replicate: replicate)
        unknown.remove(runID)
        if let failure = history.failures[runID] { failures.append(failure) }
      }
    }
    retired = try RetiredRuns(unknown, history, store, parts: parts).points
  }

  /// Adds so many points that are alike.
  private mutating func add(_ point: PlannedPoint, times: Int) {
    total.add(point, times: times)
    for index in groups.indices { groups[index].add(point, times: times) }
    for case .stale(let causes) in point.standings {
      for cause in causes { staleCauses[cause, default: 0] += times }
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

  /// What a point takes, with all of its runs new.
  func plan(
    _ point: StudyPoint, _ costs: inout NetworkCosts, at location: DataLocation
  ) throws -> PlannedPoint {
    let work = try RunWork(point.configuration, &costs, keepsBest: keepsBest, at: location)
    return PlannedPoint(
      labels: point.labels, numerics: point.configuration.numerics, work: work,
      seconds: calibration.seconds(work), sizeBytes: Double(work.sizeBytes),
      standings: Array(repeating: .new, count: replicates))
  }

  /// Looks up how the runs of a point stand.
  func look(up id: String, _ point: inout PlannedPoint, _ standings: inout RunStandings) {
    let runIDs = (0..<replicates).map { Configuration.runID(of: id, replicate: $0) }
    point.standings = runIDs.map { standings.standing(of: $0, numerics: point.numerics) }
    let sizes = zip(runIDs, point.standings).filter { $0.1.hasResult }
      .compactMap { store.runFolder($0.0).sizeBytes }
    guard !sizes.isEmpty else { return }
    point.sizeBytes = Double(sizes.reduce(0, +)) / Double(sizes.count)
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
