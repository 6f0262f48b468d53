// Resizing with antialiasing, bit for bit as Pillow does it.

/// A kernel of interpolation.
enum ResamplingFilter: String, CaseIterable {
  case bilinear
  case bicubic

  /// Half the width of the kernel, in source pixels when enlarging.
  var support: Double { self == .bilinear ? 1 : 2 }

  /// The kernel's value at a distance.
  ///
  /// - Source: Keys 1981, "Cubic convolution interpolation", with a = -0.5.
  func weight(_ distance: Double) -> Double {
    let x = abs(distance)
    let a = -0.5
    switch self {
    case .bilinear: return max(1 - x, 0)
    case .bicubic:
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      if x < 2 { return (((x - 5) * x + 8) * x - 4) * a }
      return 0
    }
  }
}

/// What one output pixel takes from a row: weights in units of 2^-22, from source pixel `first` on.
struct ResamplingTaps {
  static let precisionBits = 22

  let first: Int
  let weights: [Int]

  /// The taps of each of `target` pixels from `source` ones.
  ///
  /// When shrinking, the kernel is widened by the scale; that is the antialiasing.
  static func taps(from source: Int, to target: Int, _ filter: ResamplingFilter) -> [ResamplingTaps]
  {
    let scale = Double(source) / Double(target)
    let stretch = max(scale, 1)
    let support = filter.support * stretch
    return (0..<target).map { place in
      let center = (Double(place) + 0.5) * scale
      let first = max(Int(center - support + 0.5), 0)
      let end = min(Int(center + support + 0.5), source)
      let weights = (first..<end).map { pixel in
        filter.weight((Double(pixel) - center + 0.5) * (1 / stretch))
      }
      return ResamplingTaps(first: first, weights: fixedPoint(weights))
    }
  }

  private static func fixedPoint(_ weights: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    return weights.map { weight in
      let scaled = (sum == 0 ? weight : weight / sum) * Double(1 << precisionBits)
      return Int(scaled < 0 ? scaled - 0.5 : scaled + 0.5)
    }
  }
}

/// A pass of resizing over one axis of arrays laid out as [outer, axis, inner].
struct ResamplingPass {
  let taps: [ResamplingTaps]
  let sourceExtent: Int

  init(from source: Int, to target: Int, _ filter: ResamplingFilter) {
    taps = ResamplingTaps.taps(from: source, to: target, filter)
    sourceExtent = source
  }

  /// The resized array, each value rounded to a byte.
  func apply(to bytes: [UInt8], inner: Int) -> [UInt8] {
    let outer = bytes.count / (sourceExtent * inner)
    var result = [UInt8](repeating: 0, count: outer * taps.count * inner)
    let source = bytes.span
    var target = result.mutableSpan
    for slab in 0..<outer {
      for (place, tap) in taps.enumerated() {
        let from = (slab * sourceExtent + tap.first) * inner
        let to = (slab * taps.count + place) * inner
        let weights = tap.weights.span
        for element in 0..<inner {
          var sum = 1 << (ResamplingTaps.precisionBits - 1)
          for index in weights.indices {
            sum += weights[index] * Int(source[from + index * inner + element])
          }
          target[to + element] = UInt8(min(max(sum >> ResamplingTaps.precisionBits, 0), 255))
        }
      }
    }
    return result
  }
}
