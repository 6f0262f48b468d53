// The closed choices of a configuration.

/// A network family.
public enum ModelFamily: String, CaseIterable, Sendable {
  /// ResNet for ImageNet: 7x7 stem, max pooling, four stages; v1.5 (stride in the 3x3 convolution).
  case resnet
  /// ResNet for CIFAR: 3x3 stem, three stages.
  case cifarResNet = "cifar_resnet"
}

/// A residual block.
public enum BlockKind: String, CaseIterable, Sendable {
  /// Two 3x3 convolutions.
  case basic
  /// 1x1, 3x3 and 1x1 convolutions; the last has four times the channels.
  case bottleneck
}

/// A set of images.
public enum DataSetName: String, CaseIterable, Sendable {
  /// Images drawn from the seed.
  case generated
  /// CIFAR-10, binary version.
  case cifar10
  /// CIFAR-100, binary version, fine labels.
  case cifar100
  /// MNIST in IDX files.
  case mnist
  /// Fashion-MNIST in IDX files.
  case fashionMNIST = "fashion_mnist"
}

/// A rule of the update.
public enum OptimizerKind: String, CaseIterable, Sendable {
  /// Stochastic gradient descent with momentum.
  case sgd
}

/// A course of the learning rate.
public enum ScheduleKind: String, CaseIterable, Sendable {
  /// Half a cosine from the peak to zero, per step.
  case cosine
  /// The peak throughout.
  case constant
}

/// What the bits of a run's arithmetic are held to.
public enum Numerics: String, CaseIterable, Sendable {
  /// Whatever serves the machine best: the same bits on the same machine only.
  case native
  /// The libraries' AVX-512 kernels.
  case avx512
  /// The libraries' AVX2 kernels, on wider machines too.
  case avx2
}

/// A source of chance that may differ between replicates.
public enum RandomSource: String, CaseIterable, Sendable {
  /// Initial weights.
  case initialization = "init"
  /// Order of the training samples.
  case order
  /// Crops and flips.
  case augmentation = "augment"
  /// Dropout masks.
  case dropout
  /// Training and validation splits.
  case split
  /// Replaced labels.
  case labelNoise = "label_noise"
  /// Generated images.
  case generation = "generate"

  static let varyingByDefault: [RandomSource] = [.initialization, .order, .augmentation, .dropout]
}
