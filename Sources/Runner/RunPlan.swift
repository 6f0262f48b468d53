// The runs that a runner is asked to do, in their order: each is made when it is begun, so that a million of them take no room.

/// The runs to be done, in order, known by their places.
public struct RunPlan {
  /// How many there are.
  public let count: Int
  let runID: (Int) -> String
  let replicate: (Int) -> Int
  let estimatedSeconds: (Int) -> Double?
  let run: (Int) throws -> PlannedRun

  /// A plan of functions of the place, from 0.
  ///
  /// - Parameters:
  ///   - count: How many runs there are.
  ///   - runID: Identity of the run at a place, no two alike; asked of every place where some runs have ended.
  ///   - replicate: Its replicate; asked of every place.
  ///   - estimatedSeconds: Its expected duration; asked of every place.
  ///   - run: All of it; asked when it is begun.
  public init(
    count: Int, runID: @escaping (Int) -> String, replicate: @escaping (Int) -> Int,
    estimatedSeconds: @escaping (Int) -> Double?, run: @escaping (Int) throws -> PlannedRun
  ) {
    self.count = count
    self.runID = runID
    self.replicate = replicate
    self.estimatedSeconds = estimatedSeconds
    self.run = run
  }

  /// A plan of runs that are there.
  ///
  /// - Throws: `PlanError` if one is there twice.
  public init(_ runs: [PlannedRun]) throws {
    var seen: Set<String> = []
    for run in runs where !seen.insert(run.runID).inserted {
      throw PlanError(
        description: "run \(run.runID) ('\(run.title)') is planned twice; expected each run once")
    }
    self.init(listed: runs)
  }

  init(listed runs: [PlannedRun]) {
    self.init(
      count: runs.count, runID: { runs[$0].runID }, replicate: { runs[$0].replicate },
      estimatedSeconds: { runs[$0].estimatedSeconds }, run: { runs[$0] })
  }
}
