// The blocks of the golden file, built by the methods that build whole networks.

@testable import Architectures
import Configuration
import Graphs
import Testing

/// A block of the golden file, in our words.
struct GoldenBlock: CustomTestStringConvertible, Sendable {
  /// The file's name of it, without the mode.
  var name: String
  /// The family, which decides timm's names.
  var model: ModelConfiguration
  /// What timm's names of the block's arrays begin with in a whole network.
  var prefix: String
  var build: @Sendable (_ builder: inout GraphBuilder, _ input: NodeID) -> NodeID
  var testDescription: String { name }

  static let all =
    [residual, seResNet, resNetRS, mobile, regNet].flatMap(\.self) + [transformer]

  private static let residual = [
    resNet("bottleneck_v1p5_down", .resnet, channels: 8, stride: 2),
    resNet("basic_down", .resnet, kind: .basic, channels: 12, stride: 2),
  ]

  private static let seResNet = [
    resNet("seresnet_bottleneck", .seResNet, channels: 16, squeezedChannels: 8)
  ]

  private static let resNetRS = [
    resNet("rs_bottleneck_down", .resNetRS, channels: 8, stride: 2, squeezedChannels: 8),
    resNet("rs_bottleneck_proj_s1", .resNetRS, channels: 8, squeezedChannels: 8),
    resNet("rs_bottleneck_identity", .resNetRS, channels: 8, squeezedChannels: 8),
  ]

  private static let mobile = [
    // Blocks without expansion are those of the first stage, whose layers timm numbers otherwise.
    mobile("ds_conv", .efficientNet, stage: 1, expansion: 1, kernel: 3, channels: 8),
    mobile("mbconv_skip", .efficientNet, kernel: 3, channels: 8),
    mobile("mbconv_s2", .efficientNet, kernel: 5, stride: 2, channels: 12),
    mobile("mbconv_s2_same", .tfEfficientNet, kernel: 5, stride: 2, channels: 12),
  ]

  private static let regNet = [
    regNet("regnetx_block", .regNetX, stride: 1), regNet("regnety_block_s2", .regNetY, stride: 2),
  ]

  private static let transformer = GoldenBlock(
    name: "vit_block", model: ModelConfiguration(family: .visionTransformer), prefix: "blocks.0."
  ) { $0.encoderBlock("block1", $1, heads: 4, dropRate: 0) }

  private static func resNet(
    _ name: String, _ family: ModelFamily, kind: BlockKind = .bottleneck, channels: Int,
    stride: Int = 1, squeezedChannels: Int? = nil
  ) -> GoldenBlock {
    let block = ResidualBlock(
      name: "stage1.block1", kind: kind, channels: channels, stride: stride,
      shortcut: ResNetTraits(family).shortcut, squeezedChannels: squeezedChannels,
      zeroLastScale: false, dropRate: 0)
    return GoldenBlock(name: name, model: ModelConfiguration(family: family), prefix: "layer1.0.") {
      $0.residualBlock(block, $1)
    }
  }

  private static func mobile(
    _ name: String, _ family: ModelFamily, stage: Int = 2, expansion: Int = 6, kernel: Int,
    stride: Int = 1, channels: Int
  ) -> GoldenBlock {
    let block = MobileBlock(
      name: "stage\(stage).block1", expansion: expansion, kernel: kernel, stride: stride,
      channels: channels)
    let network = EfficientNet(
      width: 1, depth: 1, dialect: family == .tfEfficientNet ? .tensorFlow : .torch)
    return GoldenBlock(
      name: name, model: ModelConfiguration(family: family), prefix: "blocks.\(stage - 1).0."
    ) { $0.mobileBlock(block, $1, network, dropRate: 0) }
  }

  private static func regNet(_ name: String, _ family: ModelFamily, stride: Int) -> GoldenBlock {
    let block = RegNetBlock(
      name: "stage1.block1", channels: 24, groupWidth: 8, stride: stride, dropRate: 0)
    let network = RegNet(stem: 32, stages: [], squeezeRatio: family == .regNetY ? 0.25 : 0)
    return GoldenBlock(name: name, model: ModelConfiguration(family: family), prefix: "s1.b1.") {
      $0.regNetBlock(block, $1, network)
    }
  }
}
