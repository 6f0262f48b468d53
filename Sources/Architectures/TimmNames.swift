// Our names of weights and timm's.

public import Configuration

/// timm's name of a parameter or a running statistic, as in its `state_dict`.
///
/// - Parameters:
///   - name: Our name, for example `stage2.block1.conv1.weight`; it is one of the model's network.
///   - model: The network.
/// - Returns: For example `layer2.0.conv1.weight`; our own name for `cifar_resnet`, which timm has not.
public func timmName(of name: String, in model: ModelConfiguration) -> String {
  switch model.family {
  case .resnet: timmResNetName(name)
  case .cifarResNet: name
  }
}

private func timmResNetName(_ name: String) -> String {
  let words = [
    ("stem.conv", "conv1"), ("stem.norm", "bn1"), ("head.linear", "fc"), ("stage", "layer"),
    ("shortcut.conv", "downsample.0"), ("shortcut.norm", "downsample.1"), ("norm", "bn"),
  ]
  let translated = words.reduce(name) { $0.replacing($1.0, with: $1.1) }
  return translated.replacing(#/block(\d+)/#) { String((Int($0.1) ?? 0) - 1) }
}
