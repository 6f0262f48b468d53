// Ticks that people can read: round numbers, not too many.

import Analysis
import Foundation

extension FigureAxis {
  /// The axis with a range that holds some values and a margin, and with ticks where it is logarithmic.
  func fitted(to values: [Double]) -> FigureAxis {
    guard range == nil, let low = values.min(), let high = values.max() else { return self }
    var axis = self
    if isLogarithmic {
      let margin = pow(high / low, 0.05) * 1.02
      axis.range = Interval(low: low / margin, high: high * margin)
      axis.ticks = ticks ?? axis.range.map(logarithmicTicks)
    } else {
      let margin = high > low ? (high - low) * 0.06 : max(abs(high), 1) * 0.1
      axis.range = Interval(low: low - margin, high: high + margin)
    }
    return axis
  }
}

/// Ticks of a logarithmic axis: powers of ten where there are three, else round numbers between.
func logarithmicTicks(_ range: Interval) -> [FigureTick] {
  let (first, last) = (Int(log10(range.low).rounded(.down)), Int(log10(range.high).rounded(.up)))
  let steps: [[Double]] = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 7]]
  for step in steps {
    let positions = (first...last).flatMap { power in
      step.map { $0 * pow(10, Double(power)) }
    }
    .filter(range.contains)
    guard positions.count >= 3 || step.count == 7 else { continue }
    let stride = (positions.count + 5) / 6
    return positions.enumerated().filter { $0.offset % stride == 0 }
      .map { FigureTick($0.element, tickLabel($0.element)) }
  }
  return []
}

/// Ticks of a linear axis: four to seven multiples of 1, 2 or 5 times a power of ten.
func linearTicks(_ range: Interval) -> [FigureTick] {
  let width = range.high - range.low
  guard width > 0 else { return [FigureTick(range.low, tickLabel(range.low))] }
  let power = pow(10, log10(width / 7).rounded(.down))
  let step = [1, 2, 5, 10].map { $0 * power }.first { width / $0 <= 7 } ?? width
  let (first, last) = (
    Int((range.low / step).rounded(.up)), Int((range.high / step).rounded(.down))
  )
  return first > last
    ? []
    : (first...last).map { place in
      let position = Double(place) * step
      return FigureTick(position, String(format: "%g", position))
    }
}

/// A number as a tick shows it, with the power of ten raised where the number is far from 1.
private func tickLabel(_ value: Double) -> String {
  if value >= 0.01 && value < 1e5 { return String(format: "%g", value) }
  let power = Int(log10(value * 1.000001).rounded(.down))
  let factor = value / pow(10, Double(power))
  let raised = "10^{\(power)}"
  return abs(factor - 1) < 1e-9 ? raised : String(format: "%g×", factor) + raised
}
