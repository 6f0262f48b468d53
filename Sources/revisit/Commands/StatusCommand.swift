// Tells where a study stands, also while it runs.

import ArgumentParser
import Foundation
import Glibc
import Records
import Studies

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell where a study stands, also while it runs elsewhere.",
    usage: "revisit status <file> [<options>]",
    discussion: """
      Everything is read from the study's folder of results: it can be asked at any \
      time, from any machine that sees the folder, and changes nothing.
      """)

  @OptionGroup var options: StudyOptions

  @OptionGroup var dataOptions: DataOptions

  @Flag(help: "Tell again every two seconds, until nothing is left.")
  var watch = false

  @OptionGroup var json: JSONOption

  func run() throws {
    let location = try dataOptions.location()
    let study = try options.study(at: location)
    let watched = try WatchedStudy(study, options.store(of: study), at: location)
    var drawn = 0
    while true {
      let status = try StudyStatus(watched)
      let text = json.isWanted ? try jsonText(status) : status.text
      drawn = draw(text, replacing: drawn)
      guard watch, !status.isComplete else { return }
      Thread.sleep(forTimeInterval: 2)
    }
  }

  /// Draws over what was drawn before, on a terminal; elsewhere each text follows the one before.
  private func draw(_ text: String, replacing lines: Int) -> Int {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let erase = isTerminal && lines > 0 ? "\u{1B}[\(lines)A\u{1B}[J" : ""
    FileHandle.standardOutput.write(Data("\(erase)\(text)\n".utf8))
    return text.split(separator: "\n", omittingEmptySubsequences: false).count
  }
}
