// The newest values of the series, for whoever watches a run.

/// What one step showed.
public struct StepMetrics: Hashable, Sendable {
  /// The learning rate of its update.
  public let learningRate: Double
  /// Mean loss of its batch, before the update.
  public let loss: Double
  /// Euclidean norm of all gradients together, before any clipping.
  public let gradientNorm: Double
}

/// What one epoch showed; fractions in 0...1.
public struct EpochMetrics: Hashable, Sendable {
  /// Mean of its steps' losses.
  public let trainingLoss: Double
  /// Fraction of its training images that were right when they were seen.
  public let trainingAccuracy: Double
  /// Loss on the validation split after it; nil where nothing is held out.
  public let validationLoss: Double?
  /// Accuracy on the validation split after it; nil where nothing is held out.
  public let validationAccuracy: Double?
  /// The same loss with averaged weights; nil where there are none.
  public let averagedValidationLoss: Double?
  /// The same accuracy with averaged weights; nil where there are none.
  public let averagedValidationAccuracy: Double?
}

extension MetricSeries {
  /// The last step that had an update; nil before the first.
  var lastStep: StepMetrics? {
    guard let rate = learningRates.last, let loss = stepLosses.last, let norm = gradientNorms.last
    else { return nil }
    return StepMetrics(learningRate: rate, loss: loss, gradientNorm: norm)
  }

  /// The last epoch that ended; nil before the first.
  var lastEpoch: EpochMetrics? {
    guard let loss = trainingLosses.last, let accuracy = trainingAccuracies.last else { return nil }
    return EpochMetrics(
      trainingLoss: loss, trainingAccuracy: accuracy, validationLoss: validationLosses.last,
      validationAccuracy: validationAccuracies.last,
      averagedValidationLoss: averagedValidationLosses.last,
      averagedValidationAccuracy: averagedValidationAccuracies.last)
  }
}
