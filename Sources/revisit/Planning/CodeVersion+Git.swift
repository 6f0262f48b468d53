// The version of the program, as git names it.

import Foundation
import Records

extension CodeVersion {
  /// What the program was built from: the commit and whether sources differed from it.
  ///
  /// Where the checkout still holds the sources that it was built from, their present commit, since they may have been
  /// committed after the build; where it does not, or is gone, the commit at the build. "unknown" without git at
  /// either time.
  static func current(folder: SourceFolder = SourceFolder()) -> CodeVersion {
    let built = CodeVersion(commit: BuiltSources.commit, isDirty: BuiltSources.isDirty)
    guard folder.modulesChanged() == [], let commit = git(["rev-parse", "HEAD"], in: folder.url)
    else { return built }
    // A path from ':/' begins at the root of the checkout.
    let changes = git(
      ["status", "--porcelain", "--", ":/Sources", ":/Package.swift"], in: folder.url)
    return CodeVersion(commit: commit, isDirty: changes?.isEmpty == false)
  }

  /// The commit, marked where the sources differed from it.
  var text: String { commit + (isDirty ? "+changes" : "") }

  /// What git says in the checkout that this program was built in; nil where it fails.
  static func git(_ arguments: [String]) -> String? { git(arguments, in: SourceFolder().url) }

  private static func git(_ arguments: [String], in folder: URL) -> String? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder.path(percentEncoded: false)] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
