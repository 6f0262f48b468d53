// What went wrong with a file, in words for the person who has to mend it.

/// An HDF5 file, or an object in it, that could not be read or written.
public struct HDF5Error: Error, Hashable, Sendable, CustomStringConvertible {
  /// Path of the file.
  public let file: String
  /// Path of the object inside the file, where it is one object.
  public let object: String?
  /// What was found, what was expected, how to mend it.
  public let problem: String

  /// The file, the object and the problem.
  public var description: String {
    [file, object, problem].compactMap(\.self).joined(separator: ": ")
  }
}

/// A file and an object in it: where an error happened.
struct HDF5Place {
  let file: String
  var object: String?

  func error(_ problem: String) -> HDF5Error {
    HDF5Error(file: file, object: object, problem: problem)
  }
}
