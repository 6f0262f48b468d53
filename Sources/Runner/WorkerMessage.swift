// What runner and worker say to each other: one line of JSON each.

import Foundation
public import Records

/// What a worker is to do.
public struct WorkerRequest: Hashable, Sendable, Codable {
  /// Identity of the run.
  public let runID: String
  /// Identity of its point.
  public let pointID: String
  /// The replicate, from 0.
  public let replicate: Int
  /// Number of this attempt at the run; the record carries it.
  public let attempt: Int
  /// Attempts before it that ran out of memory; the worker takes fewer threads for each, never another batch.
  public let memoryFailures: Int
  /// Number of the runner's process.
  public let runnerID: Int32
  /// Path of the folder that run.h5 and manifest.json go to.
  public let folder: String
  /// The text of the plan.
  public let request: String
}

/// How far a run has come.
public struct WorkerProgress: Hashable, Sendable, Codable {
  /// Epochs done.
  public let epoch: Int
  /// Epochs of the run.
  public let epochs: Int
  /// Steps done, of the whole run.
  public let step: Int
  /// Steps of the whole run.
  public let steps: Int
  /// Steps that an earlier attempt had done.
  public let resumedStep: Int
  /// Training speed.
  public let imagesPerSecond: Double
  /// The latest measured accuracy, in 0...1.
  public let accuracy: Double?

  /// Progress from its parts.
  public init(
    epoch: Int, epochs: Int, step: Int, steps: Int, resumedStep: Int = 0, imagesPerSecond: Double,
    accuracy: Double? = nil
  ) {
    self.epoch = epoch
    self.epochs = epochs
    self.step = step
    self.steps = steps
    self.resumedStep = resumedStep
    self.imagesPerSecond = imagesPerSecond
    self.accuracy = accuracy
  }

  /// The part of the run that is done, in 0...1.
  public var fraction: Double {
    steps > 0 ? min(1, max(0, Double(step) / Double(steps))) : 0
  }

  /// The part of the run that earlier attempts had done, in 0...1.
  public var resumedFraction: Double {
    steps > 0 ? min(1, max(0, Double(resumedStep) / Double(steps))) : 0
  }
}

/// What a worker says.
public enum WorkerMessage: Hashable, Sendable, Codable {
  /// It has come this far.
  case progress(WorkerProgress)
  /// It is done: its files are written, or it says why there are none.
  case finished(RunRecord)
}

enum WorkerLine {
  /// What follows the request where the worker is to end.
  static let stop = Data("stop\n".utf8)

  static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(value) + Data("\n".utf8)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from line: Data) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(type, from: line)
  }

  /// Hands each line to `body` until the other side closes.
  static func readAll(from handle: FileHandle, _ body: (Data) -> Void) {
    var pending = Data()
    while case let piece = handle.availableData, !piece.isEmpty {
      pending += piece
      while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        body(Data(pending[..<end]))
        pending = Data(pending[(end + 1)...])
      }
    }
  }
}
