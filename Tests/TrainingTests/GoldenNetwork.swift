import Graphs
import HDF5
import Kernels
import Tensors
import TestSupport

/// The network whose trajectories the golden files of optimisers and averages hold.
struct GoldenNetwork {
  let plan: Plan

  /// Convolution without bias, batch norm, SiLU, mean over the pixels, linear layer, compiled so that weights lie in
  /// the layout of a convolution's primitive.
  init() throws {
    var builder = GraphBuilder(input: [6, 6, 3])
    var x = builder.convolution("conv", builder.input, channels: 6, kernel: 3, padding: 1)
    x = builder.batchNorm("bn", x)
    x = builder.activation("silu", x, .silu)
    x = builder.globalAveragePooling("pool", x)
    _ = builder.linear("fc", x, features: 5)
    plan = try Plan(
      builder.graph, batch: 8, purpose: .training(labelSmoothing: 0), engine: Engine())
  }

  /// Sets parameters, and statistics where `path` holds them too, to row `row` of the arrays under `path`.
  func store(_ path: String, row: Int, of golden: borrowing GoldenFile) throws {
    for slot in plan.parameters.slots {
      let tensor = try Self.row(row, "\(path)/\(slot.parameter.name)", slot.parameter.shape, golden)
      try plan.parameters.store(tensor, into: slot)
    }
    let names = try golden.file.children(of: path)
    for (statistic, _) in plan.parameters.statistics where names.contains(statistic.name) {
      let tensor = try Self.row(row, "\(path)/\(statistic.name)", statistic.shape, golden)
      plan.parameters.store(tensor, intoStatistic: statistic.name)
    }
  }

  /// Sets the gradients to row `row` of the arrays under `path`.
  func storeGradients(_ path: String, row: Int, of golden: borrowing GoldenFile) throws {
    for slot in plan.parameters.slots {
      let tensor = try Self.row(row, "\(path)/\(slot.parameter.name)", slot.parameter.shape, golden)
      try plan.parameters.store(tensor, into: slot.gradient, of: slot)
    }
  }

  private static func row(
    _ row: Int, _ path: String, _ shape: Shape, _ golden: borrowing GoldenFile
  ) throws -> Tensor {
    let elements = try golden.floats(path)
    return Tensor(Array(elements[row * shape.count..<(row + 1) * shape.count]), shape: shape)
  }
}
