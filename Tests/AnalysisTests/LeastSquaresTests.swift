import Analysis
import Foundation
import Testing

@Suite struct LeastSquaresTests {
  @Test func `a line has the coefficients and the covariance of its closed form`() throws {
    let x = [1.0, 2, 4, 7, 11]
    let y = [2.0, 1, 5, 6, 12]
    let design = LeastSquares(columns: [Array(repeating: 1, count: 5), x])
    let solution = design.solution(for: y)
    // By hand: mean x 5, mean y 5.2, sum of squares of x 66, of products 68.
    #expect(isClose(solution.coefficients[1], 68.0 / 66, relative: 1e-13))
    #expect(isClose(solution.coefficients[0], 5.2 - 5 * 68.0 / 66, relative: 1e-13))
    // Squares of y 74.8, of which the line takes 68 * 68 / 66.
    #expect(isClose(solution.residualSquares, 74.8 - 68 * 68.0 / 66, relative: 1e-12))
    #expect(solution.degreesOfFreedom == 3)
    let inverse = design.inverseNormal
    #expect(isClose(inverse[1][1], 1 / 66.0, relative: 1e-13))
    #expect(isClose(inverse[0][1], -5 / 66.0, relative: 1e-13))
    #expect(isClose(inverse[0][0], 0.2 + 25 / 66.0, relative: 1e-13))
  }

  @Test func `weights count rows as if they stood there as often`() {
    let (x, y) = ([1.0, 2, 3, 5], [1.0, 4, 2, 8])
    let often = [0, 0, 1, 2, 2, 2, 3]
    let weighted = LeastSquares(
      columns: [[1, 1, 1, 1], x], weights: [2, 1, 3, 1]
    ).solution(for: y)
    let repeated = LeastSquares(
      columns: [often.map { _ in 1 }, often.map { x[$0] }]
    ).solution(for: often.map { y[$0] })
    #expect(isClose(weighted.coefficients[0], repeated.coefficients[0], relative: 1e-12))
    #expect(isClose(weighted.coefficients[1], repeated.coefficients[1], relative: 1e-12))
    #expect(isClose(weighted.residualSquares, repeated.residualSquares, relative: 1e-12))
  }

  @Test func `a column that is the sum of two others is dependent and the rest is fitted`() {
    let (a, b) = ([1.0, 2, 3, 4, 6], [2.0, 0, 1, 5, 1])
    let design = LeastSquares(columns: [a, zip(a, b).map { $0 + $1 }, b])
    #expect(design.rank == 2 && design.dependentColumns.count == 1)
    #expect(design.condition == .infinity)
    let solution = design.solution(for: zip(a, b).map { 3 * $0 - 2 * $1 })
    #expect(solution.residualSquares < 1e-24)
    #expect(solution.coefficients[design.dependentColumns[0]] == 0)
    #expect(design.inverseNormal[design.dependentColumns[0]] == [0, 0, 0])
  }

  @Test func `rank and condition do not depend on units`() {
    let (a, b) = ([1.0, 2, 3, 4, 6], [2.0, 0, 1, 5, 1])
    let plain = LeastSquares(columns: [a, b])
    let scaled = LeastSquares(columns: [a.map { $0 * 1e150 }, b.map { $0 * 1e-160 }])
    #expect(plain.rank == 2 && scaled.rank == 2)
    #expect(isClose(plain.condition, scaled.condition, relative: 1e-12))
    // Two unit vectors at an angle of cosine c have the condition sqrt((1 + c) / (1 - c)).
    let cosine = 31 / (66.0 * 31).squareRoot()
    #expect(isClose(plain.condition, ((1 + cosine) / (1 - cosine)).squareRoot(), relative: 1e-12))
  }

  @Test func `an ill-conditioned polynomial is solved to what its condition leaves`() {
    let x = (0..<12).map { 1 + Double($0) / 11 }
    let design = LeastSquares(columns: (0...6).map { power in x.map { pow($0, Double(power)) } })
    #expect(design.rank == 7 && design.condition > 1e6)
    let truth = [3.0, -1, 2, 0.5, -4, 1, 0.25]
    let targets = x.map { value in
      truth.enumerated().reduce(0) { $0 + $1.element * pow(value, Double($1.offset)) }
    }
    let found = design.solution(for: targets).coefficients
    for (one, other) in zip(found, truth) {
      #expect(isClose(one, other, relative: 1e-15 * design.condition * 10))
    }
  }

  @Test func `no columns and more columns than rows are no special cases`() {
    let none = LeastSquares(columns: [])
    #expect(none.rank == 0 && none.condition == 1)
    let wide = LeastSquares(columns: [[1, 0], [0, 1], [1, 1]])
    #expect(wide.rank == 2 && wide.dependentColumns.count == 1)
    #expect(wide.solution(for: [2, 3]).residualVariance == nil)
    let zero = LeastSquares(columns: [[0, 0], [1, 2]])
    #expect(zero.dependentColumns == [0])
    let coefficients = zero.solution(for: [2, 4]).coefficients
    #expect(coefficients[0] == 0 && isClose(coefficients[1], 2, relative: 1e-14))
  }
}
