// Whether two columns order the same things alike: Kendall's tau with an interval, and agreement of signs.

import Foundation
import Randomness

/// Agreement of two columns in order, for example of a published one and ours.
///
/// - Source: Kendall 1945, "The treatment of ties in ranking problems", for tau b.
public struct RankAgreement: Hashable, Sendable {
  /// How many items both columns have.
  public let count: Int
  /// Kendall's tau b, in -1...1.
  public let tau: Double
  /// The two-sided p-value of "the orders have nothing to do with each other": exact without ties, else normal.
  public let pValue: Double
  /// The percentile interval of tau over items; nil where fewer than half of the resamples have a tau.
  public let interval: Interval?

  /// The agreement of two columns, one value an item each; nil where a column does not vary.
  ///
  /// - Precondition: The columns have one length.
  public init?(_ first: [Double], _ second: [Double], bootstrap: Bootstrap) {
    precondition(
      first.count == second.count, "\(first.count) values against \(second.count)")
    let signs = PairSigns(first, second)
    let ones = Array(repeating: 1.0, count: first.count)
    guard first.count > 1, let tau = signs.tau(weights: ones) else { return nil }
    count = first.count
    self.tau = tau
    pValue = signs.pValue
    var plan = bootstrap
    plan.units = [.point]
    let places = Array(first.indices)
    let drawn = (0..<plan.count).compactMap { index in
      signs.tau(
        weights: plan.weights(
          index, points: places, replicates: Array(repeating: 0, count: places.count)))
    }
    interval = plan.interval(of: drawn)
  }
}

/// The order of each two items in both columns.
private struct PairSigns {
  let count: Int
  /// For items i < j in turn: 1 where the second is larger, 0 where equal, -1 where smaller.
  let first, second: [Int]
  private let tiesFirst, tiesSecond: [Int]

  init(_ a: [Double], _ b: [Double]) {
    count = a.count
    (first, second) = (Self.signs(a), Self.signs(b))
    (tiesFirst, tiesSecond) = (Self.ties(a), Self.ties(b))
  }

  private static func signs(_ values: [Double]) -> [Int] {
    values.indices.flatMap { i in
      (i + 1..<max(values.count, i + 1)).map { j in
        values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0
      }
    }
  }

  /// Sizes of groups of equal values.
  private static func ties(_ values: [Double]) -> [Int] {
    Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +).values.filter { $0 > 1 }.sorted()
  }

  private var score: Int { zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Tau b where item `i` counts `weights[i]` times; nil where a column does not vary.
  func tau(weights: [Double]) -> Double? {
    var (score, varyFirst, varySecond, pair) = (0.0, 0.0, 0.0, 0)
    for i in 0..<count {
      for j in i + 1..<max(count, i + 1) {
        let weight = weights[i] * weights[j]
        score += weight * Double(first[pair] * second[pair])
        if first[pair] != 0 { varyFirst += weight }
        if second[pair] != 0 { varySecond += weight }
        pair += 1
      }
    }
    guard varyFirst > 0, varySecond > 0 else { return nil }
    return score / (varyFirst * varySecond).squareRoot()
  }

  /// Exact without ties for up to 50 items, else by the normal approximation with ties' correction.
  var pValue: Double {
    guard tiesFirst.isEmpty, tiesSecond.isEmpty, count <= 50 else { return normalPValue }
    let discordant = (count * (count - 1) / 2 - score) / 2
    let frequencies = inversionFrequencies
    let side = min(discordant, count * (count - 1) / 2 - discordant)
    return min(1, 2 * frequencies.prefix(side + 1).reduce(0, +))
  }

  /// The shares of permutations by their number of inversions, from none on.
  ///
  /// - Source: Knuth, "The Art of Computer Programming" 3, section 5.1.1, by their generating function.
  private var inversionFrequencies: [Double] {
    var shares = [1.0]
    for size in 2...max(2, count) {
      var next = Array(repeating: 0.0, count: shares.count + size - 1)
      for (inversions, share) in shares.enumerated() {
        for more in 0..<size { next[inversions + more] += share / Double(size) }
      }
      shares = next
    }
    return shares
  }

  /// - Source: Kendall 1970, "Rank correlation methods", chapter 4: variance of the score with ties.
  private var normalPValue: Double {
    let n = Double(count)
    func sum(_ ties: [Int], _ term: (Double) -> Double) -> Double {
      ties.reduce(0) { $0 + term(Double($1)) }
    }
    let cubic = { (t: Double) in t * (t - 1) * (2 * t + 5) }
    let base = (cubic(n) - sum(tiesFirst, cubic) - sum(tiesSecond, cubic)) / 18
    let pairs = { (t: Double) in t * (t - 1) }
    let triples = { (t: Double) in t * (t - 1) * (t - 2) }
    let both = sum(tiesFirst, pairs) * sum(tiesSecond, pairs) / (2 * n * (n - 1))
    let threes =
      count > 2
      ? sum(tiesFirst, triples) * sum(tiesSecond, triples) / (9 * n * (n - 1) * (n - 2)) : 0
    return normalTail(Double(score) / (base + both + threes).squareRoot())
  }
}

/// How often two columns of differences have the same sign.
public struct SignAgreement: Hashable, Sendable {
  /// Differences that are not zero in either column.
  public let count: Int
  /// Those of one sign.
  public let agreeing: Int
  /// The interval of the share that agrees; nil where there are none.
  ///
  /// - Source: Clopper and Pearson 1934, "The use of confidence or fiducial limits".
  public let interval: Interval?
  /// The two-sided p-value of "signs agree by chance"; nil where there are none.
  public let pValue: Double?

  /// The agreement of two columns of differences, one value an item each.
  ///
  /// - Precondition: The columns have one length.
  public init(_ first: [Double], _ second: [Double], level: Double = 0.95) {
    precondition(
      first.count == second.count, "\(first.count) differences against \(second.count)")
    let told = zip(first, second).filter { $0 != 0 && $1 != 0 }
    let (n, k) = (told.count, told.count { ($0 < 0) == ($1 < 0) })
    (count, agreeing) = (n, k)
    guard n > 0 else {
      (interval, pValue) = (nil, nil)
      return
    }
    let tail = (1 - level) / 2
    interval = Interval(
      low: k == 0 ? 0 : betaQuantile(tail, Double(k), Double(n - k + 1)),
      high: k == n ? 1 : betaQuantile(1 - tail, Double(k + 1), Double(n - k)))
    let side = Double(min(k, n - k))
    let below = regularizedBeta(0.5, Double(n) - side, side + 1, complement: 0.5)
    pValue = min(1, 2 * below)
  }
}
