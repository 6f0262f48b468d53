// The command line.

import ArgumentParser

@main
struct Revisit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revisit",
    abstract: "Scaling studies of image classifiers: from a study file to a paper's tables.",
    discussion: """
      Exit status of all commands:
        0    done; for 'run', every run has a result, diverged ones too
        1    a run failed, something could not be done, or a check found faults
        2    'study diff': a file cannot be read
        3    'run': the study's budget ended, and nothing failed
        64   wrong command line
        130  interrupted by Ctrl-C; what was finished is kept
      Errors go to standard error, all else to standard output.

      Listings take --json; the keys are described in README.md.
      """,
    subcommands: [
      RunCommand.self, StopCommand.self, PlanCommand.self, StatusCommand.self, ShowCommand.self,
      CompareCommand.self, ReportCommand.self, FitCommand.self, StudyCommand.self,
      ModelCommand.self,
      InferCommand.self,
      ExportCommand.self, ModelsCommand.self, TablesCommand.self, ClaimsCommand.self,
      ExplainCommand.self,
      DataCommand.self,
      BenchCommand.self, StudyCheckCommand.self, VerifyCommand.self, SelfTestCommand.self,
      WorkCommand.self,
    ])

  @Flag(help: "Tell the program's version and those of its libraries.")
  var version = false

  func run() throws {
    guard version else { throw CleanExit.helpRequest(self) }
    print(ProgramVersion.text)
  }
}
