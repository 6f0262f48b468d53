// Which networks are measured: those that the ResNet-RS paper compares.

import Architectures
import Configuration

/// A network at a resolution.
struct BenchmarkedModel: Hashable {
  let entry: CatalogueEntry
  /// Side of its images, in pixels.
  let resolution: Int

  /// Every ResNet-RS and every EfficientNet, by their published error.
  ///
  /// - Source: Bello et al. 2021, arXiv 2103.07579, table 7, in its order.
  static var table7: [BenchmarkedModel] {
    get throws {
      try table7Names.map {
        BenchmarkedModel(entry: try Catalogue.entry(named: $0.name), resolution: $0.resolution)
      }
    }
  }

  private static let table7Names: [(name: String, resolution: Int)] = [
    ("efficientnet_b0", 224), ("efficientnet_b1", 240), ("resnetrs50", 160),
    ("efficientnet_b2", 260), ("resnetrs101", 160), ("efficientnet_b3", 300),
    ("resnetrs101", 192), ("resnetrs152", 192), ("efficientnet_b4", 380), ("resnetrs152", 224),
    ("resnetrs152", 256), ("efficientnet_b5", 456), ("resnetrs200", 256), ("resnetrs270", 256),
    ("efficientnet_b6", 528), ("resnetrs350", 256), ("efficientnet_b7", 600),
    ("resnetrs350", 320), ("resnetrs420", 320),
  ]

  /// Networks from names with commas between them, each with or without `@` and a resolution.
  ///
  /// A name without one means its rows of table 7, or what it was published for if it has none there.
  /// - Throws: `ArchitectureError`, `BenchmarkError`.
  static func list(_ text: String) throws -> [BenchmarkedModel] {
    let table7 = try table7
    return try text.split(separator: ",").flatMap { part -> [BenchmarkedModel] in
      let words = part.split(separator: "@", maxSplits: 1).map(String.init)
      let entry = try Catalogue.noted(words.first ?? "")
      guard words.count == 2 else {
        let rows = table7.filter { $0.entry == entry }
        return rows.isEmpty ? [BenchmarkedModel(entry: entry, resolution: entry.resolution)] : rows
      }
      guard let side = Int(words[1]), NetworkOptions.sides.accepted(.integer(side)) != nil else {
        throw BenchmarkError(
          "--models: '\(part)' has no resolution behind '@'; expected "
            + NetworkOptions.sides.expectation)
      }
      return [BenchmarkedModel(entry: entry, resolution: side)]
    }
  }
}

/// What keeps a benchmark from its work.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
