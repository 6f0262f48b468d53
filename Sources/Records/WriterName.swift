// The name of a writer, which tells where it runs and, to those who can ask there, whether it does.
//
//     here-3f9a01c2-4711-2366016-7d25ab01     host, boot, process, start, a word
//
// A file under way is called by its writer's name with a dot before it, so that one whose writer was
// killed is known as left behind, even if not a byte of it was written.

import Foundation

struct WriterName: Hashable, Sendable {
  let text: String
  private let boot: String
  private let processID: Int32
  private let startTicks: Int

  /// A new name for a process; each time it writes a study it has another.
  init(_ identity: ProcessIdentity) {
    let host = (identity.hostName ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let word = UUID().uuidString.prefix(8).lowercased()
    boot = Self.boot(identity)
    processID = identity.processID
    startTicks = identity.startTicks
    text = "\(host.prefix(30))-\(boot)-\(processID)-\(startTicks)-\(word)"
  }

  /// Nil for what is no such name.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 5, let processID = Int32(parts[2]), let startTicks = Int(parts[3]) else {
      return nil
    }
    self.text = text
    boot = String(parts[1])
    self.processID = processID
    self.startTicks = startTicks
  }

  /// What is called so as long as it is under way.
  var draft: String { ".\(text)" }

  /// The writer of a file under way; nil for another file.
  static func writer(ofDraft name: String) -> WriterName? {
    name.hasPrefix(".") ? WriterName(String(name.dropFirst())) : nil
  }

  /// Whether the process is known to have ended.
  func hasEnded(seenFrom here: ProcessIdentity) -> Bool {
    guard boot == Self.boot(here) else { return false }
    let identity = ProcessIdentity(
      bootID: here.bootID, processID: processID, startTicks: startTicks,
      processSpace: here.processSpace)
    return identity.state(seenFrom: here) == .ended
  }

  private static func boot(_ identity: ProcessIdentity) -> String {
    let text = "\(identity.bootID) \(identity.processSpace ?? "")"
    return String(FileDigest.sha256(of: Data(text.utf8)).prefix(8))
  }
}
