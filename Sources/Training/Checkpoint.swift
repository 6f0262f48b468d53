// The file that a run goes on from: its whole state in HDF5.

import Foundation
import HDF5
import Tensors

/// A checkpoint that a run cannot go on from.
struct CheckpointRefused: Error, Hashable, CustomStringConvertible {
  let description: String
}

/// What stands in a checkpoint beside the state.
struct CheckpointHeader: Hashable {
  /// What must be the same for the state to be of use, by name: run, data, code, bits of the machine.
  let bindings: [String: String]
  /// Training time so far, in seconds.
  let seconds: Double
}

extension TrainingState {
  private static let format = "revisit checkpoint 1"

  // MARK: - Writing

  /// Replaces the checkpoint `file` by this state: a crash at any time leaves the old one or the new one, whole.
  ///
  /// - Throws: `HDF5Error`, an error of the system, or `OneDNNError`; then the old one is still there.
  func write(to file: URL, draft: URL, _ header: CheckpointHeader) throws {
    try HDF5File.replace(
      file.path(percentEncoded: false), draft: draft.path(percentEncoded: false)
    ) { try write(to: $0, header) }
  }

  private func write(to file: borrowing HDF5File, _ header: CheckpointHeader) throws {
    try file.setAttribute("", "format", Self.format)
    for name in header.bindings.keys.sorted() {
      try file.setAttribute("", name, header.bindings[name] ?? "")
    }
    try file.setAttribute("", "seconds", header.seconds)
    try file.setAttribute("", "step", step)
    try file.setAttribute("", "updates", optimizer.stepCount)
    try file.setAttribute("", "epoch_loss", epoch.losses)
    try file.setAttribute("", "epoch_hits", epoch.hits)
    try file.setAttribute("", "epoch_images", epoch.images)
    try forEachArray { name, tensor in try file.write(name, tensor) }
    for column in MetricSeries.columns {
      try file.write("series/\(column.name)", HDF5Array(series[keyPath: column.values]))
    }
    try file.write("series/epoch/state_sha256", chain.bytes)
    try file.setAttribute("", "state_sha256", try sha256())
    if let best { try file.write(best) }
  }

  // MARK: - Reading

  /// Takes over the state that a checkpoint holds.
  ///
  /// The digest is taken anew from the state as it then is in memory, so that nothing on the way from the other
  /// run's memory to this one's goes unseen.
  ///
  /// - Returns: The training time so far, in seconds.
  /// - Throws: `CheckpointRefused` if it is damaged or of another version, run, or machine, or `HDF5Error`; then
  ///   some of the state may have been set.
  mutating func read(from url: URL, bindings: [String: String], needsBest: Bool) throws -> Double {
    let file = try HDF5File(opening: url.path(percentEncoded: false))
    try Self.check(file, bindings)
    step = try file.attribute("", "step", as: Int.self)
    optimizer.stepCount = try file.attribute("", "updates", as: Int.self)
    epoch.losses = try file.attribute("", "epoch_loss", as: Double.self)
    epoch.hits = try file.attribute("", "epoch_hits", as: Int.self)
    epoch.images = try file.attribute("", "epoch_images", as: Int.self)
    try setArrays { name, shape in try file.tensor(name, shape) }
    for column in MetricSeries.columns {
      series[keyPath: column.values] =
        try file.read("series/\(column.name)", as: Double.self).elements
    }
    chain.hashes = StateChain.hashes(
      of: try file.read("series/epoch/state_sha256", as: UInt8.self).elements)
    best = try needsBest ? file.best(like: NamedArrays(parameters)) : nil
    let (found, expected) = (try sha256(), try file.attribute("", "state_sha256", as: String.self))
    guard found == expected else {
      throw CheckpointRefused(
        description: "its state has SHA-256 \(found), but it says \(expected): it is damaged")
    }
    guard !needsBest || best != nil || chain.hashes.isEmpty else {
      throw CheckpointRefused(
        description: "it was written without the best weights, which are asked for now")
    }
    return try file.attribute("", "seconds", as: Double.self)
  }

  private static func check(
    _ file: borrowing HDF5File, _ bindings: [String: String]
  ) throws {
    let found = try file.attribute("", "format", as: String.self)
    guard found == format else {
      throw CheckpointRefused(description: "its format is '\(found)'; expected '\(format)'")
    }
    for (name, expected) in bindings.sorted(by: { $0.key < $1.key }) {
      let found = try file.attribute("", name, as: String.self)
      guard found == expected else {
        throw CheckpointRefused(
          description: "its \(name) is \(found); here it is \(expected)")
      }
    }
  }
}

extension StateChain {
  /// The hashes as bytes, [epochs, 32].
  var bytes: HDF5Array<UInt8> {
    let bytes = hashes.flatMap { text in
      stride(from: 0, to: text.utf8.count, by: 2).map { start in
        let digits = text.dropFirst(start).prefix(2)
        return UInt8(digits, radix: 16) ?? 0
      }
    }
    return HDF5Array(shape: [hashes.count, 32], elements: bytes) ?? HDF5Array(bytes)
  }

  static func hashes(of bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: 32).map { start in
      bytes[start..<min(start + 32, bytes.count)].map(hexadecimal).joined()
    }
  }
}

extension HDF5File {
  /// Writes a tensor in its shape.
  func write(_ path: String, _ tensor: Tensor) throws {
    guard let array = HDF5Array(shape: tensor.shape.extents, elements: tensor.elements) else {
      return
    }
    try write(path, array)
  }

  /// Writes arrays under their names into a folder.
  func write(_ arrays: NamedArrays, _ folder: String) throws {
    for entry in arrays.entries { try write("\(folder)/\(entry.name)", entry.tensor) }
  }

  /// Writes the best weights with what they are.
  func write(_ best: BestWeights) throws {
    try write(best.weights, "best_weights")
    try setAttribute("best_weights", "epoch", best.epoch)
    try setAttribute("best_weights", "validation_top1", best.top1Accuracy)
    try setAttribute("best_weights", "sha256", best.weights.sha256)
  }

  /// A tensor of a shape that is known.
  fileprivate func tensor(_ path: String, _ shape: Shape) throws -> Tensor {
    let array = try read(path, as: Float.self)
    guard array.shape == shape.extents else {
      throw CheckpointRefused(
        description: "its '\(path)' has shape \(array.shape); expected \(shape.extents)")
    }
    return Tensor(array.elements, shape: shape)
  }

  /// The best weights, if there are any; their names and shapes are those of `arrays`.
  fileprivate func best(like arrays: NamedArrays) throws -> BestWeights? {
    guard exists("best_weights") else { return nil }
    let entries = try arrays.entries.map { entry in
      NamedArrays.Entry(
        name: entry.name, tensor: try tensor("best_weights/\(entry.name)", entry.tensor.shape))
    }
    let best = BestWeights(
      epoch: try attribute("best_weights", "epoch", as: Int.self),
      top1Accuracy: try attribute("best_weights", "validation_top1", as: Double.self),
      weights: NamedArrays(entries))
    guard try best.weights.sha256 == attribute("best_weights", "sha256", as: String.self) else {
      throw CheckpointRefused(description: "its best weights are damaged")
    }
    return best
  }
}
