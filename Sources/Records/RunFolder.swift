// The folder of one run: its arrays, its manifest, its log.

public import Foundation

/// The folder of one run, finished or under way.
public struct RunFolder: Hashable, Sendable {
  /// The folder.
  public let url: URL
  /// Arrays: metric series, predictions, weights.
  public var runFile: URL { url.appending(path: "run.h5") }
  /// What the run was and what it depended on.
  public var manifestFile: URL { url.appending(path: "manifest.json") }
  /// A checkpoint before it gets its name elsewhere.
  public var checkpointDraft: URL { url.appending(path: "checkpoint.h5") }
  /// What the worker wrote on standard error.
  public var logFile: URL { url.appending(path: "log.txt") }

  /// The run folder at `url`.
  public init(_ url: URL) { self.url = url }

  /// Reads the manifest.
  ///
  /// - Throws: `StorageError` if it is missing or not a manifest.
  public func manifest() throws -> Manifest {
    let bytes = try storing(manifestFile) { try Data(contentsOf: manifestFile) }
    do {
      return try RecordCoding.decode(Manifest.self, from: bytes)
    } catch {
      throw StorageError(manifestFile, "is not a manifest of this version: \(error)")
    }
  }

  /// The machine that the manifest names, without the rest of it: a table of thousands of runs asks for nothing else.
  ///
  /// - Throws: `StorageError` if the manifest is missing or names none.
  public func host() throws -> HostFacts {
    let bytes = try storing(manifestFile) { try Data(contentsOf: manifestFile) }
    do {
      return try RecordCoding.decode(ManifestOfHost.self, from: bytes).environment.host
    } catch {
      throw StorageError(manifestFile, "is not a manifest of this version: \(error)")
    }
  }

  /// Writes the manifest, the last file of a run.
  ///
  /// - Throws: `StorageError` if the disk is full or the folder is gone.
  public func write(_ manifest: Manifest) throws {
    try Disk().write(try RecordCoding.encodePretty(manifest), to: manifestFile, at: .resultSync)
  }

  /// The record of a folder whose files are whole.
  ///
  /// - Throws: `StorageError` if a file is missing or the arrays are not those of the manifest.
  public func verifiedRecord() throws -> RunRecord {
    let manifest = try manifest()
    let found = try FileDigest.sha256(of: runFile)
    guard found == manifest.runFileSHA256 else {
      throw StorageError(
        runFile, "has SHA-256 \(found); the manifest says \(manifest.runFileSHA256)")
    }
    return manifest.record
  }

  var exists: Bool { FileManager.default.fileExists(atPath: url.systemPath) }

  /// Brings the files and the list of their names to the disk.
  func sync(_ disk: Disk) throws {
    for file in [runFile, manifestFile, logFile]
    where FileManager.default.fileExists(atPath: file.systemPath) {
      try disk.sync(file, at: .resultSync)
    }
    try disk.sync(url, at: .resultFolderSync)
  }

  func remove() throws { try storing(url) { try FileManager.default.removeItem(at: url) } }
}

/// A manifest of which only the machine is read.
private struct ManifestOfHost: Decodable {
  let environment: Environment

  struct Environment: Decodable {
    let host: HostFacts
  }
}
