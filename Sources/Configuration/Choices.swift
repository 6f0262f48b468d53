// The closed choices of a configuration.

/// A network family.
public enum ModelFamily: String, CaseIterable, Sendable {
  /// ResNet for ImageNet: 7x7 stem, max pooling, four stages; v1.5 (stride in the 3x3 convolution).
  case resnet
  /// ResNet for CIFAR: 3x3 stem, three stages.
  case cifarResNet = "cifar_resnet"
  /// ResNet-D: deep stem, average pooling in the shortcuts.
  case resNetD = "resnet_d"
  /// SE-ResNet: squeeze and excitation in every block.
  case seResNet = "se_resnet"
  /// ResNet-RS: ResNet-D with squeeze and excitation and a strided convolution for the max pooling.
  case resNetRS = "resnet_rs"
  /// EfficientNet with symmetric padding and PyTorch's batch norm.
  case efficientNet = "efficientnet"
  /// EfficientNet as released for TensorFlow: its padding and its batch norm.
  case tfEfficientNet = "tf_efficientnet"
  /// RegNetX: widths from a quantised line, grouped convolutions.
  case regNetX = "regnet_x"
  /// RegNetY: RegNetX with squeeze and excitation.
  case regNetY = "regnet_y"
  /// Vision transformer, the network of DeiT too.
  case visionTransformer = "vit"
  /// R3D, MC3 and R(2+1)D: basic blocks over clips.
  case videoResNet = "video_resnet"
  /// 3D ResNet: bottleneck blocks over clips, some taking in three frames; self-gating.
  case resNet3D = "resnet_3d"
  /// 3D ResNet-RS: 3D ResNet with a deep stem and squeeze and excitation.
  case resNet3DRS = "resnet_3d_rs"
}

/// A published member of a family that is not told by its depth.
public enum ModelVariant: String, CaseIterable, Sendable {
  // EfficientNet.
  case b0, b1, b2, b3, b4, b5, b6, b7, b8, l2
  // RegNet, by its multiply-adds at 224 pixels.
  case mf200 = "200mf"
  case mf400 = "400mf"
  case mf600 = "600mf"
  case mf800 = "800mf"
  case gf1n6 = "1.6gf"
  case gf3n2 = "3.2gf"
  case gf4 = "4.0gf"
  case gf6n4 = "6.4gf"
  case gf8 = "8.0gf"
  case gf12 = "12gf"
  case gf16 = "16gf"
  case gf32 = "32gf"
  // Vision transformers.
  case tiny, small, base, large
  // Residual networks for clips.
  case r3d, mc3, r2plus1d
}

/// A residual block.
public enum BlockKind: String, CaseIterable, Sendable {
  /// Two 3x3 convolutions.
  case basic
  /// 1x1, 3x3 and 1x1 convolutions; the last has four times the channels.
  case bottleneck
}

/// What a residual network does before its first stage.
public enum StemKind: String, CaseIterable, Sendable {
  /// A 3x3 convolution, no stride: small images.
  case conv3
  /// A 7x7 convolution and 3x3 max pooling, each with stride 2.
  case conv7
  /// Three 3x3 convolutions, the first with stride 2, then max pooling: ResNet-D.
  case deep
  /// The deep stem with a strided 3x3 convolution for the max pooling: ResNet-RS as released.
  case deepStrided = "deep_strided"
  /// The deep stem alone; the first stage halves the image in its first block: ResNet-RS as its text says.
  case deepOnly = "deep_only"
}

/// What a shortcut does where the shape changes.
public enum ShortcutKind: String, CaseIterable, Sendable {
  /// A 1x1 convolution with the block's stride.
  case strided
  /// 2x2 average pooling where the block has a stride, then a 1x1 convolution: ResNet-D.
  case pooled
}

/// A set of images or clips.
public enum DataSetName: String, CaseIterable, Sendable {
  /// Images drawn from the seed.
  case generated
  /// Clips of a moving shape drawn from the seed.
  case generatedClips = "generated_clips"
  /// CIFAR-10, binary version.
  case cifar10
  /// CIFAR-100, binary version, fine labels.
  case cifar100
  /// MNIST in IDX files.
  case mnist
  /// Fashion-MNIST in IDX files.
  case fashionMNIST = "fashion_mnist"
  /// A file that `revisit data prepare` made.
  case packed
}

/// A policy of augmentation.
public enum PolicyKind: String, CaseIterable, Sendable {
  /// None.
  case none
  /// RandAugment as timm has it.
  case randAugment = "rand_augment"
  /// RandAugment as ResNet-RS was trained with it.
  case tfRandAugment = "tf_rand_augment"
  /// AutoAugment's policy for ImageNet.
  case autoAugment = "auto_augment"
  /// One of solarization, grey and blur: DeiT III.
  case threeAugment = "three_augment"
  /// One operation of any strength: TrivialAugment Wide.
  case trivialAugment = "trivial_augment"
}

/// How pixels between pixels are found.
public enum InterpolationKind: String, CaseIterable, Sendable {
  /// Linear along both axes.
  case bilinear
  /// Cubic along both axes.
  case bicubic
  /// One of both, drawn each time.
  case random
}

/// What erased boxes are filled with.
public enum ErasingFill: String, CaseIterable, Sendable {
  /// The mean of the data: 0 after normalisation.
  case mean
  /// One normal colour a box.
  case color
  /// Normal noise for each number.
  case pixels
}

/// What shares a mixture of samples.
public enum MixingMode: String, CaseIterable, Sendable {
  /// The whole batch.
  case batch
  /// An image and its mate.
  case pair
  /// Nothing: each image has its own.
  case element
}

/// A rule of the update.
public enum OptimizerKind: String, CaseIterable, Sendable {
  /// Stochastic gradient descent with momentum.
  case sgd
  /// RMSProp with momentum, as TensorFlow has it.
  case rmsprop
  /// Adam, its decay added to the gradient.
  case adam
  /// Adam with decoupled decay.
  case adamW = "adamw"
  /// Adam's direction, each parameter's step in proportion to its norm.
  case lamb
  /// SGD with momentum, each parameter's step in proportion to its norm.
  case lars
}

/// A course of the learning rate.
public enum ScheduleKind: String, CaseIterable, Sendable {
  /// Half a cosine from the peak to the minimum.
  case cosine
  /// The peak throughout.
  case constant
  /// Multiplied by a factor each time a number of epochs has passed.
  case step
  /// The same without steps: the factor to the power of the time in those numbers of epochs.
  case exponential
  /// Multiplied by a factor at each milestone.
  case multistep
  /// The same one unit of time before each milestone, as timm has it.
  case timmMultistep = "timm_multistep"
}

/// When the learning rate changes.
public enum ScheduleUnit: String, CaseIterable, Sendable {
  /// At each step.
  case step
  /// At each epoch.
  case epoch
}

/// How much of an average of weights stays at an update.
public enum AverageRule: String, CaseIterable, Sendable {
  /// min(decay, (1 + n) / (10 + n)) at step n, from 1: TensorFlow's with `num_updates`.
  case tensorFlow = "tensorflow"
  /// The decay, from the initial weights on.
  case constant
  /// The decay; the first update copies the weights: timm's without warm-up, PyTorch's.
  case copyFirst = "copy_first"
  /// min(decay, 1 - (1 + n)^-power), n steps after the first update, which copies the weights: timm's warm-up.
  case timm
}

/// What training minimises.
public enum LossKind: String, CaseIterable, Sendable {
  /// Cross-entropy of the softmax.
  case softmax
  /// Binary cross-entropy of each class.
  case binary = "bce"
}

/// How the probability of dropping a residual branch falls from the last block to the first.
public enum StochasticDepthRule: String, CaseIterable, Sendable {
  /// Linearly over all blocks, to 0 in the first.
  case block
  /// Linearly over the stages, all blocks of a stage alike: with four stages 2/5, 3/5, 4/5 and 5/5 of it.
  case stage
}

/// What the bits of a run's arithmetic are held to.
public enum Numerics: String, CaseIterable, Sendable {
  /// Whatever serves the machine best: the same bits on the same machine only.
  case native
  /// oneDNN's AVX-512 kernels.
  case avx512
  /// oneDNN's AVX2 kernels, on wider machines too.
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
