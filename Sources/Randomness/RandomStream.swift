// A stream of random numbers addressed by seed, purpose, epoch and index.

import Foundation

/// The random numbers for one purpose, epoch and index: a value, so that a copy repeats them.
///
/// Adding a draw to one stream moves no other, and no stream depends on which was read first.
public struct RandomStream: Sendable {
  private let key: SIMD2<UInt32>
  private var counter: SIMD4<UInt32>
  private var words = SIMD4<UInt32>()
  private var used = 4

  /// The stream at an address; `lane` tells apart streams of one address, such as two dropout layers.
  ///
  /// - Precondition: `epoch` and `index` are in 0..<2^32, `lane` in 0..<2^24.
  public init(seed: Seed, purpose: RandomPurpose, epoch: Int = 0, index: Int = 0, lane: Int = 0) {
    key = seed.key
    counter = [0, UInt32(index), UInt32(epoch), purpose.rawValue | UInt32(lane) << 8]
  }

  /// The next 32 random bits.
  public mutating func nextWord() -> UInt32 {
    if used == 4 {
      words = Philox4x32.block(counter: counter, key: key)
      counter[0] += 1
      used = 0
    }
    defer { used += 1 }
    return words[used]
  }

  /// A number in [0, 1), a multiple of 2^-53.
  public mutating func nextUnit() -> Double {
    let high = UInt64(nextWord() >> 5)
    let low = UInt64(nextWord() >> 6)
    return Double(high << 26 | low) * 0x1p-53
  }

  /// An integer in 0..<bound, each equally likely.
  ///
  /// - Precondition: `bound` is in 1...2^32.
  /// - Source: Lemire 2019, arXiv 1805.10941, section 4: multiply, reject the few words that would bias.
  public mutating func nextInteger(below bound: Int) -> Int {
    let bound = UInt64(bound)
    let rejected = (UInt64(1) << 32) % bound
    while true {
      let product = UInt64(nextWord()) * bound
      if product & 0xFFFF_FFFF >= rejected { return Int(product >> 32) }
    }
  }

  /// A number from the normal distribution with mean 0 and deviation 1.
  ///
  /// - Source: Box and Muller 1958; the second of each pair is not used, so that a draw is one address.
  public mutating func nextNormal() -> Double {
    let radius = (-2 * log(1 - nextUnit())).squareRoot()
    return radius * cos(2 * .pi * nextUnit())
  }

  /// The numbers 0..<count in random order (Fisher and Yates, from the back).
  public mutating func nextPermutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, nextInteger(below: last + 1))
    }
    return order
  }
}
