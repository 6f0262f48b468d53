// Asks whoever runs a study to end it in order.

import ArgumentParser
import Foundation
import Records
import Studies

struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Stop whoever runs a study, here or on another machine.",
    usage: "revisit stop <file> [<options>]",
    discussion: """
      The runs under way keep their state first; 'revisit run' goes on from there. A \
      file beside the results carries the request, so that it reaches every machine \
      which shares the folder.

      Exit status: 0, also where nothing runs the study; 1 if it cannot be asked; 64 \
      for a wrong command line.
      """)

  @OptionGroup var options: StudyOptions

  @OptionGroup var dataOptions: DataOptions

  @Flag(help: "End the runs at once; what they did since their last checkpoints is lost.")
  var now = false

  @Flag(help: "Return when the study is stopped.")
  var wait = false

  func run() throws {
    let store = try options.store(of: options.study(at: dataOptions.location()))
    let runners = store.runners()
    if runners.isEmpty { print("Nothing runs this study.") }
    for runner in runners {
      try store.ask(runner, toStop: now ? .now : .clean)
      print(
        "Asked process \(runner.processID) on \(runner.hostname) to stop; \(consequence(runner)).")
    }
    guard wait, !runners.isEmpty else { return }
    let asked = Set(runners.map(Identity.init))
    while !asked.isDisjoint(with: store.runners().map(Identity.init)) {
      Thread.sleep(forTimeInterval: 0.1)  // Another machine's end is seen by its file alone.
    }
    print("Stopped: 'revisit run' goes on with what is left.")
  }

  private func consequence(_ runner: RunnerProgress) -> String {
    let count = runner.running.count
    if count == 0 { return "no run is under way" }
    let runs = count == 1 ? "its run" : "its \(count) runs"
    return now ? "\(runs) will end at once" : "\(runs) will keep what is done first"
  }

  /// One runner among all that there were.
  private struct Identity: Hashable {
    let hostname: String
    let processID: Int32
    let startedAt: Date

    init(_ runner: RunnerProgress) {
      hostname = runner.hostname
      processID = runner.processID
      startedAt = runner.startedAt
    }
  }
}
