import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct BatchNormTests {
  /// A shape and a form of the fused batch norm.
  struct Case: CustomTestStringConvertible, Sendable {
    var rows: Int
    var channels: Int
    var hasResidual: Bool
    var hasActivation: Bool
    var testDescription: String {
      "\(rows) x \(channels)" + (hasResidual ? ", residual" : "")
        + (hasActivation ? ", activation" : "")
    }
  }

  // One channel; channels that fill a vector; odd numbers; more than one block of 64 rows. With only
  // two rows the gradient is a cancellation, for which the golden files have a tolerance.
  static let cases = [(5, 1), (3, 16), (7, 5), (130, 3), (65, 18)].flatMap { rows, channels in
    [false, true].flatMap { residual in
      [false, true].map { activation in
        Case(rows: rows, channels: channels, hasResidual: residual, hasActivation: activation)
      }
    }
  }

  /// Sums over the rows and a division by the deviation, in single precision: some ten units of 6e-8.
  static let tolerance = 5e-6

  @Test(arguments: cases, [BatchNorm.Statistics.batch, .running])
  func `a pass agrees with the definition, its gradients with central differences`(
    of: Case, statistics: BatchNorm.Statistics
  ) {
    var inputs = Self.inputs(of)
    inputs.statistics = statistics
    let (x, residual, dy) = (inputs.x.doubles, inputs.residual?.doubles, inputs.dy.doubles)
    let norm = Self.reference(inputs)
    let run = BatchNormRun(inputs)
    let running = (inputs.runningMean.doubles, inputs.runningVariance.doubles)
    let pass = { (norm: ReferenceBatchNorm, x: [Double], residual: [Double]?) in
      statistics == .batch
        ? norm.training(x, residual: residual) : norm.applied(to: x, running, residual: residual)
    }
    expectClose(run.y, pass(norm, x, residual), ofLargest: Self.tolerance, "y")
    let dx = centralDifferences(at: x) { dot(dy, pass(norm, $0, residual)) }
    expectClose(run.dx, dx, ofLargest: Self.tolerance, "dx")
    let dGamma = centralDifferences(at: norm.gamma) {
      var norm = norm
      norm.gamma = $0
      return dot(dy, pass(norm, x, residual))
    }
    expectClose(run.dGamma, dGamma, ofLargest: Self.tolerance, "dGamma")
    let dBeta = centralDifferences(at: norm.beta) {
      var norm = norm
      norm.beta = $0
      return dot(dy, pass(norm, x, residual))
    }
    expectClose(run.dBeta, dBeta, ofLargest: Self.tolerance, "dBeta")
    guard let residual else { return }
    let dResidual = centralDifferences(at: residual) { dot(dy, pass(norm, x, $0)) }
    expectClose(run.dResidual, dResidual, ofLargest: Self.tolerance, "dResidual")
  }

  @Test(arguments: cases)
  func `running statistics move towards the batch's, the variance unbiased`(of: Case) {
    let inputs = Self.inputs(of)
    let expected = Self.reference(inputs).updated(
      (inputs.runningMean.doubles, inputs.runningVariance.doubles), by: inputs.x.doubles,
      momentum: Double(inputs.momentum))
    let run = BatchNormRun(inputs)
    expectClose(run.runningMean, expected.mean, ofLargest: Self.tolerance, "mean")
    expectClose(run.runningVariance, expected.variance, ofLargest: Self.tolerance, "variance")
  }

  @Test func `a single row has the shift as output and no gradient of its input`() {
    let inputs = BatchNormRun.Inputs(x: [3, -2], gamma: [1, 2], beta: [0.5, -0.5], dy: [1, 7])
    let run = BatchNormRun(inputs)
    #expect(run.y == [0.5, -0.5])
    #expect(run.dx == [0, 0])
    #expect(run.runningVariance == [0.9, 0.9])
  }

  /// Single precision cannot hold more of a number around 1000 than 6e-5, so the input is exact in it.
  @Test func `a large mean does not cancel the variance`() {
    let x = (0..<256).map { Float(1_000 + ($0 % 2 == 0 ? 0.25 : -0.25)) }
    let run = BatchNormRun(
      BatchNormRun.Inputs(x: x, gamma: [1], beta: [0], dy: Array(repeating: 0, count: x.count)))
    let expected = 0.9 + 0.1 * 0.0625 * 256 / 255
    expectClose(run.runningVariance, [expected], absolute: 1e-7, relative: 1e-6)
  }

  @Test(arguments: [false, true])
  func `a value that is no number stays one`(hasActivation: Bool) {
    var inputs = BatchNormRun.Inputs(x: [1, .nan, 3], gamma: [1], beta: [0], dy: [0, 0, 0])
    inputs.hasActivation = hasActivation
    #expect(BatchNormRun(inputs).y.filter(\.isNaN).count == 3)
    inputs.residual = [1, 1, 1]
    #expect(BatchNormRun(inputs).y.filter(\.isNaN).count == 3)
  }

  @Test func `a region of the wrong extent stops the program and is named`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var inputs = BatchNormRun.Inputs(x: [1, 2], gamma: [1], beta: [0], dy: [0, 0])
      inputs.residual = [1]
      _ = BatchNormRun(inputs)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("residual: 1 for 2"))
  }

  @Test func `a norm that was folded into a convolution has no gradients`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var inputs = BatchNormRun.Inputs(x: [1, 2], gamma: [1], beta: [0], dy: [0, 0])
      (inputs.statistics, inputs.isFolded) = (.running, true)
      _ = BatchNormRun(inputs)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("a batch norm that was folded into a convolution has no gradients"))
  }

  private static func inputs(_ of: Case) -> BatchNormRun.Inputs {
    let count = of.rows * of.channels
    var inputs = BatchNormRun.Inputs(
      x: normals(count, index: 1), gamma: normals(of.channels, index: 2),
      beta: normals(of.channels, index: 3), dy: normals(count, index: 4))
    inputs.residual = of.hasResidual ? normals(count, index: 5) : nil
    inputs.hasActivation = of.hasActivation
    inputs.runningMean = normals(of.channels, index: 6)
    inputs.runningVariance = normals(of.channels, index: 7).map { 0.5 + $0 * $0 }
    return inputs
  }

  private static func reference(_ inputs: BatchNormRun.Inputs) -> ReferenceBatchNorm {
    ReferenceBatchNorm(
      gamma: inputs.gamma.doubles, beta: inputs.beta.doubles, epsilon: Double(inputs.epsilon),
      hasActivation: inputs.hasActivation)
  }
}
