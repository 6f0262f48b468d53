// The command line.

import ArgumentParser

@main
struct Revisit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revisit",
    abstract: "Scaling studies of image classifiers: from a study file to a paper's tables.",
    subcommands: [
      RunCommand.self, StopCommand.self, PlanCommand.self, ReportCommand.self, ModelCommand.self,
      InferCommand.self,
      ExportCommand.self, ModelsCommand.self, TablesCommand.self, DataCommand.self,
      BenchCommand.self, StudyCheckCommand.self, VerifyCommand.self, SelfTestCommand.self,
      WorkCommand.self,
    ])
}
