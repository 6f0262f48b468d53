// Compares the points of two studies.

import ArgumentParser
import Configuration
import Foundation
import Studies

struct StudyDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two studies: points added, kept and retired.",
    usage: "revisit study diff <before> <after> [<options>]",
    discussion: """
      Points are told apart by their identity, so that order, spelling and names of \
      axes change nothing. Beside a point stand the settings in which it differs from \
      the most similar point of the other study.

      Exit status: 0 if both have the same runs, 1 if not, 2 if a study cannot be \
      read, 64 for a wrong command line.
      """)

  @Argument(
    help: "The study as it was.", completion: .file(extensions: ["yaml", "yml"]))
  var before: String

  @Argument(help: "The study as it is to be.", completion: .file(extensions: ["yaml", "yml"]))
  var after: String

  @Flag(help: "Print one object of JSON with all points.")
  var json = false

  @OptionGroup var dataOptions: DataOptions

  func run() throws {
    let difference: StudyDifference
    do {
      let location = try dataOptions.location()
      let studies = try [before, after].map { file in
        try Study(
          file: file, cost: { try costOfNetwork($0, at: location) },
          trainingMemory: { try trainingMemory($0, at: location) })
      }
      difference = StudyDifference(from: studies[0], to: studies[1])
    } catch {
      FileHandle.standardError.write(Data("Error: \(Self.message(for: error))\n".utf8))
      throw Self.unreadable
    }
    let text = StudyDifferenceText(difference, before: before, after: after)
    print(json ? text.json : text.plain)
    if !difference.isEmpty { throw ExitCode.failure }
  }

  private static let unreadable = ExitCode(2)
}
