// A Python that tests use where there is one: libraries that read what we write.

public import Foundation

/// The Python that the environment variable `REVISIT_PYTHON` names.
public enum OptionalPython {
  /// Its path; nil where the variable names none.
  public static let executable = ProcessInfo.processInfo.environment["REVISIT_PYTHON"]

  /// Whether there is one and a program of imports runs in it.
  public static func runs(_ imports: String) -> Bool {
    executable != nil
      && (try? output(["-c", imports], standardError: FileHandle.nullDevice)) != nil
  }

  /// What a Python with these arguments writes on standard output.
  ///
  /// - Throws: `Failure` where it ends with another status than 0.
  public static func output(
    _ arguments: [String], standardError: FileHandle = .standardError
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: executable ?? "")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = standardError
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    return String(decoding: text, as: UTF8.self)
  }

  /// A Python that ended badly; it has said why on standard error.
  public struct Failure: Error {
    /// Its exit status.
    public let status: Int32
  }
}
