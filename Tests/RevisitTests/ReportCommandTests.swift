import Testing

/// What a report is made from.
@Suite(.timeLimit(.minutes(2))) struct ReportCommandTests {
  @Test func `a study that was not run has no report`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      let ended = try place.revisit("report", "tiny.yaml")
      #expect(
        ended.errors == """
          Error: results/tiny: holds no ended run of this study; give 'revisit run tiny.yaml' first

          """)
      #expect(ended.status == 1)
    }
  }
}
