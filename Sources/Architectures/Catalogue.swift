// Networks by name.

public import Configuration
public import Tensors

/// A network of the catalogue.
public struct CatalogueEntry: Hashable, Sendable {
  /// Its name, as timm spells it where timm has it.
  public let name: String
  /// The network.
  public let model: ModelConfiguration
  /// The resolution it was published for, in pixels.
  public let resolution: Int
  /// The frames of a clip it was published for; nil for a network over images.
  public let frames: Int?
  /// The number of classes it was published for.
  public let classes: Int

  init(
    _ name: String, _ model: ModelConfiguration, resolution: Int, frames: Int? = nil,
    classes: Int = 1_000
  ) {
    self.name = name
    self.model = model
    self.resolution = resolution
    self.frames = frames
    self.classes = classes
  }

  /// The shape of its square images or clips.
  ///
  /// - Parameters:
  ///   - resolution: Side in pixels; nil for the published one.
  ///   - frames: Frames of a clip; nil for the published number, if any.
  /// - Returns: `[resolution, resolution, 3]`, or with frames `[frames, resolution, resolution, 3]`.
  public func images(resolution: Int? = nil, frames: Int? = nil) -> Shape {
    let side = resolution ?? self.resolution
    return Shape([frames ?? self.frames, side, side, 3].compactMap(\.self))
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
    + ResNet3D.catalogue

  /// The entry of a name, in any of the spellings that `match(_:)` takes.
  ///
  /// - Throws: `ArchitectureError` with the nearest names, or with all where none is near.
  public static func entry(named name: String) throws -> CatalogueEntry { try match(name).entry }
}
