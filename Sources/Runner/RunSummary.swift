// How a run of a study ended, for the person who started it.

public import Records

/// How a run of a study ended.
public struct RunSummary: Hashable, Sendable, CustomStringConvertible {
  /// Runs of the plan.
  public let total: Int
  /// Those that were done before.
  public let doneBefore: Int
  /// Those that got a result now.
  public let doneNow: Int
  /// The last failure of each run that gave none, in the order of the plan.
  public let failures: [RunRecord]
  /// Whether it was asked to stop.
  public let wasInterrupted: Bool
  /// Why no other run was begun, where the budget is the reason.
  public let budgetEnd: BudgetEnd?

  /// Whether every run of the plan has a result.
  public var isComplete: Bool { doneBefore + doneNow == total }

  /// What is done, what failed and how to go on.
  public var description: String {
    let done = "\(doneBefore + doneNow) of \(total) runs are done"
    if isComplete { return done + "." }
    let interrupted = wasInterrupted ? "Interrupted; finished results are kept: " : ""
    let failed = failures.isEmpty ? "" : ", \(failures.count) failed (\(byClass))"
    if let budgetEnd {
      return "\(done)\(failed). \(budgetEnd) With a larger budget the same command goes on."
    }
    return "\(interrupted)\(done)\(failed). The same command goes on with the others."
  }

  private var byClass: String {
    FailureClass.allCases.compactMap { failureClass in
      let count = failures.count { failure in
        if case .failed(failureClass, _) = failure.outcome { true } else { false }
      }
      return count == 0 ? nil : "\(failureClass.rawValue) \(count)"
    }
    .joined(separator: ", ")
  }
}
