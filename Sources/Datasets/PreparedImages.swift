// From a configuration to the images of its splits.

public import Configuration

/// What a run trains on and is validated on while it trains.
public struct TrainingImages: Sendable {
  /// The training split with its label noise; in memory at the configuration's resolution unless crops are resized to it.
  public let training: SplitImages
  /// The validation split, in memory at the resolution of tests; its labels are the true ones.
  public let validation: SplitImages
}

/// Reads or renders the training and validation splits; the test part is not touched.
///
/// What is held out for validation depends on the seed and the number of training images alone. Where nothing is held
/// out of a packed set that came with validation images beside its tests, those are taken.
///
/// - Throws: `DataError` if the files are not there or not sound, or hold fewer images than are asked for.
public func prepareTrainingImages(
  _ configuration: Configuration, at location: DataLocation
) throws -> TrainingImages {
  let data = configuration.data
  let source = try ImageSource(.training, of: configuration, at: location)
  let count = try trainingCount(configuration, available: source.count, at: location)
  let split = Split(
    of: source.count, validation: data.validationImages, training: count,
    seed: configuration.seeds.seed(for: .split))
  return TrainingImages(
    training: source.trainingImages(at: split.training, configuration)
      .replacingLabels(
        fraction: data.labelNoise, seed: configuration.seeds.seed(for: .labelNoise)),
    validation: try givenValidationImages(configuration, at: location)
      ?? source.images(at: split.validation, seenThrough: EvaluationView(data)))
}

/// The validation images that came with a packed set, where they serve as such.
private func givenValidationImages(
  _ configuration: Configuration, at location: DataLocation
) throws -> SplitImages? {
  let data = configuration.data
  guard data.set == .packed, data.validationImages == 0 else { return nil }
  let file = try data.packedFile(at: location)
  guard file.counts[.test] != nil, file.counts[.validation] != nil else { return nil }
  let source = ImageSource.packed(try file.images(.validation))
  return source.images(at: Array(0..<source.count), seenThrough: EvaluationView(data))
}

/// Reads or renders the test split: once a run, at its end.
///
/// - Throws: `DataError` if the files are not there or not sound, or hold fewer images than are asked for.
public func prepareTestImages(
  _ configuration: Configuration, at location: DataLocation
) throws -> SplitImages {
  let data = configuration.data
  let source = try ImageSource(.test, of: configuration, at: location)
  let fallback = data.set.isGenerated ? try data.traits(at: location).testImages : source.count
  let count = data.testImages ?? fallback
  guard count <= source.count else {
    throw DataError(
      "data.test_images: \(count)",
      found:
        "the test part of \(try data.traits(at: location).displayName) has \(source.count) images",
      expected: "no more than that", remedy: "ask for fewer, or leave the setting out")
  }
  return source.images(at: Array(0..<count), seenThrough: EvaluationView(data))
}

/// The size of the training split, checked against what there is and what a batch needs.
private func trainingCount(
  _ configuration: Configuration, available: Int, at location: DataLocation
) throws -> Int {
  let (data, batch) = (configuration.data, configuration.training.batch)
  let rest = available - data.validationImages
  let fallback = data.set.isGenerated ? try data.traits(at: location).trainingImages : rest
  let count = data.trainImages ?? fallback
  guard count <= rest else {
    throw DataError(
      "data.train_images: \(count), data.validation_images: \(data.validationImages)",
      found:
        "the training part of \(try data.traits(at: location).displayName) has \(available) images",
      expected: "no more than that in both together", remedy: "ask for fewer")
  }
  guard count >= batch else {
    throw DataError(
      "train.batch: \(batch)", found: "\(count) training images are left by validation",
      expected: "at least one batch", remedy: "use a smaller batch or fewer validation images")
  }
  return count
}
