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
}

/// Networks by name.
public enum Catalogue {
  /// All entries, sorted by family and depth.
  public static let entries: [CatalogueEntry] = imageNet + cifar

  /// The entry of a name.
  ///
  /// - Throws: `ArchitectureError` with the nearest name.
  public static func entry(named name: String) throws -> CatalogueEntry {
    if let entry = entries.first(where: { $0.name == name }) { return entry }
    let names = entries.map(\.name)
    let hint = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? "."
    throw ArchitectureError(
      "unknown model '\(name)'\(hint) There are: " + names.joined(separator: ", "))
  }

  private static let imageNet = [18, 34, 50, 101, 152].map { (depth: Int) in
    CatalogueEntry(
      name: "resnet\(depth)", model: ModelConfiguration(family: .resnet, depth: depth),
      resolution: 224, classes: 1_000)
  }

  private static let cifar = [20, 32, 44, 56, 110].map { (depth: Int) in
    CatalogueEntry(
      name: "cifar_resnet\(depth)", model: ModelConfiguration(family: .cifarResNet, depth: depth),
      resolution: 32, classes: 10)
  }
}
