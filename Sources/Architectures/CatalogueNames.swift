// The ways in which people spell a network's name: timm's, the papers', and those of a study's settings.

import Configuration

/// A network of the catalogue as somebody asked for it.
public struct CatalogueMatch: Hashable, Sendable {
  /// The network.
  public let entry: CatalogueEntry
  /// What followed the network's name behind a dot, as timm names a set of weights: `a1_in1k` of `resnet50.a1_in1k`.
  public let weightTag: String?
}

extension Catalogue {
  /// The network that a name means.
  ///
  /// Capitals, hyphens, underscores and blanks make no difference, except for one between two digits. A network goes by
  /// its name in the catalogue, by its family with depth or variant (`regnety_800mf`, `resnet_rs_101`), and vision
  /// transformers by their short names (`deit_ti`, `vit_b_16`). Behind a dot timm names a set of weights.
  /// - Throws: `ArchitectureError` with the nearest names, or with all where none is near.
  public static func match(_ name: String) throws -> CatalogueMatch {
    if let entry = spellings[plainSpelling(name)] {
      return CatalogueMatch(entry: entry, weightTag: nil)
    }
    if let dot = name.lastIndex(of: "."), dot < name.indices.last ?? dot,
      let entry = spellings[plainSpelling(String(name[..<dot]))]
    {
      return CatalogueMatch(entry: entry, weightTag: String(name[name.index(after: dot)...]))
    }
    throw unknown(name)
  }

  /// All entries by all plain spellings that mean only one; an entry's own name comes before others' aliases.
  private static let spellings: [String: CatalogueEntry] = {
    let aliases = entries.flatMap { entry in
      Set(entry.aliases.map(plainSpelling)).map { ($0, entry) }
    }
    let unique = Dictionary(grouping: aliases, by: \.0).compactMapValues { found in
      found.count == 1 ? found[0].1 : nil
    }
    let own = entries.map { (plainSpelling($0.name), $0) }
    return unique.merging(own) { $1 }
  }()

  private static func unknown(_ name: String) -> ArchitectureError {
    let names = entries.map(\.name)
    let nearest = nearestNames(to: name.lowercased(), among: names, count: 3).map { "'\($0)'" }
    guard let last = nearest.last else {
      return ArchitectureError(
        "unknown model '\(name)'. There are: " + names.joined(separator: ", "))
    }
    let others = nearest.dropLast().joined(separator: ", ")
    let hint = others.isEmpty ? last : "\(others) or \(last)"
    return ArchitectureError("unknown model '\(name)'; did you mean \(hint)?")
  }
}

/// A name without what makes no difference: letters in lower case, digits and dots; `_` between two digits, where
/// `regnet_y_1_6gf` is not `regnet_y_16gf`.
func plainSpelling(_ name: String) -> String {
  var plain = ""
  var hasGap = false
  for character in name.lowercased() {
    guard character.isLetter || character.isNumber || character == "." else {
      hasGap = true
      continue
    }
    if hasGap, plain.last?.isNumber == true, character.isNumber { plain.append("_") }
    plain.append(character)
    hasGap = false
  }
  return plain
}

extension CatalogueEntry {
  /// Other names, with family and member, or in short.
  fileprivate var aliases: [String] {
    if model.family == .visionTransformer { return transformerAliases }
    let member = [model.variant?.rawValue, model.depth.map(String.init)].compactMap(\.self)
      .joined(separator: "_")
    let name = "\(model.family.rawValue)_\(member)"
    // torchvision's regnet_y_1_6gf, and pycls' RegNetY-4GF.
    return [
      name, name.replacing(".", with: "_"), name.replacing(".0", with: ""),
    ]
  }

  /// `deit_ti`, `deit_tiny_224`, `vit_b_16`, `vit_base_patch16`, for each with and without the usual resolution.
  private var transformerAliases: [String] {
    guard let prefix = name.split(separator: "_").first, let size = model.variant?.rawValue else {
      return []
    }
    let short = model.variant == .tiny ? "ti" : String(size.prefix(1))
    let patches = ["", "_patch\(model.patch)", "_\(model.patch)"]
    let resolutions = ["_\(resolution)"] + (resolution == 224 ? [""] : [])
    return [size, short].flatMap { size in
      patches.flatMap { patch in resolutions.map { "\(prefix)_\(size)\(patch)\($0)" } }
    }
  }
}
