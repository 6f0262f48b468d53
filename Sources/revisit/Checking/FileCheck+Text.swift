// The checks of files for people, at most 80 columns wide where words can be parted.

import Configuration
import Foundation

/// The checks of some files: the keys of `revisit check FILE ... --json`, in camel case.
struct FileChecks: Encodable {
  let files: [FileCheck]
  let isSound: Bool

  init(_ files: [FileCheck]) {
    self.files = files
    isSound = files.allSatisfy(\.isSound)
  }

  /// What was found, then how many files are as they should be.
  var text: String {
    let found = files.filter { !$0.isSound }
    let lines = found.flatMap { file in [file.file] + file.findings.flatMap(\.lines) }
    let sound = files.count - found.count
    let tables = files.filter(\.isSound).map(\.tables.count).reduce(0, +)
    let macros = files.filter(\.isSound).map(\.macros).reduce(0, +)
    let held = [
      tables > 0 ? counted(tables, "table") : nil,
      macros > 0 ? counted(macros, "use") + " of numbers" : nil,
    ].compactMap(\.self)
    let holding =
      held.isEmpty
      ? (sound > 0 ? ": nothing of Revisit in it" : "") : ": \(held.joined(separator: ", "))"
    let words =
      "\(counted(sound, "file")) as written and up to date\(holding)"
      + (found.isEmpty ? "" : "; \(counted(found.count, "file")) with findings")
    return (lines + [wrapped(words)]).joined(separator: "\n")
  }
}

extension FileFinding {
  /// Where, what, then what stands there, what should, and why.
  fileprivate var lines: [String] {
    let place = [
      line.map { "line \($0)" }, table.map { "table \($0)" }, row.map { "row \($0)" },
      column.map { "column \($0)" },
    ].compactMap(\.self)
    let what = place.isEmpty ? kind.words : "\(place.joined(separator: ", ")): \(kind.words)"
    let detail = [
      (kind == .outOfDate ? "written" : "found", found),
      (kind == .outOfDate ? "now" : "written", expected), ("because", why),
    ]
    return [wrapped(what, start: 2, indent: 4)]
      + detail.compactMap { word, text in
        text.map { text in
          let label = "    \(word)".padding(toLength: 13, withPad: " ", startingAt: 0)
          return label + wrapped(text, start: 13, indent: 13).dropFirst(13)
        }
      }
  }
}

extension FileFinding.Kind {
  fileprivate var words: String {
    switch self {
    case .changedByHand: "changed by hand"
    case .outOfDate: "out of date"
    case .notKnown: "cannot be told"
    case .noNumber: "no number"
    }
  }
}
