// Weighted least squares of a floor and one or two terms, none below 0.

/// The best `floor + sum of amplitude * powers` with nothing below 0, one of its numbers held where asked for.
///
/// So few unknowns: where the free solution leaves the quadrant, the best one lies on a face of it, and all faces are tried.
struct NonnegativeFit {
  let termCount: Int
  var heldFloor: Double?
  var heldTerm: (place: Int, value: Double)?

  init(termCount: Int) { self.termCount = termCount }

  /// The floor and the amplitudes.
  ///
  /// - Precondition: One or two terms.
  func solution(
    _ powers: [[Double]], _ targets: [Double], _ weights: [Double]
  ) -> (floor: Double, amplitudes: [Double]) {
    let moments = Moments(powers, rest(powers, targets), weights)
    let free = (0..<termCount).filter { $0 != heldTerm?.place }
    let faces = free.reduce([[Int]]([[]])) { faces, term in faces + faces.map { $0 + [term] } }
    var best: (floor: Double, amplitudes: [Double], gain: Double)?
    for hasFloor in heldFloor == nil ? [true, false] : [false] {
      for face in faces.sorted(by: { ($0.count, $0.first ?? 0) > ($1.count, $1.first ?? 0) }) {
        guard let found = moments.solution(face, hasFloor: hasFloor),
          found.floor >= 0, found.amplitudes.allSatisfy({ $0 >= 0 })
        else { continue }
        let isInside = face.count == free.count && hasFloor == (heldFloor == nil)
        if isInside { return complete(found.floor, found.amplitudes) }
        if best.map({ found.gain > $0.gain }) ?? true { best = found }
      }
    }
    // The empty face without a floor is always there.
    return complete(best?.floor ?? 0, best?.amplitudes ?? Array(repeating: 0, count: termCount))
  }

  private func complete(
    _ floor: Double, _ amplitudes: [Double]
  ) -> (floor: Double, amplitudes: [Double]) {
    var amplitudes = amplitudes
    if let heldTerm { amplitudes[heldTerm.place] = heldTerm.value }
    return (heldFloor ?? floor, amplitudes)
  }

  /// The targets without what is held.
  private func rest(_ powers: [[Double]], _ targets: [Double]) -> [Double] {
    if heldFloor == nil, heldTerm == nil { return targets }
    return targets.indices.map { i in
      targets[i] - (heldFloor ?? 0) - (heldTerm.map { $0.value * powers[$0.place][i] } ?? 0)
    }
  }
}

/// Sums over the runs that decide all faces.
private struct Moments {
  var total = 0.0
  var means: [Double]
  var meanTarget = 0.0
  /// Products of the powers' distances from their means, `[K][K]`.
  var products: [[Double]]
  /// Products of those with the targets' distances from theirs, `[K]`.
  var withTarget: [Double]

  init(_ powers: [[Double]], _ targets: [Double], _ weights: [Double]) {
    let terms = powers.indices
    means = terms.map { _ in 0 }
    withTarget = means
    products = terms.map { _ in terms.map { _ in 0 } }
    for i in targets.indices {
      total += weights[i]
      meanTarget += weights[i] * targets[i]
      for a in terms { means[a] += weights[i] * powers[a][i] }
    }
    guard total > 0 else { return }
    meanTarget /= total
    for a in terms { means[a] /= total }
    for i in targets.indices where weights[i] > 0 {
      for a in terms {
        let distance = weights[i] * (powers[a][i] - means[a])
        withTarget[a] += distance * (targets[i] - meanTarget)
        for b in terms { products[a][b] += distance * (powers[b][i] - means[b]) }
      }
    }
  }

  /// The solution with some terms and perhaps a floor, and by how much it lowers the sum of squares; nil where
  /// the terms are not told apart.
  func solution(
    _ face: [Int], hasFloor: Bool
  ) -> (floor: Double, amplitudes: [Double], gain: Double)? {
    let matrix = { (a: Int, b: Int) in
      products[a][b] + (hasFloor ? 0 : total * means[a] * means[b])
    }
    let right = { (a: Int) in withTarget[a] + (hasFloor ? 0 : total * means[a] * meanTarget) }
    var amplitudes = means.map { _ in 0.0 }
    switch face.count {
    case 0: break
    case 1:
      let a = face[0]
      guard matrix(a, a) > 0 else { return nil }
      amplitudes[a] = right(a) / matrix(a, a)
    default:
      let (a, b) = (face[0], face[1])
      let determinant = matrix(a, a) * matrix(b, b) - matrix(a, b) * matrix(a, b)
      guard determinant > 1e-14 * matrix(a, a) * matrix(b, b) else { return nil }
      amplitudes[a] = (right(a) * matrix(b, b) - right(b) * matrix(a, b)) / determinant
      amplitudes[b] = (right(b) * matrix(a, a) - right(a) * matrix(a, b)) / determinant
    }
    var (floor, gain) = (0.0, face.reduce(0) { $0 + amplitudes[$1] * right($1) })
    if hasFloor {
      floor = meanTarget - face.reduce(0) { $0 + amplitudes[$1] * means[$1] }
      gain += total * meanTarget * meanTarget
    }
    return (floor, amplitudes, gain)
  }
}
