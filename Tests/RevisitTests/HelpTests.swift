import Testing

/// The help of every command.
@Suite(.timeLimit(.minutes(2))) struct HelpTests {
  @Test(arguments: [
    "", "run", "stop", "plan", "report", "model", "models", "tables", "infer", "export", "data",
    "data prepare", "data check", "bench", "bench models", "check", "verify", "selftest",
  ])
  func `help fits a terminal of eighty columns`(command: String) throws {
    let ended = try help(command)
    #expect(ended.status == 0 && ended.errors.isEmpty)
    #expect(ended.output.split(separator: "\n").filter { $0.count > 80 } == [])
  }

  @Test func `the help of run says what its exit status means`() throws {
    #expect(
      try help("run").output.contains(
        """
        Exit status: 0 if every run has a result, diverged ones too; 1 if a run failed
        or the study cannot be run; 3 if the budget ended first; 64 for a wrong command
        line; 130 if interrupted or stopped.
        """))
  }

  private func help(_ command: String) throws -> Ended {
    try Workplace.with {
      try $0.revisit(command.split(separator: " ").map(String.init) + ["--help"])
    }
  }
}
