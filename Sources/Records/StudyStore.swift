// Where the results of one study lie:
//
//     results/<study>/journal                     the version of the store
//     results/<study>/journals/<writer>           every ended run, the system of record
//     results/<study>/runs/<run>/                 run.h5, manifest.json, log.txt of a result
//     results/<study>/runs/.attempts/<run>-<n>/   the same of attempt n, under way or failed
//     results/<study>/checkpoints/<run>.h5        what a run that is not done goes on from
//     results/<study>/claims/<run>/<n>            who makes attempt n
//     results/<study>/writers/<writer>            who writes now
//     results/<study>/runners/                    what they are at, see RunProgress.swift

public import Foundation

/// The results of one study, for anyone to read and for several processes to write.
public struct StudyStore: Sendable {
  /// The folder of the study.
  public let folder: URL
  /// The file that tells the version of the store.
  public var journalFile: URL { folder.appending(path: "journal") }
  let disk: Disk
  let rules: LeaseRules

  /// The results of `study` in the folder `results`; nothing is made before something is written.
  ///
  /// - Throws: `StorageError` if `study` cannot be the name of a folder.
  public init(results: URL, study: String) throws {
    try self.init(results: results, study: study, disk: Disk())
  }

  package init(
    results: URL, study: String, disk: Disk, rules: LeaseRules = LeaseRules()
  ) throws {
    guard Self.isName(study) else {
      throw StorageError(
        results, "'\(study)' cannot name a study; expected letters, digits, '-', '_' and '.'")
    }
    folder = results.appending(path: study, directoryHint: .isDirectory)
    self.disk = disk
    self.rules = rules
  }

  /// Whether a runner ever opened it for writing.
  public var exists: Bool { FileManager.default.fileExists(atPath: journalFile.systemPath) }

  /// The folder of a run's result.
  public func runFolder(_ runID: String) -> RunFolder {
    RunFolder(runsFolder.appending(path: runID))
  }

  /// Whether the arrays of a run's result are there.
  public func hasRunFile(_ runID: String) -> Bool {
    FileManager.default.fileExists(atPath: runFolder(runID).runFile.systemPath)
  }

  /// Where a run that is not done keeps its state, over all attempts at it.
  ///
  /// A worker that outlives its attempt could at worst put an older state of the same course here, since a
  /// run has only one: then a few steps more are repeated, and no bit changes.
  public func checkpointFile(_ runID: String) -> URL {
    checkpointsFolder.appending(path: "\(runID).h5")
  }

  /// Every ended attempt, in an order that all readers share; of one writer, that in which they ended.
  ///
  /// - Throws: `StorageError` if a journal is damaged or of another version.
  public func records() throws -> [RunRecord] {
    var reader = JournalReader(self)
    _ = try reader.readOn()
    return reader.records
  }

  /// What the records say, run by run.
  ///
  /// - Throws: `StorageError` if a journal is damaged or of another version.
  public func history() throws -> RunHistory { RunHistory(try records()) }

  /// Opens the study for writing, and mends what a crash left.
  ///
  /// Other processes, on other machines too, may write it at the same time.
  ///
  /// - Throws: `StudyBusyError` if a program of an older version writes it; `StorageError` if it cannot be written.
  public func openForWriting() throws -> StudyWriter { try StudyWriter.open(self) }

  var runsFolder: URL { folder.appending(path: "runs") }
  var attemptsFolder: URL { runsFolder.appending(path: ".attempts") }
  var checkpointsFolder: URL { folder.appending(path: "checkpoints") }
  var journalsFolder: URL { folder.appending(path: "journals") }
  var claimsFolder: URL { folder.appending(path: "claims") }
  var writersFolder: URL { folder.appending(path: "writers") }
  /// Of version 1.
  var firstLeaseFolder: URL { folder.appending(path: "lease") }

  func claimFolder(_ runID: String) -> URL { claimsFolder.appending(path: runID) }
  func writerFile(_ writer: String) -> URL { writersFolder.appending(path: writer) }

  func attemptFolder(_ runID: String, _ attempt: Int) -> RunFolder {
    RunFolder(attemptsFolder.appending(path: "\(runID)-\(attempt)"))
  }

  static func isName(_ text: String) -> Bool {
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    return allowed && !text.isEmpty && !text.hasPrefix(".")
  }
}
