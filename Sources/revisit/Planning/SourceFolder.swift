// What the program was built from, beside the sources that lie in its checkout now.
//
// Git alone answers for the folder, not for the program: one that is older than its checkout would name a commit that it
// was not built from.

import Foundation
import Records

extension BuiltSources {
  /// The modules that a run goes through on its way from settings to numbers, sorted.
  ///
  /// A change of what plans, schedules, stores or reports makes no result another.
  static let decidingModules = deciding.sorted()

  /// One digest of the sources of these modules: equal for two programs that compute alike, with git or without.
  static let decidingDigest = {
    let lines = decidingModules.map { "\($0) \(digests[$0] ?? "")\n" }
    return String(FileDigest.sha256(of: Data(lines.joined().utf8)).prefix(16))
  }()
}

/// The folder `Sources` of the checkout that a program was built in.
struct SourceFolder {
  let url: URL

  init(_ url: URL) { self.url = url }

  /// The one that this program was built in, which may be gone or have changed since.
  init(file: String = #filePath) {
    let planning = URL(filePath: file).deletingLastPathComponent()
    self.init(planning.deletingLastPathComponent().deletingLastPathComponent())
  }

  /// The modules whose sources are not those of these digests, sorted; nil where the folder is gone.
  func modulesChanged(since digests: [String: String] = BuiltSources.digests) -> [String]? {
    guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) else {
      return nil
    }
    return digests.filter { digest(of: $0.key) != $0.value }.keys.sorted()
  }

  /// The digest of a module's sources, made as `Scripts/built-sources` makes it; nil where they cannot be read.
  private func digest(of module: String) -> String? {
    let folder = url.path(percentEncoded: false)
    guard let names = FileManager.default.enumerator(atPath: folder + "/" + module) else {
      return nil
    }
    let sources = names.compactMap { $0 as? String }.filter { name in
      Self.extensions.contains { name.hasSuffix($0) }
    }
    .map { "\(module)/\($0)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var lines = ""
    for path in sources {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(path)") else {
        return nil
      }
      lines += "\(FileDigest.sha256(of: bytes))  \(path)\n"
    }
    return FileDigest.sha256(of: Data(lines.utf8))
  }

  private static let extensions = [".swift", ".c", ".h", ".modulemap"]
}

/// Tells before a run that the program is not that of its checkout.
struct OlderProgram: CustomStringConvertible {
  /// Modules that decide numbers and have changed.
  let modules: [String]

  /// Nil where nothing that decides numbers changed since the program was built, or the checkout is gone.
  init?(_ folder: SourceFolder = SourceFolder()) {
    let deciding = BuiltSources.decidingModules
    modules = (folder.modulesChanged() ?? []).filter { deciding.contains($0) }
    if modules.isEmpty { return nil }
  }

  /// Tells it on standard error.
  func warn() { FileHandle.standardError.write(Data((wrapped(description) + "\n").utf8)) }

  var description: String {
    "warning: this program was built before \(modules.joined(separator: ", ")) changed; "
      + "its runs name the sources that it was built from: build it anew to run the present ones"
  }
}
