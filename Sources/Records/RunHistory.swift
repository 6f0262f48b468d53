// What the journal says, run by run.

/// The state of each run that ended at least once.
public struct RunHistory: Hashable, Sendable {
  /// The latest result of each run that has one.
  public private(set) var results: [String: RunRecord] = [:]
  /// The latest failure of each run that has no result.
  public private(set) var failures: [String: RunRecord] = [:]
  private var attempts: [String: Int] = [:]

  /// The history that `records`, in whatever order, tell.
  public init(_ records: [RunRecord] = []) {
    for record in records { add(record) }
  }

  /// The highest attempt at a run that ended; 0 if none did.
  public func lastAttempt(at runID: String) -> Int { attempts[runID] ?? 0 }

  mutating func add(_ record: RunRecord) {
    attempts[record.runID] = max(lastAttempt(at: record.runID), record.attempt)
    if record.outcome.isResult {
      if record.attempt >= results[record.runID]?.attempt ?? 0 { results[record.runID] = record }
      failures[record.runID] = nil
    } else if results[record.runID] == nil,
      record.attempt >= failures[record.runID]?.attempt ?? 0
    {
      failures[record.runID] = record
    }
  }
}
