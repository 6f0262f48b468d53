import Testing

/// What a plan tells of one point.
@Suite(.timeLimit(.minutes(10))) struct WhyNotTests {
  @Test func `a plan tells what became of a point, and nothing else`() throws {
    try Workplace.with { place in
      try place.write(
        TinyStudy.text(
          """
          axes: {momentum: {set: train.momentum, values: [0.5, 0.75]}}
          constraints: [{drop: momentum > 0.6, why: it diverges}]

          """), to: "tiny.yaml")
      let removed = try place.revisit("plan", "tiny.yaml", "--why-not", "momentum=0.75")
      #expect(removed.status == 0 && removed.errors.isEmpty)
      let lines = removed.output.split(separator: "\n")
      #expect(lines.count == 3)
      #expect(lines.first == "1 combination of the grid: train.momentum = 0.75")
      #expect(
        lines.dropFirst().first?.hasPrefix("1 combination removed by 'drop momentum > 0.6' (line ")
          == true)
      #expect(lines.last == "  momentum = 0.75")
      let unknown = try place.revisit("plan", "tiny.yaml", "--why-not", "momentun=0.75")
      #expect(unknown.status == 1)
      #expect(
        unknown.errors
          == "Error: 'momentun' is no axis, group or setting of the study; did you mean 'momentum'?\n"
      )
    }
  }
}
