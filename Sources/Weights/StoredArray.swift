// What a file says of an array before its numbers are read.

/// An array of a file.
public struct StoredArray: Hashable, Sendable {
  /// Its name in the file.
  public let name: String
  /// One extent per axis, outermost first; empty for a single value.
  public let shape: [Int]

  /// An array from its parts.
  public init(name: String, shape: [Int]) {
    self.name = name
    self.shape = shape
  }
}
