import Randomness
import Testing

@testable import Analysis

@Suite struct ReferenceDifferencesTests {
  private static let reference = [0: 0.50, 1: 0.52, 2: 0.51, 3: 0.49]

  private static func found(
    _ shifts: [[Double]], higherIsBetter: Bool = true, margin: Double? = nil
  ) -> [ReferenceDifference] {
    let conditions = shifts.map { shift in
      Dictionary(uniqueKeysWithValues: shift.enumerated().map { ($0, $1 + (reference[$0] ?? 0)) })
    }
    return ReferenceDifference.differences(
      of: conditions, from: reference, higherIsBetter: higherIsBetter, margin: margin)
  }

  @Test func `better and worse are told of the metric's good direction`() {
    let shifts = [
      [0.10, 0.11, 0.10, 0.09], [-0.10, -0.11, -0.10, -0.09], [0.1, -0.1, 0.05, -0.02],
    ]
    #expect(
      Self.found(shifts).map(\.verdict) == [
        .better, .worse, .undecided("not told from zero"),
      ])
    #expect(
      Self.found(shifts, higherIsBetter: false).map(\.verdict).prefix(2) == [.worse, .better])
  }

  @Test func `p-values are Holm's, and what they cost is said`() throws {
    let edge = [0.01, 0.03, 0.02, 0.012]
    let alone = try #require(Self.found([edge]).first)
    #expect(alone.verdict == .better)
    let among = Self.found([edge, [0.1, -0.1, 0.05, -0.02], [-0.03, 0.02, 0.01, 0.01]])
    #expect(among[0].verdict == .undecided("told alone, not after Holm"))
    let p = try #require(alone.pValue)
    #expect(isClose(try #require(among[0].pValue), 3 * p, relative: 1e-12))
  }

  @Test
  func `within a margin that the test shows a row is equivalent, and each margin is corrected`() {
    let small = [0.001, -0.001, 0.002, 0.0005]
    #expect(Self.found([small], margin: 0.004).map(\.verdict) == [.equivalent])
    #expect(Self.found([small]).map(\.verdict) == [.undecided("not told from zero")])
    let family = Array(repeating: small, count: 40)
    #expect(
      Self.found(family, margin: 0.004).allSatisfy {
        $0.verdict == .undecided("not told from zero")
      })
  }

  @Test func `what cannot be tested says why`() {
    let found = ReferenceDifference.differences(
      of: [[7: 1], [0: 0.6], [0: 0.5, 1: 0.52]], from: Self.reference, higherIsBetter: true,
      margin: 0.1)
    #expect(found[0].estimate == nil && found.allSatisfy { $0.pValue == nil })
    #expect(
      found.map(\.verdict) == [
        .undecided("no replicate in common"), .undecided("one replicate in common"),
        .undecided("differences do not vary"),
      ])
  }

  /// Under no difference at all a family of eight says so wrongly in one of twenty; 1,000 give 29 to 71 with three deviations.
  @Test func `a family is wrong as rarely as it says`() {
    var stream = testStream(19)
    let wrong = (0..<1000).count { _ in
      let values = (0..<9).map { _ in
        Dictionary(uniqueKeysWithValues: (0..<5).map { ($0, stream.nextNormal()) })
      }
      return ReferenceDifference.differences(
        of: Array(values.dropFirst()), from: values[0], higherIsBetter: true, margin: nil
      ).contains { $0.verdict == .better || $0.verdict == .worse }
    }
    // Tests that share their reference hang together, so that Holm is a little careful.
    #expect((15...71).contains(wrong), "\(wrong) of 1000")
  }
}
