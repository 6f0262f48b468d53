// One case of the golden file of blocks, in our layouts.

import Architectures
import Graphs
import HDF5
import Kernels
import Tensors
import TestSupport
import Testing

/// A block of the golden file in training or in inference mode.
struct GoldenBlockCase: ~Copyable {
  let graph: Graph
  let batch: Int
  /// Those that batch norms normalise by: in inference mode the running ones, gradients included.
  let statistics: BatchNorm.Statistics
  private let block: GoldenBlock
  private let group: String
  private let golden: GoldenFile
  private let tolerance: Double

  static let file = "ops_blocks"

  init(_ block: GoldenBlock, isTraining: Bool) throws {
    let group = Self.group(block, isTraining: isTraining)
    let tolerance = try #require(try Goldens.tolerances(Self.file).ofCase(group))
    let golden = try Goldens.open(Self.file)
    let shape = try golden.file.shape(of: "\(group)/x")
    #expect(try golden.integer(group, "train") == (isTraining ? 1 : 0))
    var builder = GraphBuilder(input: channelsLast(Shape(Array(shape.dropFirst()))))
    _ = block.build(&builder, builder.input)
    graph = builder.graph
    batch = shape[0]
    statistics = isTraining ? .batch : .running
    self.tolerance = tolerance
    self.golden = golden
    self.block = block
    self.group = group
  }

  static func group(_ block: GoldenBlock, isTraining: Bool) -> String {
    block.name + (isTraining ? "_train" : "_eval")
  }

  /// The file's name of one of the block's arrays: timm's, without the block's place in a network.
  func name(_ ours: String) throws -> String {
    let name = timmName(of: ours, in: block.model)
    try #require(name.hasPrefix(block.prefix), "\(name)")
    return String(name.dropFirst(block.prefix.count))
  }

  /// The names in a group of the case; none where there is no such group.
  func names(in part: String) throws -> [String] {
    let path = "\(group)/\(part)"
    return golden.file.exists(path) ? try golden.file.children(of: path) : []
  }

  /// An input, or a gradient of an output, with the channels last.
  func array(_ name: String) throws -> [Float] {
    let path = "\(group)/\(name)"
    let (elements, shape) = (try golden.floats(path), try golden.file.shape(of: path))
    return shape.count == 4 ? TestSupport.channelsLast(elements, shape: shape) : elements
  }

  /// Gives a plan's parameters and statistics the numbers of the file.
  func load(into parameters: ParameterStorage) throws {
    for slot in parameters.slots {
      let path = "\(group)/w/\(try name(slot.parameter.name))"
      #expect(try golden.file.shape(of: path) == slot.parameter.shape.extents, "\(path)")
      try parameters.store(
        Tensor(try golden.floats(path), shape: slot.parameter.shape), into: slot)
    }
    for (statistic, _) in parameters.statistics {
      let values = try golden.floats("\(group)/w/\(try name(statistic.name))")
      parameters.store(Tensor(values, shape: statistic.shape), intoStatistic: statistic.name)
    }
  }

  /// Compares with an output in double precision.
  func check(
    _ found: [Float], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = "\(group)/f64/\(name)"
    let (expected, shape) = (try golden.doubles(path), try golden.file.shape(of: path))
    let isImage = ["y", "dx"].contains(name) && shape.count == 4
    expectClose(
      isImage ? channelsFirst(found, shape: shape) : found, expected, ofLargest: tolerance, name,
      sourceLocation: sourceLocation)
  }
}

/// `[C, H, W]` becomes `[H, W, C]`; tokens `[T, F]` stay.
private func channelsLast(_ shape: Shape) -> Shape {
  let extents = shape.extents
  return extents.count == 3 ? Shape(extents[1...] + [extents[0]]) : shape
}
