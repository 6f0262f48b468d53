// The course of the learning rate.

import Configuration
import Foundation

/// The learning rate of each step of a run.
struct Schedule: Hashable, Sendable {
  /// Steps of the whole run.
  let stepCount: Int
  private let kind: ScheduleKind
  private let peak: Double
  private let warmupSteps: Double

  /// The schedule of a configuration.
  init(_ training: TrainingConfiguration, stepsPerEpoch: Int) {
    kind = training.schedule
    peak = training.learningRate
    stepCount = stepsPerEpoch * training.epochs
    warmupSteps = training.warmupEpochs * Double(stepsPerEpoch)
  }

  /// The learning rate of a step, from 0.
  ///
  /// During warm-up it rises linearly and reaches the peak at its end; the course then spans the steps that are left:
  /// for the cosine, peak * (1 + cos(pi * t / T)) / 2 at step t of T.
  /// - Source: Loshchilov and Hutter 2017, arXiv 1608.03983, equation 5, with one cycle; warm-up of Goyal et al.
  ///   2017, arXiv 1706.02677, section 2.2.
  func learningRate(at step: Int) -> Double {
    let step = Double(step)
    if step < warmupSteps { return peak * (step + 1) / (warmupSteps + 1) }
    switch kind {
    case .constant: return peak
    case .cosine:
      let course = max(Double(stepCount) - warmupSteps, 1)
      return peak * (1 + cos(.pi * (step - warmupSteps) / course)) / 2
    }
  }
}
