// What is known of a set before any file is read: enough to build a network and to count its cost.

public import Configuration

extension DataSetName {
  /// The name in tables.
  public var displayName: String {
    switch self {
    case .generated: "Generated shapes"
    case .cifar10: "CIFAR-10"
    case .cifar100: "CIFAR-100"
    case .mnist: "MNIST"
    case .fashionMNIST: "Fashion-MNIST"
    }
  }

  /// Channels of an image: 3 for colour, 1 for grey.
  public var channels: Int {
    switch self {
    case .generated, .cifar10, .cifar100: 3
    case .mnist, .fashionMNIST: 1
    }
  }

  /// The number of classes.
  public var classCount: Int {
    switch self {
    case .generated: Scene.classCount
    case .cifar10, .mnist, .fashionMNIST: 10
    case .cifar100: 100
    }
  }

  /// Images of the training and the test part, as published; for estimates before any file is read.
  public var publishedCounts: (training: Int, test: Int) {
    switch self {
    case .generated: (GeneratedImages.defaultTrainingImages, GeneratedImages.defaultTestImages)
    case .cifar10, .cifar100: (50_000, 10_000)
    case .mnist, .fashionMNIST: (60_000, 10_000)
    }
  }

  /// What is subtracted from and divided out of each channel.
  ///
  /// - Source: mean and deviation of the training part over 255, to the digits in common use; generated images
  ///   are given round numbers, since their colours are symmetric around grey.
  public var normalization: Normalization {
    switch self {
    case .generated: Normalization(mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25])
    case .cifar10:
      Normalization(mean: [0.4914, 0.4822, 0.4465], deviation: [0.2470, 0.2435, 0.2616])
    case .cifar100:
      Normalization(mean: [0.5071, 0.4865, 0.4409], deviation: [0.2673, 0.2564, 0.2762])
    case .mnist: Normalization(mean: [0.1307], deviation: [0.3081])
    case .fashionMNIST: Normalization(mean: [0.2860], deviation: [0.3530])
    }
  }
}
