import Analysis
import Randomness
import Testing

@Suite struct EquivalenceTests {
  @Test func `two one-sided tests agree with statsmodels`() throws {
    for frozen in try InferenceGolden.read().equivalence {
      let found = try #require(Equivalence(frozen.differences, margin: frozen.margin))
      #expect(isClose(found.pValue, frozen.pValue, relative: 1e-9, absolute: 1e-14))
      #expect(isClose(found.pValue, max(frozen.lowerP, frozen.upperP), relative: 1e-9))
      #expect(found.isTold == (frozen.pValue < 0.05))
      // The 90 % interval lies within the margin exactly where both tests reject.
      let within = found.interval.low > -frozen.margin && found.interval.high < frozen.margin
      #expect(found.isTold == within)
    }
  }

  /// At the edge of the margin equivalence is told in one of twenty studies; 2,000 give 3.5 to 6.5 % with three deviations.
  @Test func `at the margin's edge equivalence is told as rarely as it says`() throws {
    var stream = testStream(11)
    let told = (0..<2000).count { _ in
      let differences = (0..<12).map { _ in 1 + 0.5 * stream.nextNormal() }
      return Equivalence(differences, margin: 1)?.isTold == true
    }
    #expect((70...130).contains(told), "\(told) of 2000")
  }

  @Test func `differences that do not vary, or a single one, are not tested`() {
    #expect(Equivalence([0.1], margin: 1) == nil)
    #expect(Equivalence([0.1, 0.1, 0.1], margin: 1) == nil)
  }

  @Test func `a mean is tested against a fixed value as its differences from it are`() throws {
    let values = [0.5, 0.75, 1.0, 0.625]
    let estimate = try #require(MeanEstimate(values))
    let found = try #require(Equivalence(estimate, from: 0.5, margin: 0.625))
    #expect(found == Equivalence(values.map { $0 - 0.5 }, margin: 0.625))
    #expect(found.mean == 0.21875 && found.isTold)
    #expect(Equivalence(try #require(MeanEstimate([0.5])), from: 0, margin: 1) == nil)
  }

  @Test func `differences are paired by replicate, and the rest is named`() throws {
    let pairs = PairedDifferences([0: 0.5, 2: 0.75, 3: 1], [2: 0.25, 0: 0.25, 7: 0])
    #expect(pairs.values == [0.25, 0.5] && pairs.replicates == [0, 2])
    #expect(pairs.unpaired == [3, 7])
    #expect(try #require(pairs.estimate()).mean == 0.375)
    #expect(pairs.equivalence(margin: 100)?.isTold == true)
    #expect(PairedDifferences([1: 1], [2: 1]).estimate() == nil)
  }
}
