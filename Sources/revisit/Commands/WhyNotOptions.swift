// Asks a plan what became of one point.

import ArgumentParser
import Studies

struct WhyNotOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only tell what became of a point: settings or an identity.",
      discussion: """
        For example model.depth=400,data.resolution=320; names of axes and groups do, \
        too. Told are the rule that removed it, the point that it is one with, or the \
        nearest combination of the grid.
        """, valueName: "point"))
  var whyNot: String?

  /// Prints the answer; false where nothing was asked.
  func answer(_ study: Study) throws -> Bool {
    guard let whyNot else { return false }
    print(try study.whyNot(whyNot))
    return true
  }
}
