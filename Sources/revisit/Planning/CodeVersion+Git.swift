// The version of the program, as git names it.

import Foundation
import Records

extension CodeVersion {
  /// The commit of the checkout that this program was built in.
  ///
  /// "unknown" where that checkout is gone or git is not there: a program that was moved still runs.
  static func current(file: String = #filePath) -> CodeVersion {
    let folder = URL(filePath: file).deletingLastPathComponent()
    guard let commit = git(["rev-parse", "HEAD"], in: folder) else {
      return CodeVersion(commit: "unknown", isDirty: false)
    }
    // A path from ':/' begins at the root of the checkout.
    let changes = git(["status", "--porcelain", "--", ":/Sources", ":/Package.swift"], in: folder)
    return CodeVersion(commit: commit, isDirty: changes?.isEmpty == false)
  }

  /// The commit, marked where the sources differed from it.
  var text: String { commit + (isDirty ? "+changes" : "") }

  /// What git says in the checkout that this program was built in; nil where it fails.
  static func git(_ arguments: [String], file: String = #filePath) -> String? {
    git(arguments, in: URL(filePath: file).deletingLastPathComponent())
  }

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
