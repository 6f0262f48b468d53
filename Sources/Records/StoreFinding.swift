// What a look at a whole store found: what is wrong, where, and how to mend it.

/// One thing that a check found.
public struct StoreFinding: Hashable, Sendable, Codable {
  /// How bad it is.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Something that was acknowledged is not whole any more.
    case damage
    /// What a process that was killed left: no harm, and safe to remove.
    case remains
    /// Worth knowing.
    case note
  }

  /// How bad it is.
  public let kind: Kind
  /// The file or folder, within the study's folder.
  public let path: String
  /// What was found, and what was expected.
  public let problem: String
  /// What to do about it; empty where nothing is to be done.
  public let mend: String
}

/// All that a check found, and what it looked at.
public struct StoreReport: Hashable, Sendable, Codable {
  /// Version of the store; nil where nothing was ever written.
  public internal(set) var formatVersion: Int?
  /// Runs with a result.
  public internal(set) var results = 0
  /// Runs that failed and have no result.
  public internal(set) var failures = 0
  /// Journals that were read.
  public internal(set) var journals = 0
  /// Files whose digests were compared.
  public internal(set) var verifiedFiles = 0
  /// Writers that may be at work.
  public internal(set) var writers = 0
  /// What is wrong, the worst first.
  public internal(set) var findings: [StoreFinding] = []

  /// Whether all that was acknowledged is whole.
  public var isSound: Bool { !findings.contains { $0.kind == .damage } }
}
