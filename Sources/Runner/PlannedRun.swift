// What the runner is asked to have done.

/// One run to be done.
public struct PlannedRun: Hashable, Sendable {
  /// Identity of the run.
  public let runID: String
  /// Identity of its point.
  public let pointID: String
  /// The replicate, from 0.
  public let replicate: Int
  /// Name for people.
  public let title: String
  /// What the worker needs to know; any text.
  public let request: String
  /// Expected duration; only the shown remaining time depends on it.
  public let estimatedSeconds: Double?

  /// A run from its parts.
  public init(
    runID: String, pointID: String, replicate: Int, title: String, request: String,
    estimatedSeconds: Double? = nil
  ) {
    self.runID = runID
    self.pointID = pointID
    self.replicate = replicate
    self.title = title
    self.request = request
    self.estimatedSeconds = estimatedSeconds
  }
}
