// Comparison of arrays of numbers, with the worst element named.

public import Testing

/// Records an issue unless every element lies within `absolute + relative * |expected|` of its expectation.
///
/// - Parameters:
///   - found: The numbers under test.
///   - expected: What they should be.
///   - absolute: Tolerance in the numbers' own unit, positive.
///   - relative: Tolerance as a fraction of the expectation, positive.
///   - name: What is compared, for the message.
///   - sourceLocation: Where the message points to.
public func expectClose(
  _ found: some Collection<some BinaryFloatingPoint>, _ expected: [Double], absolute: Double,
  relative: Double, _ name: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  compare(Array(found).map { Double($0) }, expected, name, sourceLocation) {
    absolute + relative * abs($0)
  }
}

/// Records an issue unless every element lies within `tolerance` times the largest expectation of its own.
///
/// The measure for results of single-precision sums: their rounding follows the largest terms.
public func expectClose(
  _ found: some Collection<some BinaryFloatingPoint>, _ expected: [Double],
  ofLargest tolerance: Double, _ name: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let largest = expected.map { abs($0) }.max() ?? 0
  compare(Array(found).map { Double($0) }, expected, name, sourceLocation) { _ in
    tolerance * largest
  }
}

/// Records an issue unless both arrays have the same bits.
public func expectSameBits(
  _ found: [Float], _ expected: [Float], _ name: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard found.map(\.bitPattern) != expected.map(\.bitPattern) else { return }
  let place = zip(found, expected).enumerated().first { $1.0.bitPattern != $1.1.bitPattern }
  let difference = place.map { "[\($0.offset)]: found \($0.element.0), expected \($0.element.1)" }
  Issue.record(
    "\(name): \(difference ?? "\(found.count) elements of \(expected.count)")",
    sourceLocation: sourceLocation)
}

private func compare(
  _ found: [Double], _ expected: [Double], _ name: String, _ sourceLocation: SourceLocation,
  _ tolerance: (Double) -> Double
) {
  guard found.count == expected.count else {
    Issue.record(
      "\(name): \(found.count) elements, expected \(expected.count)",
      sourceLocation: sourceLocation)
    return
  }
  var worst: (index: Int, excess: Double)?
  var failures = 0
  for index in found.indices {
    let allowed = tolerance(expected[index])
    let difference = abs(found[index] - expected[index])
    if difference <= allowed { continue }
    failures += 1
    let excess = difference.isNaN ? .infinity : difference / max(allowed, .leastNormalMagnitude)
    if excess > worst?.excess ?? 0 { worst = (index, excess) }
  }
  guard let worst else { return }
  Issue.record(
    """
    \(name): \(failures) of \(found.count) elements differ; the worst is [\(worst.index)]: found \
    \(found[worst.index]), expected \(expected[worst.index]), allowed difference \
    \(tolerance(expected[worst.index]))
    """, sourceLocation: sourceLocation)
}
