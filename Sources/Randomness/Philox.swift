// The counter-based generator under every random number of a run.

/// Philox 4x32 with ten rounds: a bijection of 128-bit counters, chosen by a 64-bit key.
///
/// - Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3.
public enum Philox4x32 {
  private static let multipliers: (UInt32, UInt32) = (0xD251_1F53, 0xCD9E_8D57)
  private static let weylIncrements = SIMD2<UInt32>(0x9E37_79B9, 0xBB67_AE85)

  /// Four random words, a function of the counter and the key alone.
  @inlinable
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    rounds(counter, key)
  }

  @usableFromInline
  static func rounds(_ counter: SIMD4<UInt32>, _ key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (x, key) = (counter, key)
    for _ in 0..<10 {
      let first = multipliers.0.multipliedFullWidth(by: x[0])
      let second = multipliers.1.multipliedFullWidth(by: x[2])
      x = SIMD4(
        second.high ^ x[1] ^ key[0], second.low, first.high ^ x[3] ^ key[1], first.low)
      key &+= weylIncrements
    }
    return x
  }
}
