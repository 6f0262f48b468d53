// What timm calls the arrays of a network.

public import Configuration

/// timm's name of an array of a network: `stage2.block1.shortcut.norm.weight` becomes `layer2.0.downsample.1.weight`.
///
/// - Source: timm 1.0, `timm/models/resnet.py`.
public func timmName(of arrayName: String, in model: ModelConfiguration) -> String {
  switch model.family {
  case .resnet, .cifarResNet: residualName(arrayName)
  }
}

private func residualName(_ name: String) -> String {
  let words = [
    ("stem.conv", "conv1"), ("stem.norm", "bn1"), ("head.linear", "fc"), ("stage", "layer"),
    ("shortcut.conv", "downsample.0"), ("shortcut.norm", "downsample.1"), ("norm", "bn"),
  ]
  let translated = words.reduce(name) { $0.replacing($1.0, with: $1.1) }
  return translated.replacing(#/block(\d+)/#) { String((Int($0.1) ?? 0) - 1) }
}
