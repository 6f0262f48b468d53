// Our names of weights and timm's, or torchvision's for what timm has not.

public import Configuration

/// timm's name of a parameter or a running statistic, as in its `state_dict`.
///
/// - Parameters:
///   - name: Our name, for example `stage2.block1.conv1.weight`; it is one of the model's network.
///   - model: The network.
/// - Returns: For example `layer2.0.conv1.weight`; torchvision's name for `video_resnet`, our own for `cifar_resnet` and
///   the 3D ResNets, which neither has.
public func timmName(of name: String, in model: ModelConfiguration) -> String {
  let parts = name.split(separator: ".").map(String.init)
  let (layer, array) = (parts.dropLast().joined(separator: "."), parts.last ?? "")
  switch model.family {
  case .cifarResNet, .resNet3D, .resNet3DRS: return name
  case .videoResNet: return torchvisionClipLayer(layer) + "." + array
  case .resnet, .resNetD, .seResNet, .resNetRS:
    return timmResNetLayer(layer, pools: model.poolsShortcuts) + "." + array
  case .efficientNet, .tfEfficientNet: return timmEfficientNetLayer(layer) + "." + array
  case .regNetX, .regNetY: return timmRegNetLayer(layer) + "." + array
  case .visionTransformer:
    if layer == "tokens" { return array == "position" ? "pos_embed" : "cls_token" }
    return timmTransformerLayer(layer) + "." + array
  }
}

/// A layer's place: `stage2.block1.se.reduce` is stage 2, block 1, layer `se.reduce`.
private struct LayerPlace {
  var stage = 0
  var block = 0
  var layer = ""

  /// Nil for a layer outside all blocks.
  init?(_ name: String) {
    var parts = name.split(separator: ".").map(String.init)[...]
    if let number = Self.number(parts.first, after: "stage") {
      stage = number
      parts = parts.dropFirst()
    }
    guard let number = Self.number(parts.first, after: "block") else { return nil }
    block = number
    layer = parts.dropFirst().joined(separator: ".")
  }

  private static func number(_ part: String?, after word: String) -> Int? {
    guard let part, part.hasPrefix(word) else { return nil }
    return Int(part.dropFirst(word.count))
  }
}

private func timmResNetLayer(_ name: String, pools: Bool) -> String {
  guard let place = LayerPlace(name) else {
    return [
      "stem.conv": "conv1", "stem.norm": "bn1",
      "stem.conv1": "conv1.0", "stem.norm1": "conv1.1", "stem.conv2": "conv1.3",
      "stem.norm2": "conv1.4", "stem.conv3": "conv1.6", "stem.norm3": "bn1",
      "stem.conv4": "maxpool.0", "stem.norm4": "maxpool.1", "head.linear": "fc",
    ][name, default: name]
  }
  let layer = [
    "norm1": "bn1", "norm2": "bn2", "norm3": "bn3", "se.reduce": "se.fc1", "se.expand": "se.fc2",
    // Where shortcuts pool, timm's first layer of all shortcuts is the pooling.
    "shortcut.conv": pools ? "downsample.1" : "downsample.0",
    "shortcut.norm": pools ? "downsample.2" : "downsample.1",
  ][place.layer, default: place.layer]
  return "layer\(place.stage).\(place.block - 1).\(layer)"
}

/// The layers of R(2+1)D's convolutions, `space`, `norm` and `time`, and its stem's second convolution are one module deeper.
private func torchvisionClipLayer(_ name: String) -> String {
  guard let place = LayerPlace(name) else {
    return [
      "stem.conv": "stem.0", "stem.norm": "stem.1", "stem.conv1": "stem.0", "stem.norm1": "stem.1",
      "stem.conv2": "stem.3", "stem.norm2": "stem.4", "head.linear": "fc",
    ][name, default: name]
  }
  let layer = [
    "conv1": "conv1.0", "norm1": "conv1.1", "conv2": "conv2.0", "norm2": "conv2.1",
    "conv1.space": "conv1.0.0", "conv1.norm": "conv1.0.1", "conv1.time": "conv1.0.3",
    "conv2.space": "conv2.0.0", "conv2.norm": "conv2.0.1", "conv2.time": "conv2.0.3",
    "shortcut.conv": "downsample.0", "shortcut.norm": "downsample.1",
  ][place.layer, default: place.layer]
  return "layer\(place.stage).\(place.block - 1).\(layer)"
}

private func timmEfficientNetLayer(_ name: String) -> String {
  guard let place = LayerPlace(name) else {
    return [
      "stem.conv": "conv_stem", "stem.norm": "bn1", "head.conv": "conv_head", "head.norm": "bn2",
      "head.linear": "classifier",
    ][name, default: name]
  }
  let gates = ["se.reduce": "se.conv_reduce", "se.expand": "se.conv_expand"]
  // The first stage's blocks do not expand.
  let layers =
    place.stage == 1
    ? [
      "depthwise.conv": "conv_dw", "depthwise.norm": "bn1", "project.conv": "conv_pw",
      "project.norm": "bn2",
    ]
    : [
      "expand.conv": "conv_pw", "expand.norm": "bn1", "depthwise.conv": "conv_dw",
      "depthwise.norm": "bn2", "project.conv": "conv_pwl", "project.norm": "bn3",
    ]
  let layer = gates[place.layer] ?? layers[place.layer, default: place.layer]
  return "blocks.\(place.stage - 1).\(place.block - 1).\(layer)"
}

private func timmRegNetLayer(_ name: String) -> String {
  guard let place = LayerPlace(name) else {
    return ["stem.norm": "stem.bn", "head.linear": "head.fc"][name, default: name]
  }
  let layer = [
    "conv1": "conv1.conv", "conv2": "conv2.conv", "conv3": "conv3.conv", "norm1": "conv1.bn",
    "norm2": "conv2.bn", "norm3": "conv3.bn", "se.reduce": "se.fc1", "se.expand": "se.fc2",
    "shortcut.conv": "downsample.conv", "shortcut.norm": "downsample.bn",
  ][place.layer, default: place.layer]
  return "s\(place.stage).b\(place.block).\(layer)"
}

private func timmTransformerLayer(_ name: String) -> String {
  guard let place = LayerPlace(name) else {
    return ["patch": "patch_embed.proj", "head.norm": "norm", "head.linear": "head"][
      name, default: name]
  }
  let layer = [
    "qkv": "attn.qkv", "projection": "attn.proj", "mlp1": "mlp.fc1", "mlp2": "mlp.fc2",
  ][place.layer, default: place.layer]
  return "blocks.\(place.block - 1).\(layer)"
}
