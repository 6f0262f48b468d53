// What a writer that was killed left, and nobody needs: safe to remove at any time.

import Foundation

extension StudyStore {
  /// Folders of attempts that nobody makes and that tell of no failure, and what is kept for runs that are done.
  ///
  /// - Parameters:
  ///   - history: What is acknowledged; what became so meanwhile may be missing.
  ///   - isHeld: Whether somebody who lives makes an attempt at a run.
  /// - Returns: Files and folders.
  /// - Throws: `StorageError` if the store cannot be read.
  func remains(_ history: RunHistory, isHeld: (String, Int) -> Bool) throws -> [URL] {
    let attempts = try attemptsFolder.names().filter { name in
      guard let (runID, number) = Self.attempt(name) else { return false }
      if history.results[runID] != nil { return true }
      return number != history.lastAttempt(at: runID) && !isHeld(runID, number)
    }
    let checkpoints = try checkpointsFolder.names().filter { name in
      name.hasSuffix(".h5") && history.results[String(name.dropLast(3))] != nil
    }
    let claims = try claimsFolder.names().filter { history.results[$0] != nil }
    return attempts.map { attemptsFolder.appending(path: $0) }
      + checkpoints.map { checkpointsFolder.appending(path: $0) }
      + claims.map { claimsFolder.appending(path: $0) }
  }

  /// The run and the number that the name of an attempt's folder is made of.
  static func attempt(_ name: String) -> (runID: String, number: Int)? {
    guard let dash = name.lastIndex(of: "-"), let number = Int(name[name.index(after: dash)...])
    else { return nil }
    return (String(name[..<dash]), number)
  }
}
