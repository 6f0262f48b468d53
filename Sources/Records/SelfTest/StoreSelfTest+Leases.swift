// Leases that nobody holds any more, of all kinds, and such as somebody holds; and clocks that go back.

import Foundation
import Synchronization

extension StoreSelfTest {
  /// Who holds a run, and whether it may be taken over.
  private struct HeldCase {
    var title: String
    var holder: @Sendable (ProcessIdentity) -> ProcessIdentity
    /// Age of its last beat; nil if its file is gone.
    var beatAge: Double?
    var isFree: Bool
  }

  /// A run held by each kind of process is taken over if, and only if, that process has ended.
  public func leases() -> [SelfTestRow] { Self.cases.map(row) + [clockRow()] }

  private static let cases = [
    HeldCase(
      title: "lease of an ended process", holder: { changed($0, processID: .max) }, beatAge: 0,
      isFree: true),
    HeldCase(
      title: "lease of an ended process, number given again",
      holder: { changed($0, startTicks: $0.startTicks - 1) }, beatAge: 0, isFree: true),
    HeldCase(
      title: "lease of another boot", holder: { changed($0, bootID: "earlier") }, beatAge: 0,
      isFree: true),
    HeldCase(title: "lease of a living process", holder: { $0 }, beatAge: 1e6, isFree: false),
    HeldCase(
      title: "lease of another machine that beats",
      holder: { changed($0, bootID: "other", machine: "other") }, beatAge: 100, isFree: false),
    HeldCase(
      title: "lease of another machine that is silent",
      holder: { changed($0, bootID: "other", machine: "other") }, beatAge: 200, isFree: true),
    HeldCase(
      title: "lease of another machine that is gone",
      holder: { changed($0, bootID: "other", machine: "other") }, beatAge: nil, isFree: true),
    HeldCase(
      title: "lease of another container that beats",
      holder: { changed($0, processSpace: "other") }, beatAge: 0, isFree: false),
  ]

  private func row(_ held: HeldCase) -> SelfTestRow {
    SelfTestRow(title: held.title, count: 1, fault: Self.text { try fault(held) })
  }

  private func fault(_ held: HeldCase) throws -> String? {
    let study = try hold(held.holder(.current()), beatAge: held.beatAge)
    var writer = try study.store.openForWriting()
    let attempt = try writer.claim("a-0")
    if (attempt != nil) != held.isFree {
      return held.isFree ? "the run was not to be had" : "the run was taken over"
    }
    return attempt.map(\.number) == (held.isFree ? 8 : nil) ? nil : "attempts are not counted on"
  }

  /// The file system's clock goes back by an hour: a lease must neither end early nor last for that hour.
  private func clockRow() -> SelfTestRow {
    let fault = Self.text {
      let uptime = Mutex(0.0)
      var rules = LeaseRules()
      rules.uptime = { uptime.withLock { $0 } }
      let other = Self.changed(try .current(), bootID: "other", machine: "other")
      let study = try hold(other, beatAge: -3600, rules)
      var writer = try study.store.openForWriting()
      if try writer.claim("a-0") != nil { return "the run was taken over at once" }
      uptime.withLock { $0 = rules.expirySeconds - 1 }
      if try writer.claim("a-0") != nil { return "the run was taken over too early" }
      uptime.withLock { $0 = rules.expirySeconds + 1 }
      return try writer.claim("a-0") == nil ? "the run was held on" : nil
    }
    return SelfTestRow(title: "clock turned back by an hour", count: 1, fault: fault)
  }

  private static func text(_ body: () throws -> String?) -> String? {
    do { return try body() } catch { return "\(error)" }
  }

  /// A store in which attempt 7 at one run is held.
  private func hold(
    _ holder: ProcessIdentity, beatAge: Double?, _ rules: LeaseRules = LeaseRules()
  ) throws -> SelfTestStudy {
    let study = try SelfTestStudy(in: folder, rules: rules)
    let store = study.store
    try Disk().remove(store.folder, at: .studyFolder)
    try Disk().createFolder(store.claimFolder("a-0"))
    try Disk().createFolder(store.writersFolder)
    try RecordCoding.encode(RunClaims.Content(holder: holder, writer: "other", token: "token"))
      .write(to: store.claimFolder("a-0").appending(path: "7"))
    guard let beatAge else { return study }
    let file = store.writerFile("other")
    try RecordCoding.encode(StoreWriters.Content(identity: holder)).write(to: file)
    let now = try FileManager.default.attributesOfItem(atPath: file.systemPath)
    guard let written = now[.modificationDate] as? Date else { return study }
    try FileManager.default.setAttributes(
      [.modificationDate: written.addingTimeInterval(-beatAge)], ofItemAtPath: file.systemPath)
    return study
  }

  private static func changed(
    _ identity: ProcessIdentity, bootID: String? = nil, processID: Int32? = nil,
    startTicks: Int? = nil, processSpace: String? = nil, machine: String? = nil
  ) -> ProcessIdentity {
    ProcessIdentity(
      bootID: bootID ?? identity.bootID, processID: processID ?? identity.processID,
      startTicks: startTicks ?? identity.startTicks,
      processSpace: processSpace ?? identity.processSpace, machine: machine ?? identity.machine,
      hostName: identity.hostName)
  }
}
