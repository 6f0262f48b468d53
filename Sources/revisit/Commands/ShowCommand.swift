// Shows one run: what it was, what came out, what it depended on.

import ArgumentParser
import Foundation
import Records

/// Where runs are looked for.
struct RunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The folder that holds all results.", valueName: "folder"),
    completion: .directory)
  var results = "results"

  @Option(
    help: ArgumentHelp("Look in this study's results only.", valueName: "name"))
  var study: String?

  var finder: RunFinder { RunFinder(results: results, study: study) }

  /// Completes identities of runs in the folder of results, here or the one that was named.
  @Sendable static func complete(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
    let named = words.firstIndex(of: "--results").flatMap { index in
      words.indices.contains(index + 1) ? words[index + 1] : nil
    }
    let finder = RunFinder(results: named ?? "results")
    return ((try? finder.identities) ?? []).map(\.runID).filter { $0.hasPrefix(prefix) }
  }
}

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a run: settings, seeds, metrics, cost, files, attempts.",
    usage: "revisit show <run> [<options>]",
    discussion: """
      A run is named by its identity, by the beginning of it as far as no other run \
      has the same, or by the path of its folder.
      """)

  @Argument(
    help: ArgumentHelp("The run.", valueName: "run"), completion: .custom(RunOptions.complete))
  var name: String

  @OptionGroup var options: RunOptions

  @OptionGroup var dataOptions: DataOptions

  @OptionGroup var json: JSONOption

  func run() throws {
    let found = try options.finder.run(name)
    guard let record = found.record else {
      throw RunNotFound(name, results: options.results, candidates: [])
    }
    let listing = RunListing(found, record, at: try dataOptions.location())
    print(json.isWanted ? try jsonText(listing) : listing.text)
  }
}
