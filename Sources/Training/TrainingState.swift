// All that a run carries from one step to the next: what a checkpoint keeps and the chain of hashes covers.

import Crypto
import Foundation
import Graphs
import Tensors

/// The state of a run between two steps.
///
/// What is drawn is a function of seed, purpose, epoch and index, so the place in the data is the step itself.
struct TrainingState {
  /// Weights and running statistics, in the plan's memory.
  let parameters: ParameterStorage
  var optimizer: Optimizer
  /// Averages of weights and running statistics; nil where there are none.
  let average: WeightAverage?
  var series = MetricSeries()
  /// Sums over the epoch that is under way.
  var epoch = EpochTotals()
  /// Steps that are done.
  var step = 0
  /// A hash for each epoch that is done.
  var chain: StateChain
  /// The weights of the best epoch so far; nil where they are not asked for, and before the first epoch ends.
  var best: BestWeights?

  /// Hands every array to `body` under the name that it has in a checkpoint, in canonical shape.
  func forEachArray(_ body: (String, Tensor) throws -> Void) throws {
    try forEachWeight("weights", body)
    for state in optimizer.state {
      try body(Self.name(state), try parameters.canonical(state.values, of: state.slot))
    }
    try average?.whileInForce { try forEachWeight("averages", body) }
  }

  private func forEachWeight(
    _ folder: String, _ body: (String, Tensor) throws -> Void
  ) throws {
    for slot in parameters.slots {
      try body("\(folder)/\(slot.parameter.name)", try parameters.canonicalValues(slot))
    }
    for (statistic, values) in parameters.statistics {
      try body(
        "\(folder)/\(statistic.name)", Tensor(values.elements, shape: statistic.shape))
    }
  }

  /// Sets every array from what `read` gives for its name and shape.
  ///
  /// - Throws: What `read` throws, with some of the arrays set; `OneDNNError` if a layout cannot be made.
  func setArrays(_ read: (String, Shape) throws -> Tensor) throws {
    try setWeights("weights", read)
    for state in optimizer.state {
      let tensor = try read(Self.name(state), state.slot.parameter.shape)
      try parameters.store(tensor, into: state.values, of: state.slot)
    }
    try average?.whileInForce { try setWeights("averages", read) }
  }

  private func setWeights(_ folder: String, _ read: (String, Shape) throws -> Tensor) throws {
    for slot in parameters.slots {
      try parameters.store(
        read("\(folder)/\(slot.parameter.name)", slot.parameter.shape), into: slot)
    }
    for (statistic, _) in parameters.statistics {
      try parameters.store(
        read("\(folder)/\(statistic.name)", statistic.shape), intoStatistic: statistic.name)
    }
  }

  private static func name(_ state: Optimizer.State) -> String {
    "optimizer/\(state.name)/\(state.slot.parameter.name)"
  }

  /// SHA-256 over the chain so far and every number of this state, in hexadecimal.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  func sha256() throws -> String {
    var hash = SHA256()
    hash.add(
      "\(chain.last)\nstep \(step), updates \(optimizer.stepCount), epoch of \(epoch.images) images, "
        + "\(epoch.hits) hits\n")
    hash.add([epoch.losses])
    try forEachArray { name, tensor in
      hash.add("\(name) \(tensor.shape.extents)\n")
      hash.update(data: tensor.littleEndianBytes)
    }
    for column in MetricSeries.columns {
      let values = series[keyPath: column.values]
      hash.add("\(column.name) \(values.count)\n")
      hash.add(values)
    }
    return hexadecimal(hash.finalize())
  }

  /// Takes the state at the end of an epoch into the chain.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  mutating func extendChain() throws { chain.hashes.append(try sha256()) }

  /// Keeps the weights of an epoch that has ended, or their averages, if none before it was as accurate.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  mutating func keepIfBest(_ accuracy: Double) throws {
    if let best, best.top1Accuracy >= accuracy { return }
    let weights =
      try average?.whileInForce { try NamedArrays(parameters) } ?? NamedArrays(parameters)
    best = BestWeights(
      epoch: series.trainingLosses.count, top1Accuracy: accuracy, weights: weights)
  }
}

/// A hash for each epoch, each over the one before it and the whole state at the epoch's end: two runs whose chains end
/// alike had the same bits all the way.
struct StateChain: Hashable {
  /// What stands before the first: the identity of the run.
  let start: String
  /// SHA-256 in hexadecimal, one for each epoch that is done.
  var hashes: [String] = []

  /// What the next is a hash over.
  var last: String { hashes.last ?? start }
}

/// The weights at the end of the epoch with the best validation accuracy; the first of equals.
public struct BestWeights: Sendable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// Its validation accuracy, in 0...1.
  public let top1Accuracy: Double
  /// Parameters and running statistics: the averages, where a run keeps averages.
  public let weights: NamedArrays
}

extension SHA256 {
  fileprivate mutating func add(_ text: String) { update(data: Data(text.utf8)) }

  /// The bits of numbers, least significant byte first.
  fileprivate mutating func add(_ numbers: [Double]) {
    var bytes = Data(capacity: numbers.count * MemoryLayout<Double>.size)
    for number in numbers {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> shift))
      }
    }
    update(data: bytes)
  }
}
