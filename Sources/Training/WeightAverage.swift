// Exponential moving averages of weights and running statistics.

import Configuration
import Foundation
import Graphs
import Kernels
import Tensors

/// Averages of all parameters and running statistics of a plan over the steps: average += (1 - decay) * (value -
/// average), with a decay that depends on the step.
///
/// - Source: Polyak and Juditsky 1992, in the exponential form of TensorFlow's `ExponentialMovingAverage` and timm's
///   `ModelEmaV3`.
struct WeightAverage {
  /// The averages of the parameters, in the layout of the plan's.
  let parameters: Region
  /// The averages of the running statistics.
  let statistics: Region
  private let storage: ParameterStorage
  private let buffer: AlignedBuffer  // Owns the memory of the averages.
  private let averaging: AveragingConfiguration
  /// Steps during which updates copy.
  private let copiedSteps: Int

  /// Averages that begin as the weights are now.
  init(_ storage: ParameterStorage, _ averaging: AveragingConfiguration, stepsPerEpoch: Int) {
    self.storage = storage
    self.averaging = averaging
    copiedSteps = Int((averaging.startEpochs * Double(stepsPerEpoch)).rounded())
    let (weights, observed) = (storage.allParameters, storage.allStatistics)
    let buffer = AlignedBuffer(count: weights.count + observed.count)
    self.buffer = buffer
    parameters = buffer.region(at: 0, count: weights.count)
    statistics = buffer.region(at: weights.count, count: observed.count)
    parameters.store(weights)
    statistics.store(observed)
  }

  /// Takes the weights after a step, counted from 1, into the averages, if there is an update after this step.
  func update(afterStep step: Int) {
    guard step.isMultiple(of: averaging.every) else { return }
    let decay = decay(atStep: step)
    move(parameters, to: storage.allParameters, decay: decay)
    move(statistics, to: storage.allStatistics, decay: averaging.copiesStatistics ? 0 : decay)
  }

  private func move(_ average: Region, to values: Region, decay: Double) {
    if decay == 0 {
      average.store(values)
    } else {
      average.average(values, weight: Float(1 - decay))
    }
  }

  /// What stays of the averages at the update after a step, counted from 1.
  ///
  /// - Source: timm's `ModelEmaV3` with gamma 1; TensorFlow's with `num_updates`, as in the code released with
  ///   EfficientNet and ResNet-RS.
  func decay(atStep step: Int) -> Double {
    let sinceFirst = step - copiedSteps - averaging.every
    switch averaging.rule {
    case .constant: return step <= copiedSteps ? 0 : averaging.decay
    case .tensorFlow:
      let number = Double(step)
      return step <= copiedSteps ? 0 : min(averaging.decay, (1 + number) / (10 + number))
    case .copyFirst: return sinceFirst <= 0 ? 0 : averaging.decay
    case .timm:
      guard sinceFirst > 0 else { return 0 }
      return min(averaging.decay, 1 - pow(1 + Double(sinceFirst), -averaging.power))
    }
  }

  /// Runs `body` with the averages as the plan's weights; the weights come back as they were.
  func whileInForce<Result>(_ body: () throws -> Result) rethrows -> Result {
    storage.exchange(parameters: parameters, statistics: statistics)
    defer { storage.exchange(parameters: parameters, statistics: statistics) }
    return try body()
  }
}
