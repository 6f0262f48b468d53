// Who does a run: numbered files, of which the highest counts.
//
//     claims/<run>/<n>            attempt n, and who makes it
//     claims/<run>/<n>.released   nobody makes it any more
//
// To claim a run is to create the next number, which succeeds once: the file is linked into place
// with its content, so it is never seen half-written, and linking needs no lock, on a network file
// system either. Numbers only rise and the highest is not removed before the run is done, so that
// one who looked too early is found out by looking again. The number is the attempt's, and fences:
// what an attempt with a lower number writes later is refused.

import Foundation

/// The claims of a study's runs, as one writer makes and sees them.
struct RunClaims: Sendable {
  let store: StudyStore
  let writers: StoreWriters

  /// What a claim's file holds.
  struct Content: Codable, Hashable {
    var holder: ProcessIdentity
    var writer: String
    /// Tells this claim from another of the same number.
    var token: String
    /// What the run is expected to take; nil where nothing tells.
    var coreSeconds: Double?
  }

  /// A claim that this writer made.
  struct Ticket: Hashable, Sendable {
    let number: Int
    let token: String
  }

  /// Claims a run if nobody who lives holds it.
  ///
  /// - Parameters:
  ///   - runID: The run.
  ///   - least: The lowest number that no earlier attempt had.
  ///   - coreSeconds: What the run is expected to take.
  /// - Returns: The claim; nil if another holds the run, or forgets its claims at this moment because it is done.
  /// - Throws: `StorageError` if it cannot be written.
  func take(_ runID: String, least: Int, coreSeconds: Double? = nil) throws -> Ticket? {
    do {
      return try create(runID, least, coreSeconds)
    } catch let error as StorageError where error.isGone {
      return nil
    }
  }

  private func create(_ runID: String, _ least: Int, _ coreSeconds: Double?) throws -> Ticket? {
    let folder = store.claimFolder(runID)
    try store.disk.makeFolder(folder, at: .claimFolder)
    let names = try folder.names()
    let newest = Self.newest(names)
    if let newest, !names.contains("\(newest).released"), isHeld(runID, newest) { return nil }
    let ticket = Ticket(number: max((newest ?? 0) + 1, least), token: UUID().uuidString)
    guard try create(ticket, in: folder, coreSeconds), try isHeld(ticket, runID) else { return nil }
    for name in names where Self.number(name).map({ $0 < newest ?? 0 }) ?? false {
      try? FileManager.default.removeItem(at: folder.appending(path: name))
    }
    return ticket
  }

  /// Whether nobody claimed the run since, and this writer did not give it back.
  func isHeld(_ ticket: Ticket, _ runID: String) throws -> Bool {
    let names = try store.claimFolder(runID).names()
    return Self.newest(names) == ticket.number && !names.contains("\(ticket.number).released")
      && Self.content(store, runID, ticket.number)?.token == ticket.token
  }

  /// Lets others claim the run; its number stays.
  func release(_ ticket: Ticket, _ runID: String) throws {
    let file = store.claimFolder(runID).appending(path: "\(ticket.number).released")
    do {
      try store.disk.write(Data("released\n".utf8), to: file, at: .claimRelease)
    } catch let error as StorageError where error.isGone {}  // Others have done the run.
  }

  /// Forgets the claims of a run that is done.
  func remove(_ runID: String) throws {
    try store.disk.sweep(store.claimFolder(runID), at: .claimRemoval)
  }

  /// Whether somebody who lives makes the attempt; one whose file says nothing does not.
  func isHeld(_ runID: String, _ number: Int) -> Bool {
    guard let content = Self.content(store, runID, number) else { return false }
    return writers.isAlive(content.writer, content.holder)
  }

  /// What other writers that live have under way.
  var workElsewhere: WorkElsewhere {
    var work = WorkElsewhere()
    for runID in (try? store.claimsFolder.names()) ?? [] {
      let names = (try? store.claimFolder(runID).names()) ?? []
      guard let newest = Self.newest(names), !names.contains("\(newest).released"),
        let content = Self.content(store, runID, newest), content.writer != writers.name,
        writers.isAlive(content.writer, content.holder)
      else { continue }
      work.count += 1
      work.coreSeconds += content.coreSeconds ?? 0
    }
    return work
  }

  // MARK: - Files

  static func newest(_ names: [String]) -> Int? { names.compactMap { Int($0) }.max() }

  /// The attempt that a file in a claim's folder is of.
  static func number(_ name: String) -> Int? {
    name.split(separator: ".").first.flatMap { Int($0) }
  }

  static func content(_ store: StudyStore, _ runID: String, _ number: Int) -> Content? {
    let file = store.claimFolder(runID).appending(path: "\(number)")
    guard let bytes = try? Data(contentsOf: file) else { return nil }
    return try? RecordCoding.decode(Content.self, from: bytes)
  }

  /// Creates the file of a number; false if another did.
  private func create(_ ticket: Ticket, in folder: URL, _ coreSeconds: Double?) throws -> Bool {
    let content = Content(
      holder: writers.identity, writer: writers.name, token: ticket.token, coreSeconds: coreSeconds)
    let draft = folder.appending(path: ".\(ticket.number)-\(ticket.token)")
    defer { try? FileManager.default.removeItem(at: draft) }
    try store.disk.write(try RecordCoding.encode(content), to: draft, at: .claimDraft)
    let target = folder.appending(path: "\(ticket.number)")
    // A file server may have linked it and lost the answer: then the file is ours though it was there.
    let isLinked = try store.disk.link(draft, to: target, at: .claimLink)
    return isLinked || Self.content(store, folder.lastPathComponent, ticket.number) == content
  }
}

/// What other writers of a study have under way.
public struct WorkElsewhere: Hashable, Sendable {
  /// How many runs.
  public var count = 0
  /// What is expected of them all, in core seconds; a run of which nothing is known counts none.
  public var coreSeconds = 0.0

  /// Nothing.
  public init() {}
}
