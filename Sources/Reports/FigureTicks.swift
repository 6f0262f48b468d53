// Ticks that people can read: round numbers, not too many.

import Analysis
import Foundation

extension FigureAxis {
  /// The axis with a range that holds some values and a margin, and with at most so many ticks and one more.
  func fitted(to values: [Double], most: Int) -> FigureAxis {
    var axis = self
    if range == nil {
      let (low, high) = (values.min() ?? 1, values.max() ?? 2)
      if isLogarithmic {
        let margin = pow(high / low, 0.05) * 1.02
        axis.range = Interval(low: low / margin, high: high * margin)
      } else {
        let margin = high > low ? (high - low) * 0.06 : max(abs(high), 1) * 0.1
        axis.range = Interval(low: low - margin, high: high + margin)
      }
    }
    guard ticks == nil, let range = axis.range else { return axis }
    axis.ticks =
      isLogarithmic ? logarithmicTicks(range, most: most) : linearTicks(range, most: most + 1)
    return axis
  }
}

/// Ticks of a logarithmic axis: powers of ten where there are three, else round numbers between.
func logarithmicTicks(_ range: Interval, most: Int = 6) -> [FigureTick] {
  let (first, last) = (Int(log10(range.low).rounded(.down)), Int(log10(range.high).rounded(.up)))
  let steps: [[Double]] = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 7]]
  for step in steps {
    let positions = (first...last).flatMap { power in
      step.map { $0 * pow(10, Double(power)) }
    }
    .filter(range.contains)
    guard positions.count >= 3 || step.count == 7 else { continue }
    // Within a small range multiples of a common step are rounder than what is left of these.
    if positions.count < 3 { return linearTicks(range, most: most) }
    let stride = (positions.count + most - 1) / most
    let kept = positions.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    return kept.map { FigureTick($0, step.count == 1 ? powerLabel($0) : tickLabel($0)) }
  }
  return []
}

/// Ticks of a linear axis: a few multiples of 1, 2 or 5 times a power of ten.
func linearTicks(_ range: Interval, most: Int = 7) -> [FigureTick] {
  let width = range.high - range.low
  guard width > 0 else { return [FigureTick(range.low, tickLabel(range.low))] }
  let power = pow(10, log10(width / Double(most)).rounded(.down))
  let step = [1, 2, 5, 10].map { $0 * power }.first { width / $0 <= Double(most) } ?? width
  let (first, last) = (
    Int((range.low / step).rounded(.up)), Int((range.high / step).rounded(.down))
  )
  return first > last
    ? []
    : (first...last).map { place in
      let position = Double(place) * step
      return FigureTick(position, tickLabel(position))
    }
}

/// A number as a tick shows it, with the letter of its thousands where it is large: `20 M`.
private func tickLabel(_ value: Double) -> String {
  guard value >= 1e4 else { return String(format: "%g", value) }
  let letters = ["k", "M", "G", "T", "P", "E"]
  let thousands = min(Int(log10(value * 1.000001)) / 3, letters.count)
  return String(format: "%g ", value / pow(1000, Double(thousands))) + letters[thousands - 1]
}

/// A power of ten, raised where it is far from 1.
private func powerLabel(_ value: Double) -> String {
  if value >= 0.01 && value < 1e5 { return String(format: "%g", value) }
  let power = Int(log10(value * 1.000001).rounded(.down))
  let factor = value / pow(10, Double(power))
  let raised = "10^{\(power)}"
  return abs(factor - 1) < 1e-9 ? raised : String(format: "%g×", factor) + raised
}
