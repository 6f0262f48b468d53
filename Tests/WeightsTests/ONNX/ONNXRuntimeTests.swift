import Foundation
import Graphs
import Randomness
import Tensors
import TestSupport
import Testing

@testable import Weights

/// Exported networks run by onnxruntime; the environment variable `REVISIT_PYTHON` names a Python that has it.
@Suite(.enabled(if: ONNXRuntime.isPresent, "REVISIT_PYTHON names no Python with onnxruntime"))
struct ONNXRuntimeTests {
  @Test(arguments: ExportedNetwork.all, [1, 3])
  func `onnxruntime computes what the formulas do`(exported: ExportedNetwork, batch: Int) throws {
    try check(exported.network, batch: batch, tolerance: 2e-6)
  }

  @Test func `onnxruntime computes the logits of a ResNet`() throws {
    try check(try ExportedNetwork.narrowResNet(), batch: 2, tolerance: 1e-5)
  }

  /// The tolerance is relative to the largest logit: single precision over some ten layers.
  private func check(_ network: NamedNetwork, batch: Int, tolerance: Double) throws {
    let weights = NetworkWeights(scattered: network)
    let statistics = Set(network.graph.statistics.map(\.name))
    let arrays = network.arrays.map { ($0.name, weights[$0.name].elements.map { Double($0) }) }
    let reference = ReferenceNetwork(
      network.graph,
      parameters: Dictionary(uniqueKeysWithValues: arrays.filter { !statistics.contains($0.0) }),
      statistics: Dictionary(uniqueKeysWithValues: arrays.filter { statistics.contains($0.0) }))
    var stream = RandomStream(seed: Seed(root: 3), purpose: .generation)
    let count = batch * network.graph.inputShape.count
    let images = (0..<count).map { _ in Float(stream.nextNormal()) }
    let expected = reference.logits(images: images.map { Double($0) }, isTraining: false)
    let found = try Scratch.with { scratch in
      let path = scratch.path("a.onnx")
      try weights.writeONNX(to: NewFile(path, replacing: false), names: .timm)
      return try ONNXRuntime(scratch).logits(
        path, images: images, shape: [batch] + network.graph.inputShape.extents)
    }
    expectClose(found, expected, ofLargest: tolerance)
  }
}

/// A Python with onnxruntime, in a process of its own.
private struct ONNXRuntime {
  static var isPresent: Bool { OptionalPython.runs("import onnxruntime, numpy") }

  /// Checks the model, runs it and writes its logits.
  private static let program = """
    import sys, numpy, onnxruntime
    model, images, logits, *shape = sys.argv[1:]
    x = numpy.fromfile(images, numpy.float32).reshape([int(n) for n in shape])
    x = numpy.ascontiguousarray(numpy.moveaxis(x, -1, 1))
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    session.run(["logits"], {"images": x})[0].tofile(logits)
    """

  let scratch: Scratch

  init(_ scratch: Scratch) { self.scratch = scratch }

  /// The logits of images `[N, H, W, C]` or clips `[N, T, H, W, C]`.
  func logits(_ model: String, images: [Float], shape: [Int]) throws -> [Float] {
    let bytes = Tensor(images, shape: Shape(shape)).littleEndianBytes
    let arguments = [
      "-c", Self.program, model, try scratch.write(Data(bytes), to: "images"),
      scratch.path("logits"),
    ]
    _ = try OptionalPython.output(arguments + shape.map(String.init))
    let result = [UInt8](try scratch.bytes("logits"))
    return stride(from: 0, to: result.count, by: 4).map { start in
      Float(bitPattern: result[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }
  }
}
