// A scaling applied to a base network: whole numbers of blocks, channels and groups.

import Configuration

extension NetworkScaling {
  /// The blocks of a scaled stage, at least 1.
  ///
  /// - Throws: `ArchitectureError` for a stage of more than `limit` blocks.
  func blocks(_ base: Int, limit: Int = 1_000) throws -> Int {
    guard depth != 1 else { return base }
    let wanted = Double(base) * depth
    let blocks =
      switch rounding {
      case .nearest: wanted.rounded(.toNearestOrEven)
      // A product that arithmetic leaves a hair above a whole number is that number.
      case .efficientNet: (wanted - 1e-9).rounded(.up)
      }
    guard blocks <= Double(limit) else {
      throw ArchitectureError(
        "scaling makes \(base) blocks of a stage \(wanted); at most \(limit) are built; scale less",
        setting: "scaling.rule")
    }
    return max(1, Int(blocks))
  }

  /// The channels of a scaled layer, a multiple of 8.
  func channels(_ base: Int) -> Int {
    guard width != 1 else { return base }
    let wanted = Double(base) * width
    return switch rounding {
    case .nearest: max(1, Int((wanted / 8).rounded(.toNearestOrEven))) * 8
    case .efficientNet: roundedFilters(wanted)
    }
  }

  /// The channels of a scaled group: 1 and 2 stay, 3 to 5 become 4, more a multiple of 8.
  ///
  /// - Source: pycls, `scaler.py`.
  func groupWidth(_ base: Int) -> Int {
    guard groupWidth != 1 else { return base }
    let wanted = max(1, Int((Double(base) * groupWidth).rounded(.toNearestOrEven)))
    if wanted <= 2 { return wanted }
    return wanted <= 5 ? 4 : 8 * Int((Double(wanted) / 8).rounded(.toNearestOrEven))
  }

  /// The heads of a scaled vision transformer, each with the features that it had.
  func heads(_ base: Int) -> Int {
    width == 1 ? base : max(1, Int((Double(base) * width).rounded(.toNearestOrEven)))
  }
}

/// The nearest multiple of 8 that is at least nine tenths of a number of channels.
///
/// - Source: the released `efficientnet_builder.py`, `round_filters`.
func roundedFilters(_ wanted: Double) -> Int {
  let rounded = multipleOfEight(wanted)
  return Double(rounded) < 0.9 * wanted ? rounded + 8 : rounded
}
