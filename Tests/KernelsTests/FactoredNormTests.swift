import Kernels
import TestSupport
import Testing

/// Batch norms behind which a factor stands: stochastic depth's, or the gate of squeeze and excitation.
@Suite struct FactoredNormTests {
  /// A form of the unit.
  struct Case: CustomTestStringConvertible, Sendable {
    var function: BatchNorm.Function
    var isGated: Bool
    var hasResidual: Bool
    var statistics: BatchNorm.Statistics
    var testDescription: String {
      "\(function), \(isGated ? "gate" : "factor"), \(hasResidual ? "residual, " : "")\(statistics)"
    }
  }

  static let cases = [BatchNorm.Function.identity, .relu, .silu].flatMap { function in
    [false, true].flatMap { isGated in
      [false, true].flatMap { hasResidual in
        [BatchNorm.Statistics.batch, .running].map {
          Case(function: function, isGated: isGated, hasResidual: hasResidual, statistics: $0)
        }
      }
    }
  }

  // Images of one pixel; an odd number of channels; images of more than one block of 64 rows.
  static let shapes = [[5, 1, 16], [3, 9, 5], [2, 70, 3]]

  /// Sums over the rows, twice for a gate, and a division by the deviation: some ten units of 6e-8.
  static let tolerance = 5e-6

  @Test(arguments: cases, shapes)
  func `a pass agrees with the definition, its gradients with central differences`(
    of: Case, shape: [Int]
  ) {
    let norm = Self.norm(of, shape: shape)
    let dz = normals(norm.x.count, index: 8)
    let run = FactoredNormRun(norm, dz: dz)
    expectClose(run.z, norm.output, ofLargest: Self.tolerance, "z")
    let differences = { (path: WritableKeyPath<FactoredNorm, [Double]>) in
      centralDifferences(at: norm[keyPath: path]) {
        var norm = norm
        norm[keyPath: path] = $0
        return dot(dz.doubles, norm.output)
      }
    }
    expectClose(run.dx, differences(\.x), ofLargest: Self.tolerance, "dx")
    expectClose(run.dGamma, differences(\.gamma), ofLargest: Self.tolerance, "dGamma")
    expectClose(run.dBeta, differences(\.beta), ofLargest: Self.tolerance, "dBeta")
    if !of.isGated {
      expectClose(run.dFactor, differences(\.factor), ofLargest: Self.tolerance, "dFactor")
    }
    guard let residual = norm.residual else { return }
    let dResidual = centralDifferences(at: residual) {
      var norm = norm
      norm.residual = $0
      return dot(dz.doubles, norm.output)
    }
    expectClose(run.dResidual, dResidual, ofLargest: Self.tolerance, "dResidual")
  }

  private static func norm(_ of: Case, shape: [Int]) -> FactoredNorm {
    let (channels, count) = (shape[2], shape.reduce(1, *))
    let factors = of.isGated ? channels : shape[0] * channels
    return FactoredNorm(
      images: shape[0], function: of.function, statistics: of.statistics, isGated: of.isGated,
      x: normals(count, index: 1).doubles, gamma: normals(channels, index: 2).doubles,
      beta: normals(channels, index: 3).doubles, factor: normals(factors, index: 4).doubles,
      residual: of.hasResidual ? normals(count, index: 5).doubles : nil,
      runningMean: normals(channels, index: 6).doubles,
      runningVariance: normals(channels, index: 7).map { 0.5 + $0 * $0 }.doubles)
  }
}
