import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct LayerNormTests {
  static let extents: [(rows: Int, channels: Int)] = [(1, 1), (3, 7), (2, 16), (5, 33), (65, 17)]

  /// Sums of a row in single precision, divided by its deviation.
  static let tolerance = 2e-6

  @Test(arguments: extents)
  func `agrees with the definition, its gradients with central differences`(
    extents: (rows: Int, channels: Int)
  ) {
    let count = extents.rows * extents.channels
    let (x, dy) = (normals(count, index: 1), normals(count, index: 2))
    let gamma = normals(extents.channels, index: 3)
    let beta = normals(extents.channels, index: 4)
    let run = LayerNormRun(x: x, gamma: gamma, beta: beta, epsilon: 1e-3, dy: dy)
    func y(_ x: [Double], _ gamma: [Double], _ beta: [Double]) -> [Double] {
      referenceLayerNorm(x, gamma: gamma, beta: beta, epsilon: Double(1e-3 as Float))
    }
    let (x64, gamma64, beta64) = (x.doubles, gamma.doubles, beta.doubles)
    let expected = y(x64, gamma64, beta64)
    expectClose(run.y, expected, ofLargest: Self.tolerance, "y")
    // A row of one element has no gradient; the differences leave 1e-11 of rounding.
    let dx = centralDifferences(at: x64) { dot(dy.doubles, y($0, gamma64, beta64)) }
    expectClose(run.dx, dx, absolute: Self.tolerance * 10, relative: Self.tolerance, "dx")
    let dGamma = centralDifferences(at: gamma64) { dot(dy.doubles, y(x64, $0, beta64)) }
    expectClose(run.dGamma, dGamma, absolute: 1e-8, relative: 1e-5, "dGamma")
    let dBeta = centralDifferences(at: beta64) { dot(dy.doubles, y(x64, gamma64, $0)) }
    expectClose(run.dBeta, dBeta, absolute: 1e-8, relative: 1e-5, "dBeta")
  }

  @Test func `the gradient of the input is added to what is there if asked`() {
    let (x, dy, sum) = (normals(34, index: 1), normals(34, index: 2), normals(34, index: 3))
    let (gamma, beta) = (normals(17, index: 4), normals(17, index: 5))
    let alone = LayerNormRun(x: x, gamma: gamma, beta: beta, epsilon: 1e-6, dy: dy)
    let added = LayerNormRun(
      x: x, gamma: gamma, beta: beta, epsilon: 1e-6, dy: dy, addingTo: sum)
    expectSameBits(added.dx, zip(sum, alone.dx).map { $0 + $1 })
  }

  @Test func `a mean a thousand deviations away does not drown the row`() {
    let x = normals(48, index: 1).map { 1_000 + $0 }
    let ones = Array(repeating: 1 as Float, count: 48)
    let zeros = Array(repeating: 0 as Float, count: 48)
    let run = LayerNormRun(x: x, gamma: ones, beta: zeros, epsilon: 1e-6, dy: ones)
    let expected = referenceLayerNorm(
      x.doubles, gamma: ones.doubles, beta: zeros.doubles, epsilon: Double(1e-6 as Float))
    // The saved mean is rounded to 2^-15, half the spacing of floats at 1000.
    expectClose(run.y, expected, absolute: 0x1p-14, relative: 1e-6)
  }

  @Test func `regions that do not fit stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LayerNormRun(x: [1, 2, 3], gamma: [1, 1], beta: [0], epsilon: 1e-6, dy: [1, 2, 3])
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("layer norm of 1 rows, 2 channels: x 3"))
  }
}
