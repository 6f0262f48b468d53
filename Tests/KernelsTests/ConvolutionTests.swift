import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct ConvolutionTests {
  struct Case: CustomTestStringConvertible {
    var name: String
    var batch = 2
    var geometry: ConvolutionGeometry
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "a single pixel", batch: 1,
      geometry: ConvolutionGeometry(
        input: Pair(1), inputChannels: 1, outputChannels: 1, window: Window(kernel: Pair(1)))),
    Case(
      name: "3x3 over an odd image",
      geometry: ConvolutionGeometry(
        input: Pair(height: 5, width: 7), inputChannels: 3, outputChannels: 5,
        window: Window(kernel: Pair(3), padding: Pair(1)), hasBias: true)),
    Case(
      name: "stride 2 over an even image",
      geometry: ConvolutionGeometry(
        input: Pair(6), inputChannels: 4, outputChannels: 3,
        window: Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)))),
    Case(
      name: "stride 2 over an odd image, one channel more than a vector",
      geometry: ConvolutionGeometry(
        input: Pair(height: 5, width: 3), inputChannels: 17, outputChannels: 18,
        window: Window(kernel: Pair(1), stride: Pair(2)))),
    Case(
      name: "channels that fill vectors", batch: 1,
      geometry: ConvolutionGeometry(
        input: Pair(3), inputChannels: 16, outputChannels: 32,
        window: Window(kernel: Pair(3), padding: Pair(1)))),
    Case(
      name: "dilation and a border on one side", batch: 1,
      geometry: ConvolutionGeometry(
        input: Pair(height: 7, width: 6), inputChannels: 2, outputChannels: 3,
        window: Window(
          kernel: Pair(height: 3, width: 2), stride: Pair(height: 2, width: 1),
          padding: Pair(height: 0, width: 1), paddingAfter: Pair(height: 2, width: 0),
          dilation: Pair(2)))),
    Case(
      name: "groups",
      geometry: ConvolutionGeometry(
        input: Pair(5), inputChannels: 6, outputChannels: 9,
        window: Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)), groups: 3,
        hasBias: true)),
    Case(
      name: "depthwise",
      geometry: ConvolutionGeometry(
        input: Pair(4), inputChannels: 5, outputChannels: 5,
        window: Window(kernel: Pair(3), padding: Pair(1)), groups: 5)),
    Case(
      name: "clips, an odd extent, stride 2 in time",
      geometry: ConvolutionGeometry(
        inputShape: [4, 5, 3, 2], outputChannels: 3,
        window: Window(
          kernel: Pair(3), stride: Pair(height: 2, width: 1), padding: Pair(1),
          time: AxisWindow(kernel: 3, stride: 2, padding: 1, paddingAfter: 0)), hasBias: true)),
    Case(
      name: "clips, frames alone, groups", batch: 1,
      geometry: ConvolutionGeometry(
        inputShape: [5, 2, 3, 4], outputChannels: 6,
        window: Window(kernel: Pair(1), time: AxisWindow(kernel: 2, dilation: 2)), groups: 2)),
    Case(
      name: "a clip of a single pixel", batch: 1,
      geometry: ConvolutionGeometry(
        inputShape: [1, 1, 1, 1], outputChannels: 1,
        window: Window(kernel: Pair(1), time: AxisWindow(kernel: 1)))),
    Case(
      name: "depthwise, channels beyond a vector",
      geometry: ConvolutionGeometry(
        input: Pair(height: 3, width: 5), inputChannels: 17, outputChannels: 17,
        window: Window(kernel: Pair(3), padding: Pair(1)), groups: 17, hasBias: true)),
    Case(
      name: "depthwise, stride 2 and a wider border below", batch: 1,
      geometry: ConvolutionGeometry(
        input: Pair(8), inputChannels: 16, outputChannels: 16,
        window: Window(
          kernel: Pair(5), stride: Pair(2), padding: Pair(1), paddingAfter: Pair(2)), groups: 16)),
  ]

  /// Sums of up to 161 products around 1 in single precision: a few units of 6e-8 of the largest.
  static let tolerance = 2e-6

  @Test(arguments: cases)
  func `agrees with the definition, its gradients with central differences`(of: Case) throws {
    let (geometry, batch) = (of.geometry, of.batch)
    let inputs = Self.inputs(geometry, batch: batch)
    let (x, weights) = (inputs.x.doubles, inputs.weights.doubles)
    let (bias, dy) = (inputs.bias?.doubles, inputs.dy.doubles)
    let run = try ConvolutionRun(geometry, batch: batch, inputs)
    let y = geometry.reference(x: x, weights: weights, bias: bias)
    expectClose(run.y, y, ofLargest: Self.tolerance, "y")
    let dx = centralDifferences(at: x) {
      dot(dy, geometry.reference(x: $0, weights: weights, bias: bias))
    }
    expectClose(run.dx, dx, ofLargest: Self.tolerance, "dx")
    let dWeights = centralDifferences(at: weights) {
      dot(dy, geometry.reference(x: x, weights: $0, bias: bias))
    }
    expectClose(run.dWeights, dWeights, ofLargest: Self.tolerance, "dWeights")
    guard let bias else { return }
    let dBias = centralDifferences(at: bias) {
      dot(dy, geometry.reference(x: x, weights: weights, bias: $0))
    }
    expectClose(run.dBias, dBias, ofLargest: Self.tolerance, "dBias")
  }

  /// Layers of residual networks, for which the library has kernels of their own.
  static let layers = [
    layer(32, 3, 16, kernel: 3), layer(32, 16, 16, kernel: 3),
    layer(16, 32, 64, kernel: 3, stride: 2),
    layer(16, 32, 64, kernel: 1, stride: 2), layer(8, 64, 64, kernel: 3),
    layer(7, 64, 256, kernel: 1),
    layer(45, 3, 64, kernel: 7, stride: 2), layer(9, 40, 24, kernel: 3),
    // Strided 1x1 windows over fewer channels than a vector has, for which the library asks for too little scratch.
    layer(62, 8, 16, kernel: 1, stride: 2), layer(124, 4, 8, kernel: 1, stride: 2),
    layer(124, 15, 4, kernel: 1, stride: 2), layer(90, 1, 5, kernel: 1, stride: 3),
    Case(
      name: "124 x 62 pixels, 3 to 4 channels, kernel 1, stride 2 along the height, bias",
      geometry: ConvolutionGeometry(
        input: Pair(height: 124, width: 62), inputChannels: 3, outputChannels: 4,
        window: Window(kernel: Pair(1), stride: Pair(height: 2, width: 1)), hasBias: true)),
    Case(
      name: "clips of 2 frames, 62 pixels, 4 to 8 channels, kernel 1, stride 2", batch: 1,
      geometry: ConvolutionGeometry(
        inputShape: [2, 62, 62, 4], outputChannels: 8,
        window: Window(
          kernel: Pair(1), stride: Pair(2), time: AxisWindow(kernel: 1, stride: 2)))),
  ]

  private static func layer(
    _ size: Int, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1
  ) -> Case {
    let window = Window(
      kernel: Pair(kernel), stride: Pair(stride), padding: Pair(kernel / 2))
    return Case(
      name: "\(size) pixels, \(inputs) to \(outputs) channels, kernel \(kernel), stride \(stride)",
      geometry: ConvolutionGeometry(
        input: Pair(size), inputChannels: inputs, outputChannels: outputs, window: window))
  }

  /// A convolution is linear in its input and in its weights, so a gradient's product with any direction is the
  /// upstream gradient's product with the convolution of that direction.
  @Test(arguments: layers)
  func `agrees with the definition at the size of real layers`(of: Case) throws {
    let geometry = of.geometry
    let inputs = Self.inputs(geometry, batch: of.batch)
    let (x, weights, dy) = (inputs.x.doubles, inputs.weights.doubles, inputs.dy.doubles)
    let run = try ConvolutionRun(geometry, batch: of.batch, inputs)
    expectClose(
      run.y, geometry.reference(x: x, weights: weights, bias: inputs.bias?.doubles),
      ofLargest: Self.tolerance, "y")
    let direction = normals(x.count, index: 5).doubles
    let byInput = dot(dy, geometry.reference(x: direction, weights: weights, bias: nil))
    expectProduct(run.dx.doubles, direction, byInput, "dx")
    let weightDirection = normals(weights.count, index: 6).doubles
    let byWeights = dot(dy, geometry.reference(x: x, weights: weightDirection, bias: nil))
    expectProduct(run.dWeights.doubles, weightDirection, byWeights, "dWeights")
  }

  private func expectProduct(
    _ gradient: [Double], _ direction: [Double], _ expected: Double, _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let size = (dot(gradient, gradient) * dot(direction, direction)).squareRoot()
    expectClose(
      [dot(gradient, direction)], [expected], absolute: 1e-6 * size, relative: 1e-12, name,
      sourceLocation: sourceLocation)
  }

  @Test(arguments: cases)
  func `gives the same bits twice`(of: Case) throws {
    let inputs = Self.inputs(of.geometry, batch: of.batch)
    let first = try ConvolutionRun(of.geometry, batch: of.batch, inputs)
    let second = try ConvolutionRun(of.geometry, batch: of.batch, inputs)
    expectSameBits(first.y, second.y, "y")
    expectSameBits(first.dx, second.dx, "dx")
    expectSameBits(first.dWeights, second.dWeights, "dWeights")
  }

  @Test(arguments: cases)
  func `weights come back from their layout unchanged`(of: Case) throws {
    let kernel = try Convolution(of.geometry, batch: of.batch, on: Engine(), gradients: .none)
    let memory = GuardedMemory()
    let region = memory.region(count: kernel.weightCount)
    let weights = normals(of.geometry.weightShape.count, index: 1)
    try kernel.store(canonical: weights, into: region)
    expectSameBits(try kernel.canonical(region), weights)
    memory.expectIntact()
  }

  private static func inputs(_ geometry: ConvolutionGeometry, batch: Int) -> ConvolutionRun.Inputs {
    ConvolutionRun.Inputs(
      x: normals(batch * geometry.inputShape.count, index: 1),
      weights: normals(geometry.weightShape.count, index: 2),
      bias: geometry.hasBias ? normals(geometry.outputChannels, index: 3) : nil,
      dy: normals(batch * geometry.outputShape.count, index: 4))
  }
}
