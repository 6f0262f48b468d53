// How a fitted law moves under the choices that an analyst could as well have made.

/// Which runs an analyst might leave out.
public enum RunExclusion: Hashable, Sendable {
  /// None.
  case nothing
  /// This share of the distinct costs, from the cheapest on.
  case cheapest(Double)
  /// This share of the distinct costs, from the dearest down.
  case dearest(Double)

  /// What is left out, in words.
  public var words: String {
    switch self {
    case .nothing: "none"
    case .cheapest(let share): "cheapest \(percent(share))"
    case .dearest(let share): "dearest \(percent(share))"
    }
  }

  private func percent(_ share: Double) -> String {
    "\(shortestText(of: (share * 1e6).rounded() / 1e4)) %"
  }

  /// The runs that are left, in their order; at least one cost goes where a share is asked for.
  func remaining(of runs: [FitObservation]) -> [FitObservation] {
    let costs = Set(runs.map(\.cost)).sorted()
    switch self {
    case .nothing: return runs
    case .cheapest(let share):
      let gone = Set(costs.prefix(count(share, of: costs)))
      return runs.filter { !gone.contains($0.cost) }
    case .dearest(let share):
      let gone = Set(costs.suffix(count(share, of: costs)))
      return runs.filter { !gone.contains($0.cost) }
    }
  }

  private func count(_ share: Double, of costs: [Double]) -> Int {
    max(1, Int((share * Double(costs.count)).rounded()))
  }
}

/// One way to count cost, with the runs under it.
public struct CostCounting: Hashable, Sendable {
  /// What is counted, for example `cost.flops`.
  public let name: String
  /// The runs that a law is fitted to.
  public let runs: [FitObservation]
  /// The runs that it is only to predict.
  public let heldOut: [FitObservation]

  /// A way to count from its parts.
  public init(name: String, runs: [FitObservation], heldOut: [FitObservation] = []) {
    self.name = name
    self.runs = runs
    self.heldOut = heldOut
  }
}

/// The law under one set of choices.
public struct Universe: Hashable, Sendable {
  /// How cost is counted.
  public let counting: String
  /// What is made small.
  public let loss: FitLoss
  /// What is left out.
  public let exclusion: RunExclusion
  /// The fit, or why there is none.
  public let result: Result<PowerLawFit, AnalysisError>

  /// The fit, where there is one that measures the exponent.
  public var determined: PowerLawFit? {
    guard case .success(let fit) = result else { return nil }
    switch fit.status {
    case .converged, .floorAtZero: return fit
    case .notDetermined, .exponentAtBound, .termAbsent, .noTrend, .unfinished: return nil
    }
  }
}

/// The same question under every combination of choices.
public struct Multiverse: Hashable, Sendable {
  /// One a combination: ways to count are slowest, then losses, then exclusions.
  public let universes: [Universe]

  /// Fits every combination, with profile intervals where `fitting` asks for them, from at most 12 starts and without resamples.
  public init(
    _ countings: [CostCounting], losses: [FitLoss], exclusions: [RunExclusion],
    fitting: PowerLawFitting
  ) {
    universes = countings.flatMap { counting in
      losses.flatMap { loss in
        exclusions.map { exclusion in
          var fitting = fitting
          fitting.loss = loss
          fitting.bootstrap = nil
          fitting.starts = min(fitting.starts, 12)
          let runs = exclusion.remaining(of: counting.runs)
          return Universe(
            counting: counting.name, loss: loss, exclusion: exclusion,
            result: Result(catching: {
              () throws(AnalysisError) in try fitting.attempt(runs, counting.heldOut)
            }))
        }
      }
    }
  }

  /// The losses and exclusions that are tried where nobody names others.
  public static let usualLosses: [FitLoss] = [
    .squares, .squaresOfLogarithms, .huberOfLogarithms(delta: 1e-3),
  ]

  /// None, and a tenth of the costs from either end.
  public static let usualExclusions: [RunExclusion] = [.nothing, .cheapest(0.1), .dearest(0.1)]

  /// The least and the greatest value of a number over the universes that determine it; nil where none does.
  public func range(of parameter: LawParameter) -> Interval? {
    let values = universes.compactMap { $0.determined?.law[parameter] }
    guard let low = values.min(), let high = values.max() else { return nil }
    return Interval(low: low, high: high)
  }

  /// How many universes determine the law.
  public var determinedCount: Int { universes.count { $0.determined != nil } }
}

extension PowerLawFitting {
  fileprivate func attempt(
    _ runs: [FitObservation], _ heldOut: [FitObservation]
  ) throws(AnalysisError) -> PowerLawFit {
    do {
      return try fit(runs, heldOut: heldOut)
    } catch let error as AnalysisError {
      throw error
    } catch {
      fatalError("a fit threw \(error), which is no AnalysisError")
    }
  }
}
