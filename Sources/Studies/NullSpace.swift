// The linear dependencies among the columns of a matrix of zeros and ones, whose rows come one at a time.
//
// Arithmetic is modulo a prime, so nothing is rounded and nothing overflows. A dependency of whole numbers is always one
// modulo the prime; the converse could fail only where the prime divides a minor of the matrix. Minors of zeros and
// ones are smaller than the prime up to order 36, by Hadamard's bound; beyond that only a matrix made for it fails.

/// The vectors v with X v = 0, for the rows of X that were added.
struct NullSpace {
  /// A basis of them; each has an entry a column.
  private(set) var vectors: [[UInt64]]
  /// The columns of X.
  let columnCount: Int

  /// The null space of a matrix that has no rows yet: everything.
  init(columnCount: Int) {
    self.columnCount = columnCount
    vectors = (0..<columnCount).map { column in
      var unit = [UInt64](repeating: 0, count: columnCount)
      unit[column] = 1
      return unit
    }
  }

  /// The rank of X.
  var rank: Int { columnCount - vectors.count }

  /// Adds a row that has 1 in the columns `ones` and 0 in all others.
  ///
  /// Every basis vector but one loses what the row sees of it; that one, the pivot, goes.
  mutating func addRow(ones: [Int]) {
    let products = vectors.map { vector in
      ones.reduce(0 as UInt64) { PrimeField.sum($0, vector[$1]) }
    }
    guard let pivot = products.firstIndex(where: { $0 != 0 }) else { return }
    let inverse = PrimeField.inverse(products[pivot])
    for index in vectors.indices where index != pivot && products[index] != 0 {
      let factor = PrimeField.product(products[index], inverse)
      PrimeField.subtract(factor, times: vectors[pivot], from: &vectors[index])
    }
    vectors.remove(at: pivot)
  }
}

/// What some vectors span, in echelon form.
struct VectorSpan {
  private var rows: [(pivot: Int, vector: [UInt64])] = []

  /// Adds a vector.
  ///
  /// - Returns: What of it lay outside the span before; nil if nothing did.
  mutating func add(_ vector: [UInt64]) -> [UInt64]? {
    var rest = vector
    for row in rows where rest[row.pivot] != 0 {
      let factor = PrimeField.product(rest[row.pivot], PrimeField.inverse(row.vector[row.pivot]))
      PrimeField.subtract(factor, times: row.vector, from: &rest)
    }
    guard let pivot = rest.firstIndex(where: { $0 != 0 }) else { return nil }
    rows.append((pivot, rest))
    return rest
  }
}

/// Whole numbers modulo the prime 2^61 - 1.
private enum PrimeField {
  private static let prime: UInt64 = (1 << 61) - 1

  static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 { (a + b) % prime }

  static func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    prime.dividingFullWidth(a.multipliedFullWidth(by: b)).remainder
  }

  /// By Fermat's little theorem.
  static func inverse(_ a: UInt64) -> UInt64 {
    var (power, square, exponent) = (1 as UInt64, a, prime - 2)
    while exponent > 0 {
      if !exponent.isMultiple(of: 2) { power = product(power, square) }
      square = product(square, square)
      exponent /= 2
    }
    return power
  }

  static func subtract(_ factor: UInt64, times vector: [UInt64], from target: inout [UInt64]) {
    for index in target.indices where vector[index] != 0 {
      target[index] = sum(target[index], prime - product(factor, vector[index]))
    }
  }
}
