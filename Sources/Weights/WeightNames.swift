// Whose names the arrays of a file go by.

import Architectures
public import Configuration

/// Whose names the arrays of a file go by.
public enum WeightNames: String, CaseIterable, Sendable {
  /// Those of timm's checkpoints, for example `layer1.0.conv1.weight`.
  case timm
  /// Our own, for example `stage1.block1.conv1.weight`.
  case revisit

  /// The name in a file of an array that we call `name`.
  public func stored(_ name: String, in model: ModelConfiguration) -> String {
    switch self {
    case .timm: timmName(of: name, in: model)
    case .revisit: name
    }
  }
}
