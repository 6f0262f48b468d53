// Whether the code that results depend on changed between two versions of the program: the digest of the sources tells,
// where both are known, and git says what changed.
//
// Of the code count the modules that a run goes through on its way from settings to numbers. A change of what plans,
// schedules, stores or reports makes no result stale; what libraries and compilers make shows in the numerics
// fingerprint. Text is compared, so that a comment counts too: to run one point anew is the way to find out.

import Foundation
import Records

/// What became of the code since a run was done.
enum CodeChange: Hashable {
  /// The sources of these modules differ, sorted.
  case modules([String])
  /// It ran with changes that no commit keeps.
  case uncommitted
  /// One of the two versions is not known to git here.
  case unknownVersion
  /// Their digests are others, and git cannot say in what.
  case otherSources
}

/// Compares versions of the program, each once.
struct SourceChanges {
  /// The version of the present program.
  let present: CodeVersion
  /// The digest of its sources.
  private let sources: String
  private let git: ([String]) -> String?
  private var known: [String: CodeChange?] = [:]

  /// Changes up to the present program.
  ///
  /// - Parameters:
  ///   - present: Its version.
  ///   - sources: The digest of its sources.
  ///   - git: Runs git in its checkout with some arguments; nil where that fails.
  init(
    to present: CodeVersion = .current(), sources: String = BuiltSources.decidingDigest,
    git: @escaping ([String]) -> String? = { CodeVersion.git($0) }
  ) {
    self.present = present
    self.sources = sources
    self.git = git
  }

  /// What changed since a record was made; nil if nothing that counts did.
  mutating func since(_ record: RunRecord) -> CodeChange? {
    guard let digest = record.sources else { return since(record.codeVersion) }
    if digest == sources { return nil }
    switch since(record.codeVersion) {
    case nil, .unknownVersion: return .otherSources
    case let change?: return change
    }
  }

  /// What changed since a version as records name it; nil if nothing that counts did.
  ///
  /// Two versions of one commit, both with uncommitted changes, cannot be told apart and count as the same.
  mutating func since(_ version: String) -> CodeChange? {
    if let change = known[version] { return change }
    let change = find(since: version)
    known[version] = .some(change)
    return change
  }

  private func find(since version: String) -> CodeChange? {
    if version == present.text { return nil }
    let parts = version.split(separator: "+", maxSplits: 1).map(String.init)
    guard parts.count == 1 else { return .uncommitted }
    guard present.commit != "unknown", let commit = parts.first, isCommit(commit),
      let changed = changedFiles(since: commit)
    else { return .unknownVersion }
    let modules = Set(changed.compactMap { $0.split(separator: "/").dropFirst().first })
    return modules.isEmpty ? nil : .modules(modules.map(String.init).sorted())
  }

  private func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40 && text.allSatisfy(\.isHexDigit)
  }

  /// Files of the modules that differ from a commit's, new ones included; nil where git does not know it.
  private func changedFiles(since commit: String) -> [Substring]? {
    let paths = BuiltSources.decidingModules.map { ":/Sources/\($0)" }
    // Without a second commit git compares with the files as they are.
    let target = present.isDirty ? [commit] : [commit, present.commit]
    guard let changed = git(["diff", "--name-only"] + target + ["--"] + paths) else { return nil }
    let added =
      present.isDirty
      ? git(["ls-files", "--others", "--full-name", "--exclude-standard", "--"] + paths) : nil
    return changed.split(separator: "\n") + (added ?? "").split(separator: "\n")
  }
}
