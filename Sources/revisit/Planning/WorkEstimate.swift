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
  /// Bytes of the run's files, about.
  let sizeBytes: Int

  /// The settings that it depends on.
  static let settings =
    ConfigurationPart.network.paths + ConfigurationPart.stepSettings + [
      "data.train_images", "data.validation_images", "data.test_images", "train.epochs",
      "train.ema_decay", "numerics",
    ]

  init(_ configuration: Configuration, at location: DataLocation) throws {
    var costs = NetworkCosts(at: location)
    try self.init(configuration, &costs, at: location)
  }

  /// The work with the cost of a network that may have been counted before.
  init(
    _ configuration: Configuration, _ costs: inout NetworkCosts, keepsBest: Bool = false,
    at location: DataLocation
  ) throws {
    self.init(
      configuration, try costs.cost(configuration), on: try configuration.data.traits(at: location),
      keepsBest: keepsBest)
  }

  /// The work on a set of which the size is known.
  init(
    _ configuration: Configuration, _ cost: Cost, on set: DataSetTraits, keepsBest: Bool = false
  ) {
    self.cost = cost
    let (data, training) = (configuration.data, configuration.training)
    let held = data.validationImages
    let rest = data.set.isGenerated ? set.trainingImages : set.trainingImages - held
    let images = data.trainImages ?? rest
    trainedImages = images / training.batch * training.batch * training.epochs
    let validated = held > 0 ? held : set.validationImages
    let test = data.testImages ?? set.testImages
    let views = training.averaging == nil ? 1 : 2
    evaluatedImages = views * (validated * (training.epochs + 1) + test)
    // Float32 weights and logits with labels; of each step loss, rate and norm, of each epoch six metrics and a hash.
    let weights = 4 * cost.parameters * (views + (keepsBest ? 1 : 0))
    let predictions = 4 * views * (validated + test) * (set.classCount + 1)
    let series =
      24 * (images / training.batch * training.epochs) + (6 * 8 + 32) * training.epochs
    sizeBytes = weights + predictions + series + Self.otherBytes
  }

  /// Manifest, log and the tree of groups: measured, 30 to 60 kB for networks of 8 to 50 layers.
  private static let otherBytes = 40_000

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
  init(_ points: some Sequence<StudyPoint>, count: Int, at location: DataLocation) throws {
    var costs = NetworkCosts(at: location)
    try self.init(points, count: count, &costs, at: location)
  }

  /// The same with costs that may have been counted before.
  init(
    _ points: some Sequence<StudyPoint>, count: Int, _ costs: inout NetworkCosts,
    at location: DataLocation
  ) throws {
    let sorted = try costs.networks(of: points).filter { Self.fits($0.cost) }.sorted {
      ($0.cost.multiplyAdds, $0.configuration.pointID)
        < ($1.cost.multiplyAdds, $1.configuration.pointID)
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
