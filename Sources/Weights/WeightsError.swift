// A file of weights that cannot be read or written.

/// A file of weights that cannot be read or written.
public struct WeightsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Path of the file.
  public let file: String
  /// What was found, what was expected, how to mend it.
  public let problem: String

  init(_ file: String, _ problem: String) {
    self.file = file
    self.problem = problem
  }

  /// The file and the problem.
  public var description: String { "\(file): \(problem)" }
}
