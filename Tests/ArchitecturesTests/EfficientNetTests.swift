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

  /// Counts of a variant at its published resolution.
  struct Published: Sendable, CustomTestStringConvertible {
    var variant: ModelVariant
    var parameters: Int
    var multiplyAdds: Int
    var activations: Int
    var testDescription: String { variant.rawValue }

    init(_ variant: ModelVariant, _ parameters: Int, _ multiplyAdds: Int, _ activations: Int) {
      self.variant = variant
      (self.parameters, self.multiplyAdds, self.activations) = (
        parameters, multiplyAdds, activations
      )
    }
  }

  // Counted by the project's notes on EfficientNet from the released coefficients; B0 to B5 are also those of pycls,
  // dev/model_complexity.json. They count the additions of biases and the outputs of linear layers too.
  static let published = [
    Published(.b0, 5_288_548, 385_825_092, 6_748_036),
    Published(.b1, 7_794_184, 686_817_992, 10_884_328),
    Published(.b2, 9_109_994, 993_578_282, 13_832_834),
    Published(.b3, 12_233_232, 1_827_162_472, 23_831_296),
    Published(.b4, 19_341_616, 4_393_801_064, 49_489_032),
    Published(.b5, 30_389_784, 10_266_426_072, 98_857_400),
    Published(.b6, 43_040_704, 19_067_647_136, 167_393_400),
    Published(.b7, 66_347_960, 37_745_958_392, 289_939_464),
    Published(.b8, 87_413_142, 62_597_552_278, 442_886_462),
    Published(.l2, 480_309_308, 475_703_913_300, 1_707_390_020),
  ]

  @Test(arguments: published)
  func `every variant costs what is published, biases of gates and classifier apart`(
    of row: Published
  ) throws {
    let entry = try Catalogue.entry(named: "efficientnet_\(row.variant.rawValue)")
    let side = entry.resolution
    let graph = try network(entry.model, images: [side, side, 3], classes: 1_000)
    let biases = graph.parameters.filter { $0.name.hasSuffix(".bias") && !$0.name.contains("norm") }
      .map(\.shape.count).reduce(0, +)
    #expect(graph.parameterCount == row.parameters)
    #expect(graph.multiplyAdds + biases == row.multiplyAdds)
    // Every convolution but the gates' is without bias, and the gates have one output a channel.
    #expect(graph.activations + 1_000 == row.activations)
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
        == "efficientnet has no variant tiny; there are b0, b1, b2, b3, b4, b5, b6, b7, b8, l2")
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
