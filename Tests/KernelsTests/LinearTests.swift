import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct LinearTests {
  static let extents: [(rows: Int, inputs: Int, outputs: Int)] = [
    (1, 1, 1), (3, 7, 5), (2, 17, 10), (5, 16, 33),
  ]

  /// Sums of up to 33 products in single precision.
  static let tolerance = 1e-6

  @Test(arguments: extents, [false, true])
  func `agrees with the definition, its gradients with central differences`(
    extents: (rows: Int, inputs: Int, outputs: Int), hasBias: Bool
  ) {
    let (rows, inputs, outputs) = extents
    let (x, weights) = (normals(rows * inputs, index: 1), normals(inputs * outputs, index: 2))
    let bias = hasBias ? normals(outputs, index: 3) : nil
    let dy = normals(rows * outputs, index: 4)
    let run = LinearRun(rows: rows, x: x, weights: weights, bias: bias, dy: dy)
    func y(_ x: [Double], _ weights: [Double], _ bias: [Double]?) -> [Double] {
      referenceLinear(x: x, weights: weights, bias: bias, inputs: inputs)
    }
    let (x64, weights64, bias64) = (x.doubles, weights.doubles, bias?.doubles)
    expectClose(run.y, y(x64, weights64, bias64), ofLargest: Self.tolerance, "y")
    let dx = centralDifferences(at: x64) { dot(dy.doubles, y($0, weights64, bias64)) }
    expectClose(run.dx, dx, ofLargest: Self.tolerance, "dx")
    let dWeights = centralDifferences(at: weights64) { dot(dy.doubles, y(x64, $0, bias64)) }
    expectClose(run.dWeights, dWeights, ofLargest: Self.tolerance, "dWeights")
    guard let bias64 else { return }
    let dBias = centralDifferences(at: bias64) { dot(dy.doubles, y(x64, weights64, $0)) }
    expectClose(run.dBias, dBias, ofLargest: Self.tolerance, "dBias")
  }

  @Test func `the gradient of the input is added to what is there if asked`() {
    let (x, weights, dy) = (normals(21, index: 1), normals(35, index: 2), normals(15, index: 3))
    let sum = normals(21, index: 4)
    let alone = LinearRun(rows: 3, x: x, weights: weights, bias: nil, dy: dy)
    let added = LinearRun(rows: 3, x: x, weights: weights, bias: nil, dy: dy, addingTo: sum)
    expectClose(
      added.dx, zip(alone.dx.doubles, sum.doubles).map { $0 + $1 }, ofLargest: Self.tolerance)
  }

  @Test func `weights that do not fit stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LinearRun(rows: 1, x: [1, 2], weights: [1, 2, 3], bias: nil, dy: [1])
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("linear: 3 weights for 2 inputs and 1 outputs"))
  }
}
