// Where the numbers of a report come from: the last line of every table.

/// What is behind some numbers: a study with its runs and seeds, or published values beside our counts.
public struct Provenance: Hashable, Sendable, Codable {
  /// The study's name; empty for a table of published values.
  public var study: String
  /// The reference tables that published values are from.
  public var references: [String] = []
  /// How many runs the numbers rest on.
  public var runs: Int
  /// The replicates among them.
  public var seeds: [Int]
  /// The study's root seed, where there is one.
  public var rootSeed: UInt64?
  /// Version of the code that ran them, as git names it.
  public var commit: String
  /// The machine in words, where it matters.
  public var machine: String?

  /// A provenance from its parts.
  public init(
    study: String, runs: Int, seeds: [Int], rootSeed: UInt64? = nil, commit: String,
    machine: String? = nil
  ) {
    self.study = study
    self.runs = runs
    self.seeds = seeds
    self.rootSeed = rootSeed
    self.commit = commit
    self.machine = machine
  }

  /// The provenance of published values and of what we count or measure beside them.
  ///
  /// - Parameters:
  ///   - references: The names of their tables.
  ///   - commit: Version of the code that counted.
  ///   - machine: The machine that measured, where anything was.
  public init(references: [String], commit: String, machine: String? = nil) {
    self.init(study: "", runs: 0, seeds: [], commit: commit, machine: machine)
    self.references = references
  }

  /// The provenance in one sentence; it carries no date, so that the same results give the same bytes.
  public var text: String {
    references.isEmpty ? studyText : referenceText
  }

  private var referenceText: String {
    let tables = references.joined(separator: ", ")
    let measured = machine.map { ", measured on \($0)" } ?? ""
    return "Published values of \(tables); ours of commit \(commit)\(measured)."
  }

  private var studyText: String {
    let root = rootSeed.map { " of root \($0)" } ?? ""
    let parts = [
      "Study \(study)", "\(runs) \(runs == 1 ? "run" : "runs")", seedText + root,
      "commit \(commit)", machine,
    ]
    return parts.compactMap(\.self).joined(separator: ", ") + "."
  }

  /// The replicates in words, for example `seeds 0 to 2`.
  public var seedText: String {
    let sorted = Set(seeds).sorted()
    guard let first = sorted.first, let last = sorted.last else { return "no seeds" }
    if sorted.count == 1 { return "seed \(first)" }
    if sorted.count == last - first + 1 { return "seeds \(first) to \(last)" }
    return "seeds \(sorted.map(String.init).joined(separator: ", "))"
  }
}
