// Whether the study's grid can decide its contrasts, asked before it is run.

import ArgumentParser
import Records
import Studies

struct PowerOptions: ParsableArguments {
  @Flag(help: "Also show how surely the grid decides its contrasts.")
  var power = false

  @Option(
    help: ArgumentHelp(
      "With --power: the difference to be told, in the measure's unit (default: twice the contrast's equivalence, else the noise).",
      valueName: "size"))
  var effect: Double?

  @Option(
    help: ArgumentHelp(
      "With --power: deviation over a point's replicates, in the measure's unit (default: that of the done runs).",
      valueName: "size"))
  var noise: Double?

  @Option(
    help: ArgumentHelp("With --power: how many studies to simulate.", valueName: "number"))
  var simulations = 1000

  func validate() throws {
    guard simulations >= 100, simulations <= 100_000 else {
      throw ValidationError("--simulations is \(simulations); expected 100 to 100000")
    }
    if let noise, !(noise > 0) { throw ValidationError("--noise is \(noise); expected above 0") }
    if !power, effect != nil || noise != nil {
      throw ValidationError("--effect and --noise say something with --power alone")
    }
  }

  /// The answer in words; nil where it was not asked for.
  func text(_ study: Study, _ store: StudyStore, on machine: Machine) throws -> String? {
    guard power else { return nil }
    return try StudyPower(
      study, StudyResults(study, store, at: machine.location), options: self,
      at: machine.location
    ).text
  }
}
