// Dense linear least squares by Householder's QR with column pivoting: which columns the rows tell apart, how well, and
// the coefficients with their covariance.

/// A design matrix, factored once for any number of targets.
///
/// Columns are scaled to unit length before they are factored, so that neither rank nor condition depends on units.
///
/// - Source: Businger and Golub 1965, "Linear least squares solutions by Householder transformations"; Golub and Van
///   Loan, "Matrix Computations", section 5.4.
public struct LeastSquares: Hashable, Sendable {
  /// The number of rows, N.
  public let rowCount: Int
  /// The number of columns, P.
  public let columnCount: Int
  /// How many columns the rows tell apart.
  public let rank: Int
  /// The columns that are a combination of others, ascending; their coefficients are held at 0.
  public let dependentColumns: [Int]
  /// Columns in the order of pivoting; the first `rank` are independent.
  private let order: [Int]
  /// The columns' lengths before scaling.
  private let lengths: [Double]
  /// Square roots of the rows' weights; nil where all are 1.
  private let roots: [Double]?
  /// The reflections' unit vectors; the first `k` numbers of vector `k` are 0.
  private let reflections: [[Double]]
  /// R by columns, upper triangular, `rank` square.
  private let triangle: [[Double]]

  /// Factors a matrix of P columns with N numbers each.
  ///
  /// - Parameters:
  ///   - columns: The columns, finite.
  ///   - weights: What each row counts, at least 0; 1 where nil.
  ///   - tolerance: A column is dependent where less than this share of its length is left outside of the columns
  ///     chosen before it.
  /// - Precondition: Columns and weights have one length.
  public init(columns: [[Double]], weights: [Double]? = nil, tolerance: Double = 1e-10) {
    let rows = columns.first?.count ?? 0
    precondition(
      columns.allSatisfy { $0.count == rows } && (weights?.count ?? rows) == rows,
      "columns have \(columns.map(\.count)) rows, weights \(weights?.count ?? rows)")
    let roots = weights.map { $0.map { $0.squareRoot() } }
    let weighted = columns.map { column in
      roots.map { zip(column, $0).map { $0 * $1 } } ?? column
    }
    let lengths = weighted.map(euclideanLength)
    var factoring = PivotedFactoring(
      columns: zip(weighted, lengths).map { column, length in
        length > 0 ? column.map { $0 / length } : column
      })
    factoring.run(tolerance: tolerance)
    (rowCount, columnCount, self.roots, self.lengths) = (rows, columns.count, roots, lengths)
    (order, reflections) = (factoring.order, factoring.reflections)
    let rank = factoring.reflections.count
    self.rank = rank
    dependentColumns = factoring.order.dropFirst(rank).sorted()
    triangle = factoring.columns.prefix(rank).map { Array($0.prefix(rank)) }
  }

  /// The ratio of the greatest to the smallest singular value of the scaled matrix; infinite where columns depend on others.
  ///
  /// Some `log10(condition)` of a coefficient's 16 digits are lost.
  public var condition: Double {
    guard rank == columnCount else { return .infinity }
    let values = singularValues(ofColumns: triangle)
    guard let greatest = values.max(), let smallest = values.min() else { return 1 }
    return smallest > 0 ? greatest / smallest : .infinity
  }

  /// The coefficients that leave the smallest weighted sum of squares.
  ///
  /// - Precondition: One target a row.
  public func solution(for targets: [Double]) -> LeastSquaresSolution {
    precondition(targets.count == rowCount, "\(targets.count) targets for \(rowCount) rows")
    var rotated = roots.map { zip(targets, $0).map { $0 * $1 } } ?? targets
    for reflection in reflections { reflect(&rotated, by: reflection) }
    var unknowns = Array(rotated.prefix(rank))
    for row in stride(from: rank - 1, through: 0, by: -1) {
      for column in row + 1..<max(rank, row + 1) {
        unknowns[row] -= triangle[column][row] * unknowns[column]
      }
      unknowns[row] /= triangle[row][row]
    }
    var coefficients = Array(repeating: 0.0, count: columnCount)
    for place in 0..<rank { coefficients[order[place]] = unknowns[place] / lengths[order[place]] }
    let rest = rotated.dropFirst(rank).reduce(0) { $0 + $1 * $1 }
    return LeastSquaresSolution(
      coefficients: coefficients, residualSquares: rest, degreesOfFreedom: rowCount - rank)
  }

  /// The inverse of the normal matrix, `[P, P]`: the coefficients' covariance for residuals of variance 1.
  ///
  /// Rows and columns of dependent columns are 0.
  public var inverseNormal: [[Double]] {
    let inverse = invertedTriangle
    var result = Array(
      repeating: Array(repeating: 0.0, count: columnCount), count: columnCount)
    for row in 0..<rank {
      for column in 0..<rank {
        var sum = 0.0
        for k in max(row, column)..<rank { sum += inverse[k][row] * inverse[k][column] }
        let (a, b) = (order[row], order[column])
        result[a][b] = sum / (lengths[a] * lengths[b])
      }
    }
    return result
  }

  /// The inverse of R by columns.
  private var invertedTriangle: [[Double]] {
    (0..<rank).map { column in
      var unknowns = Array(repeating: 0.0, count: rank)
      unknowns[column] = 1 / triangle[column][column]
      for row in stride(from: column - 1, through: 0, by: -1) {
        var sum = 0.0
        for k in row + 1...column { sum += triangle[k][row] * unknowns[k] }
        unknowns[row] = -sum / triangle[row][row]
      }
      return unknowns
    }
  }
}

/// What a factored matrix makes of one set of targets.
public struct LeastSquaresSolution: Hashable, Sendable {
  /// One a column; 0 for dependent columns.
  public let coefficients: [Double]
  /// The weighted sum of squared residuals.
  public let residualSquares: Double
  /// Rows less rank.
  public let degreesOfFreedom: Int

  /// The residuals' variance; nil where the rank uses up all rows.
  public var residualVariance: Double? {
    degreesOfFreedom > 0 ? residualSquares / Double(degreesOfFreedom) : nil
  }
}

/// The state of a factoring: columns turned in place into R.
private struct PivotedFactoring {
  var columns: [[Double]]
  var order: [Int]
  var reflections: [[Double]] = []

  init(columns: [[Double]]) {
    self.columns = columns
    order = Array(columns.indices)
  }

  mutating func run(tolerance: Double) {
    let rows = columns.first?.count ?? 0
    for step in 0..<min(rows, columns.count) {
      // Lengths are summed anew: a running update would lose the digits that decide the rank.
      let lengths = columns[step...].map { euclideanLength($0[step...]) }
      guard let longest = lengths.indices.max(by: { lengths[$0] < lengths[$1] }),
        lengths[longest] > tolerance
      else { return }
      columns.swapAt(step, step + longest)
      order.swapAt(step, step + longest)
      var reflection = columns[step]
      for row in 0..<step { reflection[row] = 0 }
      reflection[step] += reflection[step] < 0 ? -lengths[longest] : lengths[longest]
      let length = euclideanLength(reflection)
      reflection = reflection.map { $0 / length }
      for column in step..<columns.count { reflect(&columns[column], by: reflection) }
      reflections.append(reflection)
    }
  }
}

/// Mirrors a vector at the plane across a unit vector.
private func reflect(_ vector: inout [Double], by unit: [Double]) {
  var product = 0.0
  for i in unit.indices { product += unit[i] * vector[i] }
  for i in unit.indices { vector[i] -= 2 * product * unit[i] }
}

/// The length of a vector, without overflow or underflow of its squares.
private func euclideanLength(_ vector: some Collection<Double>) -> Double {
  let largest = vector.reduce(0) { max($0, abs($1)) }
  guard largest > 0, largest.isFinite else { return largest }
  return largest * vector.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
}

/// The singular values of a small square matrix, by Jacobi's rotations of its columns.
///
/// - Source: Hestenes 1958, "Inversion of matrices by biorthogonalization and related results".
private func singularValues(ofColumns matrix: [[Double]]) -> [Double] {
  var columns = matrix
  for _ in 0..<60 {
    var isDone = true
    for a in columns.indices {
      for b in a + 1..<max(columns.count, a + 1) {
        var (aa, bb, ab) = (0.0, 0.0, 0.0)
        for i in columns[a].indices {
          aa += columns[a][i] * columns[a][i]
          bb += columns[b][i] * columns[b][i]
          ab += columns[a][i] * columns[b][i]
        }
        guard abs(ab) > 1e-15 * (aa * bb).squareRoot() else { continue }
        isDone = false
        let zeta = (bb - aa) / (2 * ab)
        let sign = zeta < 0 ? -1.0 : 1.0
        let tangent = sign / (abs(zeta) + (1 + zeta * zeta).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        for i in columns[a].indices {
          let (x, y) = (columns[a][i], columns[b][i])
          columns[a][i] = cosine * (x - tangent * y)
          columns[b][i] = cosine * (tangent * x + y)
        }
      }
    }
    if isDone { break }
  }
  return columns.map { euclideanLength($0) }
}
