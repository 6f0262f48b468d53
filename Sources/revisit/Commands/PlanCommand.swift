// Shows what a study would run, what that costs, and what changed.

import ArgumentParser
import Configuration
import Foundation
import Records
import Studies

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Explain a study: what is new, done, failed, stale, retired; what it costs.",
    usage: "revisit plan <file> [<options>]",
    discussion: """
      A done run is stale where the sources of the modules that compute, the data's \
      files or the machine's numerics are others than it was done with. Retired are \
      runs in the store that the study no longer asks for. The design check lists \
      settings whose effects the study cannot tell apart.
      """)

  @OptionGroup var options: StudyOptions

  @OptionGroup var machineOptions: MachineOptions

  @Flag(help: "List every point, however many there are.")
  var all = false

  @OptionGroup var json: JSONOption

  @OptionGroup var powerOptions: PowerOptions

  @OptionGroup var whyNotOptions: WhyNotOptions

  func run() throws {
    let machine = try machineOptions.machine()
    let study = try options.study(at: machine.location)
    if try whyNotOptions.answer(study) { return }
    OlderProgram()?.warn()
    // A study for another machine can be planned on this one, whose own speed is shown then.
    let isHeld = (try? study.checkNumerics()) != nil
    if isHeld { try study.holdProcess() }
    var question = PlanQuestion(
      study: study, store: try options.store(of: study), machine: machine)
    question.isHeld = isHeld
    question.budget = PlanBudget(
      coreHours: study.budget.coreHours, diskBytes: study.budget.diskBytes)
    if all { question.mostPoints = nil }
    var costs = NetworkCosts(at: machine.location)
    let networks = study.points.firstIndices(
      differingIn: ConfigurationPart.network.paths + ConfigurationPart.stepSettings)
    let calibration = try Calibration(
      networks.lazy.map { study.points[$0] }, count: 8, &costs, at: machine.location)
    let plan = try StudyPlan(question, calibration, &costs) {
      try options.parts(of: study, at: machine.location)
    }
    print(json.isWanted ? try plan.json : plan.text)
    if let power = try powerOptions.text(study, options.store(of: study), on: machine) {
      print("\n" + power)
    }
  }
}
