// The weights of resizing with antialiasing, bit for bit as Pillow has them.

import CKernels
import Foundation

/// A kernel of interpolation.
public enum ResamplingFilter: String, CaseIterable, Sendable {
  case nearest, box, bilinear, hamming, bicubic, lanczos

  /// Half the width of the kernel, in source pixels when enlarging.
  var support: Double {
    switch self {
    case .nearest: 0
    case .box: 0.5
    case .bilinear, .hamming: 1
    case .bicubic: 2
    case .lanczos: 3
    }
  }

  /// The kernel's value at a distance.
  ///
  /// - Source: Keys 1981, "Cubic convolution interpolation", with a = -0.5; the others by their names.
  func weight(_ distance: Double) -> Double {
    let x = abs(distance)
    switch self {
    case .nearest: return 0
    case .box: return distance > -0.5 && distance <= 0.5 ? 1 : 0
    case .bilinear: return max(1 - x, 0)
    case .hamming:
      // The constants are single precision in Pillow.
      return x < 1 ? sinc(x) * (Double(Float(0.54)) + Double(Float(0.46)) * cos(x * .pi)) : 0
    case .bicubic:
      let a = -0.5
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      if x < 2 { return (((x - 5) * x + 8) * x - 4) * a }
      return 0
    case .lanczos: return distance >= -3 && distance < 3 ? sinc(x) * sinc(x / 3) : 0
    }
  }

  private func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(x * .pi) / (x * .pi) }
}

/// What each place of a resized axis takes from the source: weights in units of 2^-22.
struct ResamplingTaps {
  static let precisionBits = 22

  /// The first source place of each place.
  private(set) var firsts: [Int32] = []
  /// How many source places each place takes.
  private(set) var counts: [Int32] = []
  /// The weights of each place, `most` of them.
  private var weights: [Int32] = []
  private let most: Int

  /// The taps of each of `target` places from `source` ones.
  ///
  /// When shrinking, the kernel is widened by the scale; that is the antialiasing.
  init(from source: Int, to target: Int, _ filter: ResamplingFilter) {
    let scale = Double(source) / Double(target)
    let stretch = max(scale, 1)
    let support = filter.support * stretch
    most = Int(support.rounded(.up)) * 2 + 1
    for place in 0..<target {
      let center = (Double(place) + 0.5) * scale
      let first = max(Int(center - support + 0.5), 0)
      let end = min(Int(center + support + 0.5), source)
      let values = (first..<end).map { pixel in
        filter.weight((Double(pixel) - center + 0.5) * (1 / stretch))
      }
      firsts.append(Int32(first))
      counts.append(Int32(end - first))
      weights += Self.fixedPoint(values)
      weights += Array(repeating: 0, count: most - values.count)
    }
  }

  private static func fixedPoint(_ weights: [Double]) -> [Int32] {
    let sum = weights.reduce(0, +)
    return weights.map { weight in
      let scaled = (sum == 0 ? weight : weight / sum) * Double(1 << precisionBits)
      return Int32(scaled < 0 ? scaled - 0.5 : scaled + 0.5)
    }
  }

  /// Calls `body` with the taps as the kernels take them.
  func withKernelTaps(_ body: (UnsafePointer<ck_taps>) -> Void) {
    unsafe firsts.withUnsafeBufferPointer { firsts in
      unsafe counts.withUnsafeBufferPointer { counts in
        unsafe weights.withUnsafeBufferPointer { weights in
          var taps = unsafe ck_taps(
            places: firsts.count, most: most, firsts: firsts.baseAddress,
            counts: counts.baseAddress, weights: weights.baseAddress)
          unsafe body(&taps)
        }
      }
    }
  }
}
