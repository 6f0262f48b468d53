// The draws of what is generated: none uses a function whose last bits differ between machines.

import Randomness

extension RandomStream {
  /// A number, equally likely anywhere in a range.
  mutating func nextNumber(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + nextUnit() * (range.upperBound - range.lowerBound)
  }

  /// Three channels, each drawn from a range.
  mutating func nextColor(in range: ClosedRange<Double>) -> SIMD3<Double> {
    [nextNumber(in: range), nextNumber(in: range), nextNumber(in: range)]
  }

  /// A vector of length 1, drawn without sine and cosine.
  mutating func nextDirection() -> SIMD2<Double> {
    while true {
      let point = SIMD2(nextNumber(in: -1...1), nextNumber(in: -1...1))
      let squared = (point * point).sum()
      if squared > 0.01 && squared <= 1 { return point / squared.squareRoot() }
    }
  }

  /// A value in 0...1 as a byte, with noise where its deviation is above 0.
  mutating func nextByte(around value: Double, deviation: Double) -> UInt8 {
    let noisy = deviation > 0 ? value + deviation * nextSmallNormal() : value
    return UInt8(min(max(noisy, 0), 1) * 255 + 0.5)
  }

  /// A number with mean 0 and deviation 1 from one word: the sum of its four bytes, centred and scaled.
  ///
  /// Close to normal up to 3 deviations, quick, and without the last bits of a logarithm.
  private mutating func nextSmallNormal() -> Double {
    let word = nextWord()
    let sum = (word & 255) + (word >> 8 & 255) + (word >> 16 & 255) + word >> 24
    // A byte has mean 127.5 and variance (256^2 - 1) / 12.
    return (Double(sum) - 510) / 147.80054
  }
}
