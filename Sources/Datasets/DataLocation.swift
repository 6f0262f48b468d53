// Where the data sets are on this machine: never part of a run's identity.

/// Where the files of the data sets are, and where decompressed copies may be kept.
public struct DataLocation: Hashable, Sendable {
  /// The folder with one folder for each set: `cifar10`, `cifar100`, `mnist`, `fashion-mnist`.
  ///
  /// Nil is enough for generated images.
  public var root: String?
  /// The folder for decompressed copies; nil to decompress each time.
  public var cache: String?

  /// A location from its folders.
  public init(root: String? = nil, cache: String? = nil) {
    self.root = root
    self.cache = cache
  }
}
