// How a run of a study stands: what is in the store, and whether it is what the present program would make.

import Configuration
import Records

/// Why a done run is not what the present program would make of the present data.
enum StaleCause: Hashable {
  /// The code that results depend on changed.
  case code(CodeChange)
  /// The data are others.
  case data
  /// The numerics fingerprint is another.
  case numerics

  /// A word for columns.
  var word: String {
    switch self {
    case .code: "code"
    case .data: "data"
    case .numerics: "numerics"
    }
  }

  /// What changed, for people.
  var text: String {
    switch self {
    case .code(.modules(let modules)):
      "code: the sources of \(modules.joined(separator: ", ")) changed since"
    case .code(.uncommitted): "code: it was run with changes that no commit keeps"
    case .code(.unknownVersion): "code: its version, or this program's, is not known to git here"
    case .code(.otherSources): "code: its sources were others than this program's"
    case .data: "data: the files hold others than it was trained on"
    case .numerics: "numerics: this machine and its libraries make other bits"
    }
  }
}

/// How a run stands.
enum RunStanding: Hashable {
  /// Nothing is known of it.
  case new
  /// It has a result, diverged ones too.
  case done
  /// It has a result that the present program, data or machine might not give.
  case stale([StaleCause])
  /// It gave no result so far.
  case failed(FailureClass)

  /// Whether it has a result, so that it is not done again.
  var hasResult: Bool {
    switch self {
    case .done, .stale: true
    case .new, .failed: false
    }
  }

  /// A word for programs.
  var word: String {
    switch self {
    case .new: "new"
    case .done: "done"
    case .stale: "stale"
    case .failed: "failed"
    }
  }
}

/// How many runs stand how.
struct StandingCounts: Hashable, Encodable {
  var total = 0
  /// Those with a result, stale ones included.
  var done = 0
  var stale = 0
  var failed = 0

  /// Those without a result.
  var left: Int { total - done }

  mutating func add(_ standing: RunStanding) {
    total += 1
    switch standing {
    case .new: break
    case .done: done += 1
    case .stale:
      done += 1
      stale += 1
    case .failed: failed += 1
    }
  }

  mutating func add(_ other: StandingCounts, times: Int) {
    total += times * other.total
    done += times * other.done
    stale += times * other.stale
    failed += times * other.failed
  }

  private enum CodingKeys: CodingKey {
    case total, done, stale, failed, left
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(total, forKey: .total)
    try container.encode(done, forKey: .done)
    try container.encode(stale, forKey: .stale)
    try container.encode(failed, forKey: .failed)
    try container.encode(left, forKey: .left)
  }
}

/// What a study's runs stand beside: the store, and what this program would make today.
struct RunStandings {
  private let history: RunHistory
  private var changes: SourceChanges
  /// The fingerprint of what a setting `numerics` gives here; none where it cannot be had in this process.
  private let fingerprints: [Numerics: String]
  /// Run identities whose data changed.
  private let withOtherData: Set<String>

  init(
    _ history: RunHistory, changes: SourceChanges = SourceChanges(),
    fingerprints: [Numerics: String] = [:], withOtherData: Set<String> = []
  ) {
    self.history = history
    self.changes = changes
    self.fingerprints = fingerprints
    self.withOtherData = withOtherData
  }

  /// Whether no run has ended yet, so that all are new.
  var isEmpty: Bool { history.results.isEmpty && history.failures.isEmpty }

  /// How a run stands, of a point with this setting `numerics`.
  mutating func standing(of runID: String, numerics: Numerics) -> RunStanding {
    if let record = history.results[runID] {
      let causes = causes(record, numerics)
      return causes.isEmpty ? .done : .stale(causes)
    }
    if case .failed(let failureClass, _)? = history.failures[runID]?.outcome {
      return .failed(failureClass)
    }
    return .new
  }

  private mutating func causes(_ record: RunRecord, _ numerics: Numerics) -> [StaleCause] {
    var causes: [StaleCause] = []
    if let change = changes.since(record) { causes.append(.code(change)) }
    if withOtherData.contains(record.runID) { causes.append(.data) }
    if let here = fingerprints[numerics], here != record.numericsFingerprint {
      causes.append(.numerics)
    }
    return causes
  }
}
