import HDF5
import Kernels
import Tensors
import TestSupport
import Testing

/// Every operation of the golden files against PyTorch in double precision.
@Suite struct GoldenOperationTests {
  /// A case of a golden file.
  struct Case: CustomTestStringConvertible, Sendable {
    var file: String
    var group: String
    var operation: String
    var testDescription: String { "\(operation) \(group)" }
  }

  /// Operations of the golden files that have no kernel yet.
  static let toCome: Set<String> = [
    "attention", "bce_with_logits", "drop_path", "gelu_erf", "gelu_tanh", "hard_sigmoid",
    "hard_swish", "layer_norm", "log_softmax", "relu6", "sigmoid", "silu", "softmax",
    "softmax_cross_entropy_soft_target", "tanh",
  ]

  static func cases() throws -> [Case] {
    try ["ops_conv", "ops_misc"].flatMap { name -> [Case] in
      let golden = try Goldens.open(name)
      return try golden.file.children().map { group in
        let operation = try golden.file.attribute(group, "op", as: String.self)
        return Case(file: name, group: group, operation: operation)
      }.filter { !toCome.contains($0.operation) }
    }
  }

  @Test func `the files hold the cases they were made with`() throws {
    #expect(try Self.cases().count == 102)
  }

  @Test(arguments: try cases())
  func `agrees with PyTorch`(in of: Case) throws {
    let golden = try GoldenCase(file: of.file, group: of.group)
    switch of.operation {
    case "conv2d", "conv3d": try checkConvolution(golden)
    case "batch_norm": try checkBatchNorm(golden)
    case "relu": try checkRelu(golden)
    case "max_pool", "max_pool3d", "max_pool_same", "avg_pool", "global_avg_pool",
      "global_avg_pool3d":
      try checkPooling(golden)
    case "adaptive_avg_pool": try checkAdaptivePooling(golden)
    case "linear": try checkLinear(golden)
    case "softmax_cross_entropy": try checkCrossEntropy(golden)
    case "dropout": try checkDropout(golden)
    default: Issue.record("no kernel for \(of.operation) and not in the list of those to come")
    }
  }
}
