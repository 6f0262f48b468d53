// A store tested on the spot: stopped at each of its writes, with a disk that fails, with clocks that
// go back and with leases of all kinds that nobody holds any more.

public import Foundation
import Synchronization

/// What one test of a store gave.
public struct SelfTestRow: Hashable, Sendable, Codable {
  /// What was done to it.
  public let title: String
  /// How often.
  public let count: Int
  /// What went wrong; nil if nothing did.
  public let fault: String?

  /// A row from its parts.
  public init(title: String, count: Int, fault: String?) {
    self.title = title
    self.count = count
    self.fault = fault
  }
}

/// Tests of a store in a folder that nothing else uses.
public struct StoreSelfTest: Sendable {
  let folder: URL

  /// Tests in `folder`, which is there.
  public init(in folder: URL) { self.folder = folder }

  // MARK: - Kills

  /// Where a process is to be killed: before the first and the last of each write, and within it.
  ///
  /// - Throws: `StorageError` if the folder cannot be written.
  public func stops() throws -> [SelfTestStop] {
    let steps = Mutex<[DiskStep]>([])
    let study = try fresh(Disk { step in steps.withLock { $0.append(step) } })
    try study.run { _ in }
    let met = steps.withLock { $0 }
    return StoreBoundary.allCases.flatMap { boundary -> [SelfTestStop] in
      let here = met.filter { $0.boundary == boundary }
      let occurrences = here.isEmpty ? [] : Set([1, here.count]).sorted()
      return occurrences.flatMap { occurrence -> [SelfTestStop] in
        let before = SelfTestStop(boundary, occurrence: occurrence, isWithin: false)
        guard case .write = here[occurrence - 1].call else { return [before] }
        return [before, SelfTestStop(boundary, occurrence: occurrence, isWithin: true)]
      }
    }
  }

  /// Makes the store that `runStudy` works in.
  ///
  /// - Throws: `StorageError` if the folder cannot be written.
  public func prepare() throws { _ = try fresh(Disk()) }

  /// Runs the study, and calls `stopped` when it comes to `stop`.
  ///
  /// - Parameters:
  ///   - stop: Where.
  ///   - tell: Told of each attempt that was acknowledged, as text.
  ///   - stopped: Does not return: the process is killed in it.
  /// - Throws: `StorageError` if the folder cannot be written.
  public func runStudy(
    upTo stop: SelfTestStop, tell: (String) throws -> Void, stopped: @escaping @Sendable () -> Void
  ) throws {
    let count = Mutex(0)
    let disk = Disk.answering { step in
      guard step.boundary == stop.boundary else { return .all }
      let number = count.withLock { count in
        count += 1
        return count
      }
      if stop.isWithin, number == stop.occurrence { return .part(5) }
      if number == stop.occurrence + (stop.isWithin ? 1 : 0) { stopped() }
      return .all
    }
    try SelfTestStudy(in: folder, disk: disk).run { ended in
      try tell("\(ended.runID) \(ended.attempt) \(ended.isResult)")
    }
  }

  /// What is wrong after the process that ran the study was killed; nil if nothing is.
  ///
  /// - Parameter told: What it told, line by line.
  /// - Returns: The fault.
  /// - Throws: `StorageError` if the store cannot be opened again.
  public func fault(afterTelling told: [String]) throws -> String? {
    let acknowledged = told.compactMap { line -> SelfTestStudy.Acknowledged? in
      let words = line.split(separator: " ")
      guard words.count == 3, let attempt = Int(words[1]) else { return nil }
      return SelfTestStudy.Acknowledged(
        runID: String(words[0]), attempt: attempt, isResult: words[2] == "true")
    }
    return try SelfTestStudy(in: folder).fault(after: acknowledged)
  }

  // MARK: - A disk that fails

  /// A full disk, a broken one, one without permission, interrupted calls, short writes: each at each write.
  public func faults() -> [SelfTestRow] {
    let codes: [(String, POSIXErrorCode)] = [
      ("disk full (ENOSPC)", .ENOSPC), ("disk broken (EIO)", .EIO),
      ("folder not writable (EACCES)", .EACCES),
    ]
    let rows = codes.map { title, code in
      row(title, StoreBoundary.allCases) { try fault(of: code, from: $0) }
    }
    return rows + [
      row("call interrupted (EINTR)", StoreBoundary.allCases) { try faultOfInterruption(at: $0) },
      row("short writes", [1, 7, 100]) { try faultOfShortWrites($0) },
      row("short write, then disk full", [1, 10, 60]) { try faultOfFullDisk(after: $0) },
    ]
  }

  private func row<Case>(
    _ title: String, _ cases: [Case], _ fault: (Case) throws -> String?
  ) -> SelfTestRow {
    for one in cases {
      do {
        guard let found = try fault(one) else { continue }
        return SelfTestRow(title: title, count: cases.count, fault: "\(one): \(found)")
      } catch {
        return SelfTestRow(title: title, count: cases.count, fault: "\(one): \(error)")
      }
    }
    return SelfTestRow(title: title, count: cases.count, fault: nil)
  }

  /// From a write on, every call fails.
  private func fault(of code: POSIXErrorCode, from boundary: StoreBoundary) throws -> String? {
    let hasFailed = Mutex(false)
    let disk = Disk { step in
      let fails = hasFailed.withLock { hasFailed in
        hasFailed = hasFailed || step.boundary == boundary
        return hasFailed
      }
      if fails { throw POSIXError(code) }
    }
    let study = try fresh(disk)
    var acknowledged: [SelfTestStudy.Acknowledged] = []
    do {
      try study.run { acknowledged.append($0) }
      return "the study went on"
    } catch is StorageError {
      return try SelfTestStudy(in: folder).fault(after: acknowledged)
    }
  }

  private func faultOfInterruption(at boundary: StoreBoundary) throws -> String? {
    let isNext = Mutex(true)
    let study = try fresh(
      Disk { step in
        guard step.boundary == boundary else { return }
        let interrupts = isNext.withLock { isNext in
          defer { isNext.toggle() }
          return isNext
        }
        if interrupts { throw POSIXError(.EINTR) }
      })
    return try faultOfWhole(study)
  }

  private func faultOfShortWrites(_ count: Int) throws -> String? {
    try faultOfWhole(try fresh(Disk.answering { _ in .part(count) }))
  }

  /// A study that nothing may disturb.
  private func faultOfWhole(_ study: SelfTestStudy) throws -> String? {
    var acknowledged: [SelfTestStudy.Acknowledged] = []
    try study.run { acknowledged.append($0) }
    return try SelfTestStudy(in: folder).fault(after: acknowledged)
  }

  /// The second record is torn by a disk that is full after some bytes.
  private func faultOfFullDisk(after count: Int) throws -> String? {
    let writes = Mutex(0)
    let disk = Disk.answering { step in
      guard step.boundary == .recordWrite else { return .all }
      let number = writes.withLock { writes in
        writes += 1
        return writes
      }
      if number > 2 { throw POSIXError(.ENOSPC) }
      return number == 2 ? .part(count) : .all
    }
    let study = try fresh(disk)
    var acknowledged: [SelfTestStudy.Acknowledged] = []
    do {
      try study.run { acknowledged.append($0) }
      return "the study went on"
    } catch is StorageError {
      return try SelfTestStudy(in: folder).fault(after: acknowledged)
    }
  }

  private func fresh(_ disk: Disk) throws -> SelfTestStudy {
    let study = try SelfTestStudy(in: folder, disk: disk)
    try Disk().remove(study.store.folder, at: .studyFolder)
    try study.prepare()
    return study
  }
}
