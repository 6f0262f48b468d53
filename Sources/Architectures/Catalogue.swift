// Networks by name.

public import Configuration

/// A network of the catalogue.
public struct CatalogueEntry: Hashable, Sendable {
  /// Its name, as timm spells it where timm has it.
  public let name: String
  /// The network.
  public let model: ModelConfiguration
  /// The resolution it was published for, in pixels.
  public let resolution: Int
  /// The number of classes it was published for.
  public let classes: Int

  init(_ name: String, _ model: ModelConfiguration, resolution: Int, classes: Int = 1_000) {
    self.name = name
    self.model = model
    self.resolution = resolution
    self.classes = classes
  }
}

/// Networks by name.
public enum Catalogue {
  /// All entries, family by family.
  public static let entries: [CatalogueEntry] =
    ResNet.catalogue
    + EfficientNet.catalogue
    + RegNet.catalogue
    + VisionTransformer.catalogue

  /// The entry of a name, in any of the spellings that `match(_:)` takes.
  ///
  /// - Throws: `ArchitectureError` with the nearest names, or with all where none is near.
  public static func entry(named name: String) throws -> CatalogueEntry { try match(name).entry }
}
