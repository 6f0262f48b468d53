// The course of the learning rate.

import Configuration
import Foundation

/// The learning rate of each step of a run.
struct Schedule: Hashable, Sendable {
  /// Steps of the whole run.
  let stepCount: Int
  private let schedule: ScheduleConfiguration
  private let stepsPerEpoch: Int
  /// Units of time in an epoch: its steps, or 1.
  private let unitsPerEpoch: Double
  private let warmup: Double
  private let end: Double

  /// The schedule of a configuration.
  init(_ training: TrainingConfiguration, stepsPerEpoch: Int) {
    schedule = training.schedule
    self.stepsPerEpoch = stepsPerEpoch
    stepCount = stepsPerEpoch * training.epochs
    unitsPerEpoch = schedule.unit == .step ? Double(stepsPerEpoch) : 1
    warmup = schedule.warmupEpochs * unitsPerEpoch
    end = (Double(training.epochs) - schedule.cooldownEpochs) * unitsPerEpoch
  }

  /// The learning rate of a step, from 0.
  ///
  /// Time t counts steps, or whole epochs. While t < W, the warm-up, it rises linearly: from a given start s it is
  /// s + t (peak - s) / W (timm, TensorFlow, PyTorch), without one peak * (t + 1) / (W + 1). Then comes the course,
  /// whose own time counts from W, or from 0 if warm-up is no prefix.
  /// - Source: Loshchilov and Hutter 2017, arXiv 1608.03983, equation 5, with one cycle; warm-up of Goyal et al.
  ///   2017, arXiv 1706.02677, section 2.2.
  func learningRate(at step: Int) -> Double {
    let time = Double(schedule.unit == .step ? step : step / stepsPerEpoch)
    if time < warmup {
      guard let start = schedule.warmupStart else {
        return schedule.peak * (time + 1) / (warmup + 1)
      }
      return start + time * ((schedule.peak - start) / warmup)
    }
    return course(at: schedule.beginsAfterWarmup ? time - warmup : time)
  }

  /// The course at its own time.
  ///
  /// Of D units between two multiplications: peak * factor^floor(t / D), or without steps peak * factor^(t / D). Of
  /// milestones: factor to the power of those at t or before; timm counts those at t + 1, too.
  private func course(at time: Double) -> Double {
    let period = schedule.decayEpochs * unitsPerEpoch
    switch schedule.kind {
    case .constant: return schedule.peak
    case .cosine: return cosine(at: time)
    case .step: return decayed(times: (time / period).rounded(.down))
    case .exponential: return decayed(times: time / period)
    case .multistep: return decayed(times: milestones(until: time))
    case .timmMultistep: return decayed(times: milestones(until: time + 1))
    }
  }

  private func decayed(times: Double) -> Double {
    schedule.peak * pow(schedule.decayFactor, times)
  }

  /// m + (peak - m) (1 + cos(pi t / T)) / 2 at time t of T, then the minimum m.
  private func cosine(at time: Double) -> Double {
    let length = max(schedule.beginsAfterWarmup ? end - warmup : end, 1)
    guard time < length else { return schedule.minimum }
    return schedule.minimum
      + (schedule.peak - schedule.minimum) * (1 + cos(.pi * time / length)) / 2
  }

  private func milestones(until time: Double) -> Double {
    Double(schedule.milestones.count { Double($0) * unitsPerEpoch <= time })
  }
}
