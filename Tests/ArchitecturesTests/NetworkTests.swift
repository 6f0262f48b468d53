import Architectures
import Configuration
import Graphs
import Kernels
import Tensors
import Testing

@Suite struct NetworkTests {
  /// A row of `Golden/models.csv`: counts of PyTorch's and timm's networks.
  struct Row: Sendable, CustomTestStringConvertible {
    var model: String
    var resolution: Int
    var cost: Cost
    var linearActivations: Int
    var statistics: Int
    var testDescription: String { "\(model) at \(resolution)" }
  }

  static func rows() throws -> [Row] {
    try GoldenTable("models.csv", separator: ",").rows.map { row in
      var cost = Cost(
        parameters: try row.integer("params"), multiplyAdds: try row.integer("macs"),
        activations: try row.integer("acts_conv"))
      cost.attentionMultiplyAdds = try row.integer("macs_attn")
      return Row(
        model: try row.text("model"), resolution: try row.integer("resolution"), cost: cost,
        linearActivations: try row.integer("acts_linear"), statistics: try row.integer("buffers"))
    }
  }

  @Test(arguments: try rows())
  func `the published networks cost what PyTorch counts`(in row: Row) throws {
    let entry = try Catalogue.entry(named: row.model)
    let graph = try network(
      entry.model, images: [row.resolution, row.resolution, 3], classes: entry.classes)
    #expect(graph.cost == row.cost)
    #expect(graph.linearActivations == row.linearActivations)
    // timm counts the batches of each norm too.
    let norms = graph.statistics.count / 2
    #expect(graph.statisticCount + norms == row.statistics)
  }

  static let uncounted = [
    "deit_base_patch16_384", "vit_tiny_patch16_384", "vit_small_patch16_384",
    "vit_base_patch16_384", "vit_large_patch16_224", "vit_large_patch16_384", "efficientnet_b8",
    "efficientnet_l2", "tf_efficientnet_b8", "tf_efficientnet_l2", "resnet18d", "resnet34d",
    "resnet101d", "resnet152d", "seresnet18",
    "seresnet34", "seresnet101", "seresnet152", "resnetrs26", "resnetrs300", "resnetrs400",
  ]

  @Test func `every network for ImageNet is counted but some depths`() throws {
    let counted = Set(try Self.rows().map(\.model))
    let published = Catalogue.entries.filter { $0.classes == 1_000 }.map(\.name)
    #expect(Set(published).subtracting(counted) == Set(Self.uncounted))
    #expect(counted.isSubset(of: published))
  }

  // The paper (He et al. 2015, table 6) prints 0.27 M for parameter-free shortcuts, option A; the two
  // 1x1 projections with their norms add 2 752 to that.
  @Test func `the CIFAR network of depth 20 has the parameters of option B`() throws {
    let entry = try Catalogue.entry(named: "cifar_resnet20")
    let graph = try network(entry.model, images: [32, 32, 3], classes: 10)
    #expect(graph.parameterCount == 272_474)
    let projections = graph.parameters.filter { $0.name.contains("shortcut") }
    let optionA = graph.parameterCount - projections.map(\.shape.count).reduce(0, +)
    #expect(optionA == 269_722)
  }

  @Test func `width scales the channels of stem and stages to the nearest whole number`() throws {
    let model = ModelConfiguration(family: .cifarResNet, depth: 8, width: 0.3)
    let graph = try network(model, images: [8, 8, 3], classes: 10)
    let channels = graph.nodes.filter { $0.name.hasSuffix(".add") || $0.name == "stem.conv" }
      .compactMap(\.shape.extents.last)
    #expect(channels == [5, 5, 10, 19])
  }

  @Test func `no width makes channels vanish`() throws {
    let model = ModelConfiguration(family: .cifarResNet, depth: 8, width: 0.001)
    let graph = try network(model, images: [8, 8, 3], classes: 10)
    #expect(graph.nodes[1].shape == [8, 8, 1])
  }

  @Test func `dropout stands before the classifier where its rate is not zero`() throws {
    let model = ModelConfiguration(family: .cifarResNet, depth: 8)
    let with = try network(model, images: [8, 8, 3], classes: 10, dropout: 0.25)
    let without = try network(model, images: [8, 8, 3], classes: 10)
    #expect(with.nodes.map(\.name).suffix(3) == ["head.pool", "head.dropout", "head.linear"])
    #expect(without.nodes.map(\.name).suffix(2) == ["head.pool", "head.linear"])
    #expect(with.nodes[with.nodes.count - 2].operation == .dropout(0.25))
  }

  @Test func `a network that does not exist is refused`() {
    #expect(throws: ArchitectureError.self) {
      try network(
        ModelConfiguration(family: .resnet, depth: 19), images: [32, 32, 3], classes: 10)
    }
  }
}
