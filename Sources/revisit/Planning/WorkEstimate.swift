// What the runs of a study cost: work counted from the graph, time from a short calibration.

import Configuration
import Datasets
import Foundation
import Studies
import Training

/// The work of one run.
struct RunWork {
  /// Cost of one image forward.
  let cost: Cost
  /// Images trained on, over all epochs.
  let trainedImages: Int
  /// Images evaluated, over all evaluations.
  let evaluatedImages: Int

  init(_ configuration: Configuration, at location: DataLocation) throws {
    cost = try costOfNetwork(configuration, at: location)
    let (data, training) = (configuration.data, configuration.training)
    let set = try data.traits(at: location)
    let held = data.validationImages
    let rest = data.set.isGenerated ? set.trainingImages : set.trainingImages - held
    let images = data.trainImages ?? rest
    trainedImages = images / training.batch * training.batch * training.epochs
    let validated = held > 0 ? held : set.validationImages
    let evaluated = validated * (training.epochs + 1) + (data.testImages ?? set.testImages)
    evaluatedImages = training.averaging == nil ? evaluated : 2 * evaluated
  }

  /// Multiply-adds of the whole run: a trained image costs three forward passes, an evaluated one a single pass.
  var multiplyAdds: Double {
    Double(cost.multiplyAdds) * (3 * Double(trainedImages) + Double(evaluatedImages))
  }
}

/// How fast this machine trains networks of different cost.
struct Calibration {
  /// Seconds per multiply-add of networks by their cost, cheapest first.
  private let speeds: [(multiplyAdds: Int, seconds: Double)]

  /// Times at most `count` networks of some points, from the cheapest to the dearest that is sure to fit.
  init(_ points: [StudyPoint], count: Int, at location: DataLocation) throws {
    let costs = try points.map {
      ($0.configuration, try costOfNetwork($0.configuration, at: location))
    }
    let sorted = costs.filter { Self.fits($0.1) }.sorted {
      ($0.1.multiplyAdds, $0.0.pointID) < ($1.1.multiplyAdds, $1.0.pointID)
    }
    let chosen = (0..<min(count, sorted.count)).map { place in
      sorted[count == 1 ? 0 : place * (sorted.count - 1) / max(min(count, sorted.count) - 1, 1)]
    }
    speeds = try chosen.map { configuration, cost in
      let timing = try StepTiming(configuration, configuration.data.traits(at: location))
      return (cost.multiplyAdds, timing.secondsPerImage / (3 * Double(cost.multiplyAdds)))
    }
  }

  /// The expected duration of a run, in seconds: work times the speed of the calibrated network nearest in cost.
  func seconds(_ work: RunWork) -> Double {
    func distance(_ multiplyAdds: Int) -> Double {
      abs(log(Double(max(multiplyAdds, 1))) - log(Double(max(work.cost.multiplyAdds, 1))))
    }
    let nearest = speeds.min { distance($0.multiplyAdds) < distance($1.multiplyAdds) }
    return Self.startSeconds + work.multiplyAdds * (nearest?.seconds ?? Self.assumedSpeed)
  }

  /// Whether a network can be timed beside other programs: with weights, their gradients and momenta, and
  /// for one image activations with their gradients, it takes less than a quarter of the memory.
  private static func fits(_ cost: Cost) -> Bool {
    let floats = 3 * cost.parameters + 8 * cost.activations
    return 4 * floats < Int(clamping: ProcessInfo.processInfo.physicalMemory / 4)
  }

  /// What a worker needs besides training: starting, reading data, compiling the network, writing.
  private static let startSeconds = 0.5
  /// Seconds per multiply-add where no network can be timed: the order of one core with AVX2.
  private static let assumedSpeed = 2e-11
}

/// A duration for people: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min.
func durationText(_ seconds: Double) -> String {
  guard seconds >= 10 else { return "\((seconds * 10).rounded() / 10) s" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
  return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
}

/// A count for people with three digits and an SI prefix: 40.8 M, 3.30 T.
func scaledText(_ count: Double) -> String {
  let prefixes = ["", " k", " M", " G", " T", " P", " E"]
  let power = count < 1_000 ? 0 : min(Int(log10(count) / 3), prefixes.count - 1)
  let scaled = count / pow(1_000, Double(power))
  let decimals = power == 0 ? 0 : scaled < 10 ? 2 : scaled < 100 ? 1 : 0
  let factor = pow(10, Double(decimals))
  let digits = "\((scaled * factor).rounded() / factor)"
  let text = decimals == 0 ? "\(Int(scaled.rounded()))" : digits.padded(decimals: decimals)
  return text + prefixes[power]
}

extension String {
  /// A decimal number with zeros added up to a number of decimals.
  fileprivate func padded(decimals: Int) -> String {
    let found = split(separator: ".").dropFirst().first?.count ?? 0
    return self + String(repeating: "0", count: max(0, decimals - found))
  }
}
