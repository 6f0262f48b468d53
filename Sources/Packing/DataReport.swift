// Everything that is wrong with a source, at once.

public import Datasets

/// Everything wrong with a source of images, or with a packed file.
public struct DataReport: Error, CustomStringConvertible {
  /// The source or the file.
  public let place: String
  /// At least one thing, in the order of the source.
  public let problems: [DataError]
  /// What to do about all of them together, if there is something.
  let advice: String?

  /// The number of problems, one a line, and the advice.
  public var description: String {
    let head = "\(place): \(problems.count) problem\(problems.count == 1 ? "" : "s")"
    let lines = problems.map { "\n  \($0)" }.joined()
    return head + lines + (advice.map { "\n\($0)" } ?? "")
  }
}
