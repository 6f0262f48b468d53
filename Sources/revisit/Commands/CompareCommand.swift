// Compares two runs: what was set otherwise, what came out, where they part.

import ArgumentParser

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two runs: settings, machine, metrics, where they part.",
    usage: "revisit compare <a> <b> [<options>]",
    discussion: """
      Runs are named as for 'revisit show'; runs of two folders of results by their \
      paths. Where they part is told by the chains of hashes, an epoch each, and by \
      the bits of loss, learning rate and gradient norm of each step.
      """)

  @Argument(help: "The first run.", completion: .custom(RunOptions.complete))
  var a: String

  @Argument(help: "The second run.", completion: .custom(RunOptions.complete))
  var b: String

  @OptionGroup var options: RunOptions

  @OptionGroup var json: JSONOption

  func run() throws {
    let comparison = try RunComparison(options.finder.run(a), options.finder.run(b))
    print(json.isWanted ? try jsonText(comparison) : comparison.text)
  }
}
