import Analysis
import Randomness
import Testing

@Suite struct DesignPowerTests {
  /// Two regimes with two pairs each, points without results.
  private static func design(margin: Double? = nil, by: [String] = ["epochs"]) throws -> DesignPower
  {
    var rows: [[ObservationValue]] = []
    for epochs in [8.0, 64] {
      for (label, cost) in [("depth", 2.0), ("width", 2.1), ("depth", 4), ("width", 4.1)] {
        rows.append([
          .text("\(rows.count)"), .number(0), .text(label), .number(epochs), .number(cost),
        ])
      }
    }
    var contrast = Contrast(
      group: "scale", first: "depth", second: "width", metric: "top1", match: ["cost": 0.15])
    contrast.by = by
    contrast.equivalence = margin
    return try DesignPower(
      contrast,
      points: ObservationTable(
        columns: ["point", "replicate", "scale", "epochs", "cost"], rows: rows))
  }

  private static func power(
    _ design: DesignPower, effect: Double, replicates: Int, simulations: Int = 2000
  ) -> [RegimePower] {
    design.power(
      PowerAssumption(effect: effect, noise: 1, replicates: replicates), simulations: simulations,
      seed: Seed(root: 8))
  }

  /// A mean of two pairs has the deviation 1, so that with five replicates this is a t test at distance sqrt(5) effect.
  @Test func `the power of one regime is that of the paired t test`() throws {
    let design = try Self.design(by: [])
    // Four pairs: the deviation of a replicate's mean is sqrt(2 / 4); statsmodels' TTestPower at effect 1 / 0.7071.
    let power = Self.power(design, effect: 1, replicates: 5)
    #expect(power.count == 1 && power[0].pairs == 4)
    #expect(abs(power[0].first - 0.6625) < 0.035, "\(power[0].first)")
    #expect(power[0].second < 0.005)
  }

  @Test func `without an effect some regime is decided in one of twenty studies`() throws {
    let power = Self.power(try Self.design(), effect: 0, replicates: 4)
    let wrong = power.map { $0.first + $0.second }
    // Holm over two regimes: each is told by itself with at most 5 %, nearly 2.5 %.
    #expect(wrong.allSatisfy { $0 > 0.01 && $0 < 0.045 }, "\(wrong)")
    #expect(power.map(\.pairs) == [2, 2])
  }

  @Test func `more replicates decide more, one decides nothing`() throws {
    let design = try Self.design()
    let shares = [2, 4, 8, 16].map { Self.power(design, effect: 1, replicates: $0)[0].first }
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 }, "\(shares)")
    #expect(Self.power(design, effect: 1, replicates: 1)[0].undecided == 1)
  }

  @Test func `a margin that holds the effect ends in equivalence`() throws {
    let power = Self.power(try Self.design(margin: 2), effect: 0, replicates: 12)
    #expect(power.allSatisfy { $0.equivalent > 0.9 })
  }
}
