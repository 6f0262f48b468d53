import Architectures
import Configuration
import Graphs
import Tensors
import Testing

@Suite struct VisionTransformerTests {
  static let tiny = ModelConfiguration(family: .visionTransformer, variant: .tiny)

  @Test(arguments: zip([(224, 224), (384, 384), (32, 48)], [197, 577, 7]))
  func `the image's size is a number of tokens, each with a position`(
    size: (height: Int, width: Int), tokens: Int
  ) throws {
    let graph = try network(Self.tiny, images: [size.height, size.width, 3], classes: 10)
    #expect(graph.nodes.first { $0.name == "block12.add2" }?.shape == Shape([tokens, 192]))
    let position = graph.parameters.first { $0.name == "tokens.position" }
    #expect(position?.shape == Shape([1, tokens, 192]))
  }

  @Test func `a smaller patch gives more tokens`() throws {
    var model = Self.tiny
    model.patch = 8
    let graph = try network(model, images: [32, 32, 3], classes: 10)
    #expect(graph.nodes.first { $0.name == "tokens" }?.shape == [17, 192])
  }

  @Test func `width and depth scale the features and the blocks, heads stay`() throws {
    let model = ModelConfiguration(
      family: .visionTransformer, depth: 2, width: 0.25, variant: .tiny)
    let graph = try network(model, images: [32, 32, 3], classes: 10)
    #expect(graph.nodes.first { $0.name == "tokens" }?.shape == [5, 48])
    let heads = graph.nodes.compactMap { node in
      if case .attention(let operation) = node.operation { operation.heads } else { nil }
    }
    #expect(heads == [3, 3])
  }

  // The DeiT repository's models.py, counted in the project's notes on DeiT: 86.86 M.
  @Test func `the largest published network has its parameters`() throws {
    let entry = try Catalogue.entry(named: "deit_base_patch16_384")
    let graph = try network(entry.model, images: [384, 384, 3], classes: 1_000)
    #expect(graph.parameterCount == 86_859_496)
    let products = graph.nodes.map(\.cost.attentionMultiplyAdds).reduce(0, +)
    #expect(graph.multiplyAdds + products == 55_484_350_464)
  }

  // timm counts 304 326 632 and 304 715 752 parameters.
  @Test(
    arguments: zip(["vit_large_patch16_224", "vit_large_patch16_384"], [304_326_632, 304_715_752]))
  func `the large network has the parameters that timm counts`(
    name: String, parameters: Int
  ) throws {
    let entry = try Catalogue.entry(named: name)
    let side = entry.resolution
    let graph = try network(entry.model, images: [side, side, 3], classes: 1_000)
    #expect(graph.parameterCount == parameters)
  }

  @Test func `both branches of a block drop at its rate`() throws {
    let graph = try network(
      ModelConfiguration(family: .visionTransformer, depth: 3, variant: .tiny),
      images: [32, 32, 3], classes: 10, dropout: 0.1, stochasticDepth: 0.2)
    #expect(graph.dropRates == [0.1, 0.1, 0.2, 0.2])
    #expect(
      graph.nodes.map(\.name).suffix(4)
        == ["head.class_token", "head.norm", "head.dropout", "head.linear"])
  }

  @Test func `an image that patches do not tile is refused`() {
    let error = #expect(throws: ArchitectureError.self) {
      try network(Self.tiny, images: [224, 230, 3], classes: 10)
    }
    #expect(
      error?.description
        == "patches of 16 pixels do not tile an image of 224 x 230; choose a resolution that "
        + "model.patch divides")
  }

  @Test func `a vision transformer without a variant is refused`() {
    let error = #expect(throws: ArchitectureError.self) {
      try network(
        ModelConfiguration(family: .visionTransformer), images: [32, 32, 3], classes: 10)
    }
    #expect(error?.description == "vit needs model.variant; there are tiny, small, base, large")
  }
}
