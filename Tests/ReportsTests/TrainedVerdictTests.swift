import Analysis
import Testing

@testable import Reports

@Suite struct TrainedVerdictTests {
  private static func verdict(_ values: [Double], margin: Double?) throws -> String {
    TrainedVerdict(try #require(MeanEstimate(values)), published: 0.8, margin: margin).words
  }

  /// Means 0.5 points and more above the published one, each interval of half a point.
  @Test(
    arguments: zip(
      [[0.798, 0.800, 0.802], [0.803, 0.805, 0.807], [0.808, 0.810, 0.812]],
      [
        ["reproduced", "consistent", "consistent"], ["reproduced", "differs", "differs"],
        ["differs", "differs", "differs"],
      ]))
  func `a small difference is reproduced within a margin that allows it, and told without`(
    values: [Double], expected: [String]
  ) throws {
    #expect(
      try [0.01, 0.003, nil].map { try Self.verdict(values, margin: $0) } == expected)
  }

  @Test func `noise leaves it at consistent`() throws {
    #expect(try Self.verdict([0.75, 0.80, 0.86], margin: 0.01) == "consistent")
  }

  @Test func `one run, or runs without noise, decide nothing`() throws {
    #expect(try Self.verdict([0.8], margin: 0.01) == "undecided: one run")
    #expect(try Self.verdict([0.8, 0.8, 0.8], margin: 0.01) == "undecided: runs do not vary")
  }
}
