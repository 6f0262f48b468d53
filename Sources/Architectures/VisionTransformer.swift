// The vision transformer of Dosovitskiy et al., which DeiT trains too.

import Configuration
import Graphs
import Kernels
import Tensors

/// A vision transformer from its dimensions.
struct VisionTransformer: Hashable, Sendable {
  /// Features of a token.
  var features: Int
  /// Blocks.
  var depth: Int
  /// Heads of attention, among which the features are divided.
  var heads: Int
  /// Side of a patch, in pixels.
  var patch: Int

  /// The network for images `[H, W, C]`: patches as tokens, encoder blocks, classifier on the class token.
  ///
  /// The number of tokens is 1 + (H / patch) * (W / patch), and each has a position embedding of its own.
  /// - Source: Dosovitskiy et al. 2020, arXiv 2010.11929, section 3.1, equations 1 to 4. Sizes and starts as in DeiT,
  ///   Touvron et al. 2020, arXiv 2012.12877, table 1.
  func graph(images: Shape, ends: NetworkEnds) -> Graph {
    var builder = GraphBuilder(input: images)
    let window = Window(kernel: Pair(patch), stride: Pair(patch))
    var x = builder.convolution(
      "patch", builder.input,
      ConvolutionOperation(
        channels: features, window: window, hasBias: true,
        start: LayerStart(.uniformFanIn, bias: .uniformFanIn)))
    x = builder.tokens("tokens", x)
    for block in 0..<depth {
      x = builder.encoderBlock(
        "block\(block + 1)", x, heads: heads, dropRate: ends.rate(block: block, of: depth))
    }
    // Layer norm works token by token, so that of the class token alone is equation 4.
    x = builder.layerNorm("head.norm", builder.classToken("head.class_token", x))
    builder.linearClassifier(ends, x, start: transformerStart)
    return builder.graph
  }
}

/// Normal with deviation 0.02; the published truncation lies at a hundred deviations.
///
/// - Source: timm, `init_weights_vit_timm`, which DeiT uses.
private let transformerStart = LayerStart(.normal(deviation: 0.02), bias: .zero)

extension GraphBuilder {
  /// An encoder block: x + MSA(LN(x)), then y + MLP(LN(y)), the MLP four times as wide, with GELU.
  ///
  /// - Source: Dosovitskiy et al. 2020, equations 2 and 3, and figure 1.
  mutating func encoderBlock(
    _ name: String, _ x: NodeID, heads: Int, dropRate: Double
  ) -> NodeID {
    let features = shape(of: x).extents[1]
    var y = layerNorm("\(name).norm1", x)
    y = transformerLinear("\(name).qkv", y, features: 3 * features)
    y = attention("\(name).attention", y, heads: heads)
    y = transformerLinear("\(name).projection", y, features: features)
    y = droppedBranch("\(name).drop1", y, rate: dropRate)
    let middle = add("\(name).add1", y, x)
    y = layerNorm("\(name).norm2", middle)
    y = transformerLinear("\(name).mlp1", y, features: 4 * features)
    y = activation("\(name).gelu", y, .gelu)
    y = transformerLinear("\(name).mlp2", y, features: features)
    y = droppedBranch("\(name).drop2", y, rate: dropRate)
    return add("\(name).add2", y, middle)
  }

  private mutating func transformerLinear(
    _ name: String, _ x: NodeID, features: Int
  ) -> NodeID {
    linear(name, x, LinearOperation(features: features, start: transformerStart))
  }
}

extension VisionTransformer {
  /// - Source: Touvron et al. 2020, arXiv 2012.12877, table 1; "base" and "large" are ViT-B and ViT-L of
  ///   Dosovitskiy et al. 2020, table 1.
  private static let published: [(variant: ModelVariant, value: VisionTransformer)] = [
    (.tiny, VisionTransformer(features: 192, depth: 12, heads: 3, patch: 16)),
    (.small, VisionTransformer(features: 384, depth: 12, heads: 6, patch: 16)),
    (.base, VisionTransformer(features: 768, depth: 12, heads: 12, patch: 16)),
    (.large, VisionTransformer(features: 1_024, depth: 24, heads: 16, patch: 16)),
  ]

  /// The vision transformer of a configuration; width is a factor on the features, rounded to a multiple of the heads.
  ///
  /// - Throws: `ArchitectureError` where there is no such variant or patches do not tile the image.
  init(_ model: ModelConfiguration, images: Shape) throws {
    self = try model.published(among: Self.published)
    heads = model.heads ?? heads
    let perHead = Double(features) * model.width / Double(heads)
    heads = model.scaling.heads(heads)
    features = heads * max(1, Int(perHead.rounded()))
    depth = try model.scaling.blocks(model.depth ?? depth, limit: 10_000)
    patch = model.patch
    let (height, width) = (images.extents[0], images.extents[1])
    guard height.isMultiple(of: patch), width.isMultiple(of: patch) else {
      throw ArchitectureError(
        "patches of \(patch) pixels do not tile an image of \(height) x \(width); choose a resolution "
          + "that model.patch divides", setting: "data.resolution")
    }
  }

  /// The networks that timm has names for; `deit_` and `vit_` are the same networks.
  static let catalogue: [CatalogueEntry] =
    [
      ("deit", [ModelVariant.tiny, .small, .base], 224), ("deit", [.base], 384),
      ("vit", [.tiny, .small, .base, .large], 224), ("vit", [.tiny, .small, .base, .large], 384),
    ].flatMap { prefix, variants, resolution in
      variants.map { variant in
        CatalogueEntry(
          "\(prefix)_\(variant.rawValue)_patch16_\(resolution)",
          ModelConfiguration(family: .visionTransformer, variant: variant), resolution: resolution)
      }
    }
}
