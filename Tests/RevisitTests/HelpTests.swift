import Testing

/// The help of every command.
@Suite(.timeLimit(.minutes(10))) struct HelpTests {
  @Test(arguments: [
    "", "run", "stop", "plan", "status", "show", "compare", "report", "fit", "check", "verify",
    "model", "models", "tables", "claims", "explain", "infer", "export", "data", "data prepare",
    "data check",
    "bench",
    "bench models", "study", "study show", "study schema", "study diff", "selftest",
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

  @Test func `the help of the program says what its exit status means`() throws {
    #expect(
      try help("").output.contains(
        """
        Exit status of all commands:
          0    done; for 'run', every run has a result, diverged ones too
          1    a run failed, something could not be done, or a check found faults
          2    'study diff': a file cannot be read
          3    'run': the study's budget ended, and nothing failed
          64   wrong command line
          130  interrupted by Ctrl-C; what was finished is kept
        """))
  }

  @Test func `the version names program and libraries`() throws {
    try Workplace.with { place in
      let lines = try place.revisit("--version").output.split(separator: "\n")
      let words = lines.map { $0.split(separator: " ") }
      #expect(words.map(\.first) == ["revisit", "oneDNN", "HDF5", "zlib", "liblzma"])
      #expect(words[0].dropFirst(2).first == "commit")
      // Each library has a version of numbers with points between.
      for line in words.dropFirst() {
        #expect(line[1].wholeMatch(of: /[0-9]+(\.[0-9]+)+,?/) != nil)
      }
    }
  }

  private func help(_ command: String) throws -> Ended {
    try Workplace.with {
      try $0.revisit(command.split(separator: " ").map(String.init) + ["--help"])
    }
  }
}
