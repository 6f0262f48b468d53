// How much of the spread over replicates each random stream makes: mean squares of balanced designs, and their intervals.

import Foundation

/// A part of a variance.
public struct VarianceComponent: Hashable, Sendable {
  /// What makes it: a random stream such as `init`, or `residual`.
  public let source: String
  /// Its estimate by mean squares; below 0 where chance made it so.
  public let variance: Double
  /// Its interval; nil where its degrees of freedom are 0.
  public let interval: Interval?
  /// Its degrees of freedom.
  public let degreesOfFreedom: Int

  /// The square root of the estimate; 0 where that is negative.
  public var deviation: Double { max(0, variance).squareRoot() }
}

/// The split of a variance by the streams that were drawn anew.
public struct VarianceComponents: Hashable, Sendable {
  /// The parts, the residual last.
  public let components: [VarianceComponent]

  /// The part of the whole that a source makes, negative ones counting as 0; nil where the whole is 0.
  public func share(of source: String) -> Double? {
    let total = components.reduce(0) { $0 + max(0, $1.variance) }
    guard total > 0, let component = components.first(where: { $0.source == source }) else {
      return nil
    }
    return max(0, component.variance) / total
  }

  /// Two streams crossed: draw `i` of the first with draw `j` of the second, one run each.
  ///
  /// The residual is what both do together and what neither does.
  ///
  /// - Parameters:
  ///   - values: One row a draw of the first stream, one value a draw of the second.
  ///   - names: The two streams.
  ///   - level: The probability that each interval covers.
  /// - Precondition: At least two rows of one length, at least two.
  public init(crossed values: [[Double]], names: (String, String), level: Double = 0.95) {
    let (a, b) = (values.count, values.first?.count ?? 0)
    precondition(
      a > 1 && b > 1 && values.allSatisfy { $0.count == b },
      "rows have \(values.map(\.count)) values; expected at least two rows of one length")
    let whole = arithmeticMean(values.flatMap(\.self))
    let rows = values.map(arithmeticMean)
    let columns = (0..<b).map { column in arithmeticMean(values.map { $0[column] }) }
    var rest = 0.0
    for i in 0..<a {
      for j in 0..<b {
        let residual = values[i][j] - rows[i] - columns[j] + whole
        rest += residual * residual
      }
    }
    let error = MeanSquare(sum: rest, degreesOfFreedom: (a - 1) * (b - 1))
    components = [
      MeanSquare(means: rows, each: b).component(names.0, over: error, each: b, level: level),
      MeanSquare(means: columns, each: a).component(names.1, over: error, each: a, level: level),
      error.component("residual", level: level),
    ]
  }

  /// One stream nested in another: for each draw of the outer one its own draws of the inner one.
  ///
  /// - Parameters:
  ///   - groups: One list a draw of the outer stream, one value a draw of the inner one.
  ///   - outer: The outer stream.
  ///   - inner: What differs within a group.
  ///   - level: The probability that each interval covers.
  /// - Precondition: At least two groups of one size, at least two.
  public init(
    nested groups: [[Double]], outer: String, inner: String, level: Double = 0.95
  ) {
    let size = groups.first?.count ?? 0
    precondition(
      groups.count > 1 && size > 1 && groups.allSatisfy { $0.count == size },
      "groups have \(groups.map(\.count)) values; expected at least two groups of one size")
    let means = groups.map(arithmeticMean)
    let within = zip(groups, means).reduce(0) { sum, group in
      sum + group.0.reduce(0) { $0 + ($1 - group.1) * ($1 - group.1) }
    }
    let error = MeanSquare(sum: within, degreesOfFreedom: groups.count * (size - 1))
    components = [
      MeanSquare(means: means, each: size).component(outer, over: error, each: size, level: level),
      error.component(inner, level: level),
    ]
  }

  /// Streams drawn anew one at a time, each in replicates of its own (`seeds.vary` with one stream).
  ///
  /// - Parameters:
  ///   - values: The metric by stream, at least two replicates each.
  ///   - level: The probability that each interval covers.
  public init(alone values: [(stream: String, values: [Double])], level: Double = 0.95) {
    components = values.map { stream, values in
      precondition(values.count > 1, "'\(stream)' has \(values.count) replicates; at least two")
      return MeanSquare(
        sum: sampleVariance(values) * Double(values.count - 1),
        degreesOfFreedom: values.count - 1
      ).component(stream, level: level)
    }
  }
}

/// A mean square with its degrees of freedom.
struct MeanSquare {
  let value: Double
  let degreesOfFreedom: Int

  init(sum: Double, degreesOfFreedom: Int) {
    value = sum / Double(degreesOfFreedom)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Between some means, each of `each` values.
  init(means: [Double], each: Int) {
    let whole = arithmeticMean(means)
    self.init(
      sum: Double(each) * means.reduce(0) { $0 + ($1 - whole) * ($1 - whole) },
      degreesOfFreedom: means.count - 1)
  }

  /// The variance that this mean square estimates by itself, with its chi-square interval.
  func component(_ source: String, level: Double) -> VarianceComponent {
    let chi = ChiSquare(degreesOfFreedom: Double(degreesOfFreedom))
    let sum = value * Double(degreesOfFreedom)
    return VarianceComponent(
      source: source, variance: value,
      interval: Interval(
        low: sum / chi.quantile((1 + level) / 2), high: sum / chi.quantile((1 - level) / 2)),
      degreesOfFreedom: degreesOfFreedom)
  }

  /// The variance by which this mean square is larger than another, over `each`.
  ///
  /// Ends below 0 are shown as 0.
  ///
  /// - Source: Ting, Burdick, Graybill, Jeyaratnam and Lu 1990, "Confidence intervals on linear combinations of variance
  ///   components that are unrestricted in sign": the modified large-sample interval of a difference of mean squares.
  func component(
    _ source: String, over error: MeanSquare, each: Int, level: Double
  ) -> VarianceComponent {
    let (n1, n2) = (Double(degreesOfFreedom), Double(error.degreesOfFreedom))
    let (tail, s1, s2) = ((1 - level) / 2, value, error.value)
    let chi1 = { ChiSquare(degreesOfFreedom: n1).quantile($0) / n1 }
    let chi2 = { ChiSquare(degreesOfFreedom: n2).quantile($0) / n2 }
    let ratio = { FisherF(numerator: n1, denominator: n2).quantile($0) }

    let (g1, h2, upper) = (1 - 1 / chi1(1 - tail), 1 / chi2(tail) - 1, ratio(1 - tail))
    let g12 = ((upper - 1) * (upper - 1) - g1 * g1 * upper * upper - h2 * h2) / upper
    let low = g1 * g1 * s1 * s1 + h2 * h2 * s2 * s2 + g12 * s1 * s2

    let (h1, g2, lower) = (1 / chi1(tail) - 1, 1 - 1 / chi2(1 - tail), ratio(tail))
    let h12 = ((1 - lower) * (1 - lower) - h1 * h1 * lower * lower - g2 * g2) / lower
    let high = h1 * h1 * s1 * s1 + g2 * g2 * s2 * s2 + h12 * s1 * s2

    let count = Double(each)
    return VarianceComponent(
      source: source, variance: (s1 - s2) / count,
      interval: Interval(
        low: max(0, s1 - s2 - max(0, low).squareRoot()) / count,
        high: max(0, s1 - s2 + max(0, high).squareRoot()) / count),
      degreesOfFreedom: degreesOfFreedom)
  }
}
