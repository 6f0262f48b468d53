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

  static func cases() throws -> [Case] {
    try ["ops_conv", "ops_misc"].flatMap { name -> [Case] in
      let golden = try Goldens.open(name)
      return try golden.file.children().map { group in
        let operation = try golden.file.attribute(group, "op", as: String.self)
        return Case(file: name, group: group, operation: operation)
      }
    }
  }

  @Test func `the files hold the cases they were made with`() throws {
    #expect(try Self.cases().count == 130)
  }

  @Test(arguments: try cases())
  func `agrees with PyTorch`(in of: Case) throws {
    let golden = try GoldenCase(file: of.file, group: of.group)
    switch of.operation {
    case "conv2d", "conv3d": try checkConvolution(golden)
    case "batch_norm": try checkBatchNorm(golden)
    case "max_pool", "max_pool3d", "max_pool_same", "avg_pool", "global_avg_pool",
      "global_avg_pool3d":
      try checkPooling(golden)
    case "adaptive_avg_pool": try checkAdaptivePooling(golden)
    case "relu": try check(.relu, golden)
    case "relu6": try check(.relu6, golden)
    case "silu": try check(.silu, golden)
    case "sigmoid": try check(.sigmoid, golden)
    case "tanh": try check(.tanh, golden)
    case "gelu_erf": try check(.gelu, golden)
    case "gelu_tanh": try check(.geluTanh, golden)
    case "hard_sigmoid": try check(.hardSigmoid, golden)
    case "hard_swish": try check(.hardSwish, golden)
    case "softmax": try checkSoftmax(golden)
    case "log_softmax": try checkLogSoftmax(golden)
    case "layer_norm": try checkLayerNorm(golden)
    case "attention": try checkAttention(golden)
    case "linear": try checkLinear(golden)
    case "softmax_cross_entropy": try checkCrossEntropy(golden)
    case "softmax_cross_entropy_soft_target": try checkSoftCrossEntropy(golden)
    case "bce_with_logits": try checkBinaryCrossEntropy(golden)
    case "dropout": try checkDropout(golden)
    case "drop_path": try checkStochasticDepth(golden)
    default: Issue.record("no kernel for \(of.operation)")
    }
  }
}
