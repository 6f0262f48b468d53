// The metrics of a run over its steps and epochs.

import Graphs

/// What is measured while a run trains.
public struct MetricSeries: Hashable, Sendable {
  /// Learning rate of each step.
  public private(set) var learningRates: [Double] = []
  /// Mean loss of each step's batch, before its update.
  public private(set) var stepLosses: [Double] = []
  /// Euclidean norm of all gradients together at each step, before any clipping.
  public private(set) var gradientNorms: [Double] = []
  /// Mean of the step losses of each epoch.
  public private(set) var trainingLosses: [Double] = []
  /// Fraction of each epoch's training images that were right when they were seen.
  public private(set) var trainingAccuracies: [Double] = []
  /// Validation loss after each epoch; empty where nothing is held out.
  public private(set) var validationLosses: [Double] = []
  /// Validation accuracy after each epoch; empty where nothing is held out.
  public private(set) var validationAccuracies: [Double] = []
  /// The same loss with averaged weights; empty where there are none.
  public private(set) var averagedValidationLosses: [Double] = []
  /// The same accuracy with averaged weights; empty where there are none.
  public private(set) var averagedValidationAccuracies: [Double] = []

  /// Every series with its name in a file, folder of its time included.
  static let columns: [Column] = [
    Column(name: "step/learning_rate", values: \.learningRates),
    Column(name: "step/loss", values: \.stepLosses),
    Column(name: "step/gradient_norm", values: \.gradientNorms),
    Column(name: "epoch/train_loss", values: \.trainingLosses),
    Column(name: "epoch/train_top1", values: \.trainingAccuracies),
    Column(name: "epoch/validation_loss", values: \.validationLosses),
    Column(name: "epoch/validation_top1", values: \.validationAccuracies),
    Column(name: "epoch/ema_validation_loss", values: \.averagedValidationLosses),
    Column(name: "epoch/ema_validation_top1", values: \.averagedValidationAccuracies),
  ]

  /// One series.
  struct Column {
    let name: String
    let values: any WritableKeyPath<MetricSeries, [Double]> & Sendable
  }

  /// Accuracy after the last epoch: of validation, or that of training where nothing is held out.
  var lastAccuracy: Double? { validationAccuracies.last ?? trainingAccuracies.last }

  mutating func addStep(learningRate: Double, loss: Double) {
    learningRates.append(learningRate)
    stepLosses.append(loss)
  }

  mutating func addUpdate(gradientNorm: Double) { gradientNorms.append(gradientNorm) }

  mutating func addEpoch(
    training: EpochTotals, validation: Evaluation?, averagedValidation: Evaluation?
  ) {
    trainingLosses.append(training.meanLoss)
    trainingAccuracies.append(training.top1Accuracy)
    if let validation {
      validationLosses.append(validation.loss)
      validationAccuracies.append(validation.top1Accuracy)
    }
    if let averagedValidation {
      averagedValidationLosses.append(averagedValidation.loss)
      averagedValidationAccuracies.append(averagedValidation.top1Accuracy)
    }
  }
}

/// Sums over the steps of an epoch.
struct EpochTotals {
  /// The sum of the losses of all images.
  var losses = 0.0
  /// Images that were right.
  var hits = 0
  /// Images that were seen.
  var images = 0

  var meanLoss: Double { losses / Double(max(images, 1)) }
  var top1Accuracy: Double { Double(hits) / Double(max(images, 1)) }

  mutating func add(_ result: BatchResult) {
    losses += result.losses.reduce(0, +)
    hits += result.hits.count { $0 }
    images += result.hits.count
  }
}
