// What is known of a set before any image is read: enough to build a network and to count its cost.

public import Configuration

/// What is known of a set before any image is read; of a set of clips, images are clips.
public struct DataSetTraits: Hashable, Sendable {
  /// The name in tables.
  public let displayName: String
  /// The number of classes.
  public let classCount: Int
  /// Images of the training part, as published or packed.
  public let trainingImages: Int
  /// Images that come with the set for validation while training; what is held out of the training part is no part of them.
  public var validationImages = 0
  /// Images of the test part.
  public let testImages: Int
  /// What is subtracted from and divided out of each channel.
  public let normalization: Normalization

  /// Channels of an image: 3 for colour, 1 for grey.
  public var channels: Int { normalization.mean.count }
}

extension DataSetTraits {
  /// A set of colour images of which only the size is known: enough to count what training on it takes.
  public init(described name: String, classes: Int, images: Int) {
    self.init(
      displayName: name, classCount: classes, trainingImages: images, testImages: 0,
      normalization: Normalization(mean: [0, 0, 0], deviation: [1, 1, 1]))
  }
}

/// The published sets.
///
/// - Source: mean and deviation of the training part over 255, to the digits in common use; generated images
///   are given round numbers, since their colours are symmetric around grey.
extension DataSetTraits {
  static let generated = DataSetTraits(
    displayName: "Generated shapes", classCount: Scene.classCount,
    trainingImages: GeneratedImages.defaultTrainingImages,
    testImages: GeneratedImages.defaultTestImages,
    normalization: Normalization(mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25]))
  static let generatedClips = DataSetTraits(
    displayName: "Generated motions", classCount: MovingShape.classCount,
    trainingImages: GeneratedClips.defaultTrainingClips,
    testImages: GeneratedClips.defaultTestClips, normalization: generated.normalization)
  static let cifar10 = DataSetTraits(
    displayName: "CIFAR-10", classCount: 10, trainingImages: 50_000, testImages: 10_000,
    normalization: Normalization(
      mean: [0.4914, 0.4822, 0.4465], deviation: [0.2470, 0.2435, 0.2616]))
  static let cifar100 = DataSetTraits(
    displayName: "CIFAR-100", classCount: 100, trainingImages: 50_000, testImages: 10_000,
    normalization: Normalization(
      mean: [0.5071, 0.4865, 0.4409], deviation: [0.2673, 0.2564, 0.2762]))
  static let mnist = DataSetTraits(
    displayName: "MNIST", classCount: 10, trainingImages: 60_000, testImages: 10_000,
    normalization: Normalization(mean: [0.1307], deviation: [0.3081]))
  static let fashionMNIST = DataSetTraits(
    displayName: "Fashion-MNIST", classCount: 10, trainingImages: 60_000, testImages: 10_000,
    normalization: Normalization(mean: [0.2860], deviation: [0.3530]))
}

extension DataConfiguration {
  /// What is known of the set; of a packed one its file's header says it.
  ///
  /// - Throws: `DataError` if the file of a packed set is not there, or no packed set.
  public func traits(at location: DataLocation) throws -> DataSetTraits {
    switch set {
    case .generated: .generated
    case .generatedClips: .generatedClips
    case .cifar10: .cifar10
    case .cifar100: .cifar100
    case .mnist: .mnist
    case .fashionMNIST: .fashionMNIST
    case .packed: try DataSetTraits(packedFile(at: location))
    }
  }

  /// The file of a packed set, of which the header was read.
  ///
  /// - Throws: `DataError` if it is not there, no packed set, or has another content than `data.sha256` says.
  public func packedFile(at location: DataLocation) throws -> PackedFile {
    let name = file ?? ""
    guard let root = location.root else {
      throw DataError(
        "data.file: \(name)", found: "no folder of data sets was given",
        expected: "the one that holds \(name)",
        remedy: "give it with --data, or as 'data' in site.yaml")
    }
    let packed = try PackedFile(opening: "\(root)/\(name)")
    if let contentSHA256, !packed.contentSHA256.hasPrefix(contentSHA256) {
      throw DataError(
        packed.path, found: "its content has SHA-256 \(packed.contentSHA256)",
        expected: "\(contentSHA256), as data.sha256 says",
        remedy: "use the file that the study was made for, or change data.sha256")
    }
    return packed
  }
}

extension DataSetTraits {
  init(_ packed: PackedFile) {
    let counts = packed.counts
    self.init(
      displayName: packed.description.name, classCount: packed.description.classNames.count,
      trainingImages: counts[.training, default: 0],
      validationImages: counts[.test] == nil ? 0 : counts[.validation, default: 0],
      testImages: counts[.test] ?? counts[.validation, default: 0],
      normalization: packed.description.normalization)
  }
}
