import Testing

/// The listing of a network.
@Suite(.timeLimit(.minutes(2))) struct ModelCommandTests {
  @Test func `the totals are the published ones`() throws {
    let ended = try model("resnet50", "--resolution", "224")
    let lines = ended.output.split(separator: "\n")
    #expect(
      lines.first == """
        resnet50 at 224 px: 25,557,032 parameters, 4,089,184,256 multiply-adds, 11,113,984 \
        activations of convolutions
        """)
    #expect(lines.last?.split(separator: " ") == ["total", "25,557,032", "4,089,184,256"])
    #expect(ended.status == 0 && ended.errors.isEmpty)
  }

  @Test func `a network over clips is listed for its published number of frames`() throws {
    let ended = try model("r3d_50")
    #expect(
      ended.output.hasPrefix(
        "r3d_50 at 224 px: 33,617,872 parameters, 49,626,841,088 multiply-adds"))
    #expect(ended.output.contains(/stem\.conv +16 x 112 x 112 x 64/))
  }

  @Test func `a batch tells the memory of a step`() throws {
    let ended = try model("cifar_resnet20", "--batch", "128")
    let text = try #require(ended.output.split(separator: "\n\n").last)
    #expect(
      text.contains(/training step with batch 128, one shard: (\d+) MiB at its peak; activations/))
    #expect(text.contains(/inference with batch 128: (\d+) MiB at its peak/))
    #expect(ended.status == 0)
  }

  @Test func `an unknown network names the nearest`() throws {
    let ended = try model("resnet51")
    #expect(
      ended.errors == """
        Error: unknown model 'resnet51'; did you mean 'resnet50'?

        """)
    #expect(ended.status == 1)
  }

  @Test(
    arguments: zip(
      [
        ["--resolution", "0"], ["--resolution", "1000000"], ["--classes", "0"],
        ["--classes", "9223372036854775807"],
      ],
      [
        "--resolution is 0; expected a whole number from 4 to 1024.",
        "--resolution is 1000000; expected a whole number from 4 to 1024.",
        "--classes is 0; expected a whole number from 1 to 1000000.",
        "--classes is 9223372036854775807; expected a whole number from 1 to 1000000.",
      ]))
  func `extents that no study has are errors of usage`(
    options: [String], message: String
  ) throws {
    let ended = try model(["resnet50"] + options)
    #expect(ended.status == 64)
    #expect(ended.errors.hasPrefix("Error: \(message)\nUsage: "))
  }

  private func model(_ arguments: String...) throws -> Ended { try model(arguments) }

  private func model(_ arguments: [String]) throws -> Ended {
    try Workplace.with { try $0.revisit(["model"] + arguments) }
  }
}
