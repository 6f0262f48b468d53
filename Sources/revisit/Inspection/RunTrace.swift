// What a run's file tells of its way: the chain of hashes over its epochs, the numbers of its steps.

import Configuration
import Foundation
import HDF5
import Records

/// What a run's file tells of its way.
struct RunTrace {
  /// A hash over everything at the end of each epoch and the hash before it, in hexadecimal.
  let chain: [String]
  /// Numbers of each step, by name.
  let steps: [String: [Double]]

  /// The series of steps that are compared.
  static let stepSeries = ["loss", "learning_rate", "gradient_norm"]
}

extension RunTrace {
  /// - Throws: `HDF5Error` if the file cannot be read.
  init(_ folder: RunFolder) throws {
    let file = try HDF5File(opening: folder.runFile.path(percentEncoded: false))
    chain = try Self.chain(file)
    var steps: [String: [Double]] = [:]
    for name in Self.stepSeries where file.exists("series/step/\(name)") {
      steps[name] = try file.read("series/step/\(name)", as: Double.self).elements
    }
    self.steps = steps
  }

  private static func chain(_ file: borrowing HDF5File) throws -> [String] {
    let path = "series/epoch/state_sha256"
    guard file.exists(path) else { return [] }
    let hashes = try file.read(path, as: UInt8.self)
    let width = hashes.shape.last ?? 1
    return stride(from: 0, to: hashes.elements.count, by: width).map { start in
      hashes.elements[start..<start + width].map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
    }
  }
}

/// Where two runs part.
struct RunParting: Encodable {
  /// Epochs of each.
  let epochs: [Int]
  /// Whether both chains begin with the same identity: those of different runs differ from the first epoch on.
  let isSameRun: Bool
  /// The first epoch, from 1, whose hashes differ; nil where all that both have are the same.
  let epoch: Int?
  /// The first step, from 1, at which any series of steps differs in a bit; nil where none does.
  let step: Int?
  /// The series that differ there.
  let series: [String]
  /// Their values there, of both runs.
  let values: [String: [Double]]

  init(_ a: RunTrace, _ b: RunTrace, isSameRun: Bool) {
    epochs = [a.chain.count, b.chain.count]
    self.isSameRun = isSameRun
    epoch = Self.firstDifference(a.chain, b.chain).map { $0 + 1 }
    let partings = RunTrace.stepSeries.compactMap { name -> (name: String, step: Int)? in
      let bits = [a, b].map { ($0.steps[name] ?? []).map(\.bitPattern) }
      return Self.firstDifference(bits[0], bits[1]).map { (name, $0) }
    }
    let first = partings.map(\.step).min()
    step = first.map { $0 + 1 }
    let parted = partings.filter { $0.step == first }.map(\.name)
    series = parted
    values = Dictionary(
      uniqueKeysWithValues: parted.map { name in
        (name, [a, b].compactMap { trace in first.flatMap { trace.steps[name]?[$0] } })
      })
  }

  /// The first place at which both have something and not the same.
  private static func firstDifference<Value: Equatable>(_ a: [Value], _ b: [Value]) -> Int? {
    zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  }

  /// Where they part, in words.
  var text: String {
    let shared = epochs.min() ?? 0
    let length =
      epochs[0] == epochs[1]
      ? "" : " The first ran \(counted(epochs[0], "epoch")), the second \(epochs[1])."
    if epoch == nil, shared > 0 {
      return
        "The chains of hashes are the same over \(counted(shared, "epoch")): equal bits all the "
        + "way.\(length)"
    }
    let chain: String
    if !isSameRun {
      chain =
        "A chain of hashes begins with the run's identity, so those of two different runs differ from "
        + "the first epoch on."
    } else if let epoch {
      chain = "The chains of hashes part in epoch \(epoch)."
    } else {
      chain = "There is no epoch that both ended."
    }
    return "\(chain) \(stepText)\(length)"
  }

  private var stepText: String {
    guard let step else { return "No step that both did differs in loss, rate or gradient norm." }
    let differing = series.map { name in
      let both = (values[name] ?? []).map { "\($0)" }.joined(separator: " and ")
      return "\(name) \(both)"
    }
    let before = step == 1 ? "" : " The \(counted(step - 1, "step")) before are equal to the bit."
    return
      "The first step that differs is step \(step): \(differing.joined(separator: ", ")).\(before)"
  }
}
