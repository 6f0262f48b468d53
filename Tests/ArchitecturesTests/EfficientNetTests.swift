import Architectures
import Configuration
import Graphs
import Kernels
import Tensors
import Testing

@Suite struct EfficientNetTests {
  // Tan and Le 2019, table 1: channels and blocks of each stage; B7 by the released rounding.
  @Test(
    arguments: zip(
      [ModelVariant.b0, .b7],
      [
        [(16, 1), (24, 2), (40, 2), (80, 3), (112, 3), (192, 4), (320, 1)],
        [(32, 4), (48, 7), (80, 7), (160, 10), (224, 10), (384, 13), (640, 4)],
      ]))
  func `stages have the published channels and blocks`(
    variant: ModelVariant, stages: [(channels: Int, blocks: Int)]
  ) throws {
    let model = ModelConfiguration(family: .efficientNet, variant: variant)
    let graph = try network(model, images: [64, 64, 3], classes: 10)
    let found = stages.indices.map { stage in
      graph.nodes.filter {
        $0.name.hasPrefix("stage\(stage + 1).") && $0.name.hasSuffix("project.conv")
      }
    }
    #expect(found.map(\.count) == stages.map(\.blocks))
    #expect(found.map { $0.first?.shape.extents[2] } == stages.map(\.channels))
  }

  @Test func `the variant's factors can be given as numbers`() throws {
    var model = ModelConfiguration(family: .efficientNet, width: 1.2)
    model.depthFactor = 1.4
    let images: Shape = [64, 64, 3]
    let named = ModelConfiguration(family: .efficientNet, variant: .b3)
    let graph = try network(model, images: images, classes: 10)
    #expect(try graph == network(named, images: images, classes: 10))
  }

  @Test func `an odd image has another border as released for TensorFlow`() throws {
    let windows = try [ModelFamily.efficientNet, .tfEfficientNet].map { family in
      let graph = try network(
        ModelConfiguration(family: family), images: [64, 64, 3], classes: 10)
      return graph.window(of: "stem.conv")
    }
    #expect(
      windows == [
        Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)),
        Window(kernel: Pair(3), stride: Pair(2), padding: Pair(0), paddingAfter: Pair(1)),
      ])
  }

  @Test func `a block adds its input where the shapes agree, and only there branches drop`() throws
  {
    let graph = try network(
      ModelConfiguration(family: .efficientNet), images: [64, 64, 3], classes: 10,
      stochasticDepth: 0.2)
    let sums = graph.nodes.filter { $0.operation == .add }.map(\.name)
    #expect(
      sums == [
        "stage2.block2.add", "stage3.block2.add", "stage4.block2.add", "stage4.block3.add",
        "stage5.block2.add", "stage5.block3.add", "stage6.block2.add", "stage6.block3.add",
        "stage6.block4.add",
      ])
    // Block i of N has i / N of the rate, counted from 0: as released.
    let expected = [2, 4, 6, 7, 9, 10, 12, 13, 14].map { 0.2 * Double($0) / 16 }
    #expect(graph.dropRates == expected)
  }

  @Test func `without squeeze and excitation nothing is scaled`() throws {
    var model = ModelConfiguration(family: .efficientNet)
    model.squeezeRatio = 0
    let graph = try network(model, images: [64, 64, 3], classes: 10)
    #expect(!graph.nodes.contains { $0.operation == .scaleChannels })
  }

  @Test func `a variant of another family is refused with those that there are`() {
    let error = #expect(throws: ArchitectureError.self) {
      try network(
        ModelConfiguration(family: .efficientNet, variant: .tiny), images: [64, 64, 3], classes: 10)
    }
    #expect(
      error?.description
        == "efficientnet has no variant tiny; there are b0, b1, b2, b3, b4, b5, b6, b7")
    #expect(error?.setting == "model.variant")
  }
}

extension Graph {
  /// The window of a convolution.
  func window(of name: String) -> Window? {
    guard case .convolution(let operation) = nodes.first(where: { $0.name == name })?.operation
    else { return nil }
    return operation.window
  }

  /// The rates of stochastic depth, in order.
  var dropRates: [Double] {
    nodes.compactMap { node in
      if case .stochasticDepth(let rate) = node.operation { rate } else { nil }
    }
  }
}
