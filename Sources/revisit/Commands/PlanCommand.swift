// Shows what a study would run, and what that costs.

import ArgumentParser
import Configuration
import Foundation
import Records
import Studies

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "List a study's points and runs: what is new, what is done, what it costs.",
    usage: "revisit plan <file> [<options>]")

  @OptionGroup var options: StudyOptions

  @OptionGroup var machineOptions: MachineOptions

  @OptionGroup var whyNotOptions: WhyNotOptions

  func run() throws {
    let machine = try machineOptions.machine()
    let study = try options.study(at: machine.location)
    if try whyNotOptions.answer(study) { return }
    // A study for another machine can be planned on this one, whose own speed is shown then.
    if (try? study.checkNumerics()) != nil { try study.holdProcess() }
    let history = try options.store(of: study).history()
    let calibration = try Calibration(study.points, count: 8, at: machine.location)
    print(try StudyPlan(study, history, calibration, on: machine).text)
  }
}
