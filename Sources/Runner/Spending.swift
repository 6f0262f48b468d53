// What a study has used, over all commands that ran it, against its budget.

import Foundation
import Records

/// What a study has used and may use.
struct Spending {
  private let budget: RunnerBudget
  private let threads: Int
  private(set) var coreSeconds = 0.0
  private(set) var diskBytes = 0
  private var resultCount = 0

  /// The spending of the study in `store`, of which `records` are known; files are read only where the disk has a budget.
  init(_ settings: RunnerSettings, of store: StudyStore, _ records: [RunRecord]) {
    budget = settings.budget
    threads = settings.threadsPerRun
    for record in records { add(record) }
    if budget.diskBytes != nil {
      diskBytes = store.folder.byteCount
      resultCount = records.count { $0.outcome.isResult }
    }
  }

  /// Whether there is a limit.
  var isLimited: Bool { budget.coreSeconds != nil || budget.diskBytes != nil }

  /// Core seconds that a run is expected to take which takes so many seconds.
  func coreSeconds(of seconds: Double?) -> Double? { seconds.map { $0 * Double(threads) } }

  /// Counts an attempt that ended.
  mutating func add(_ record: RunRecord) {
    coreSeconds += record.durationSeconds * Double(record.threads ?? threads)
  }

  /// Counts what a result takes on the disk.
  mutating func add(_ folder: RunFolder) {
    guard budget.diskBytes != nil else { return }
    diskBytes += folder.url.byteCount
    resultCount += 1
  }

  /// Whether a run fits beside those under way, here and under other writers.
  ///
  /// - Parameters:
  ///   - seconds: What it is expected to take; nil if nothing tells.
  ///   - active: What is expected of each run under way here, from its start to its end.
  ///   - elsewhere: What others have under way.
  /// - Returns: Whether all of it fits.
  func fits(_ seconds: Double?, beside active: [Double], _ elsewhere: WorkElsewhere) -> Bool {
    if let limit = budget.coreSeconds {
      let committed =
        coreSeconds + elsewhere.coreSeconds
        + (active.reduce(0, +) + (seconds ?? 0)) * Double(threads)
      // With nothing known of the run, it is begun while anything is left.
      guard seconds == nil ? committed < limit : committed <= limit else { return false }
    }
    if let limit = budget.diskBytes {
      let mean = resultCount > 0 ? diskBytes / resultCount : 0
      guard diskBytes + mean * (active.count + elsewhere.count + 1) <= limit else { return false }
    }
    return true
  }

  /// What is told when no other run fits: `left` runs, expected to take `seconds` one after another.
  func end(left: Int, seconds: Double?) -> BudgetEnd {
    BudgetEnd(
      budget: budget, coreSeconds: coreSeconds, diskBytes: diskBytes, left: left,
      leftCoreSeconds: seconds.map { $0 * Double(threads) })
  }
}

/// A study that stopped because of its budget.
public struct BudgetEnd: Hashable, Sendable, CustomStringConvertible {
  /// What it may use.
  public let budget: RunnerBudget
  /// Time of runs times their threads that is used.
  public let coreSeconds: Double
  /// Size of its folder, where there is a budget of it.
  public let diskBytes: Int
  /// Runs that were not begun.
  public let left: Int
  /// What they are expected to take; nil where nothing tells.
  public let leftCoreSeconds: Double?

  /// What is used and what the rest would take.
  public var description: String {
    var used: [String] = []
    if let limit = budget.coreSeconds {
      used.append("\(Self.hours(coreSeconds)) of \(Self.hours(limit)) core hours")
    }
    if let limit = budget.diskBytes {
      used.append("\(ByteText.text(diskBytes)) of \(ByteText.text(limit)) on the disk")
    }
    let cost = leftCoreSeconds.map { ", which would take about \(Self.hours($0)) core hours more" }
    return "The budget ends here: \(used.joined(separator: " and ")) are used; "
      + "\(left) \(left == 1 ? "run is" : "runs are") left\(cost ?? "")."
  }

  /// Hours with three digits that count.
  private static func hours(_ seconds: Double) -> String {
    let hours = seconds / 3600
    return hours.formatted(
      .number.precision(.significantDigits(1...3)).grouping(.never)
        .locale(Locale(identifier: "en_US")))
  }
}

extension URL {
  /// The size of all files in this folder and below; what cannot be read counts nothing.
  fileprivate var byteCount: Int {
    let files = FileManager.default.enumerator(
      at: self, includingPropertiesForKeys: [.fileSizeKey, .isRegularFileKey])
    var count = 0
    for case let file as URL in files ?? FileManager.DirectoryEnumerator() {
      let values = try? file.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
      if values?.isRegularFile == true { count += values?.fileSize ?? 0 }
    }
    return count
  }
}
