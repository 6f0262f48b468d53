// An event file that TensorBoard reads while it is being written.

public import Foundation
import Protobuf

/// A number under a name, as a curve of TensorBoard has it at each step.
public struct Scalar: Hashable, Sendable {
  /// The curve's name; what stands before a slash groups curves.
  public var tag: String
  /// The value.
  public var value: Double

  /// A number under a name.
  public init(_ tag: String, _ value: Double) {
    (self.tag, self.value) = (tag, value)
  }
}

/// An event file: records of the TFRecord format, each one event.
///
/// Each record is handed to the operating system whole, so that a reader sees finished events, and a program that is
/// killed leaves a readable file.
/// - Source: TensorFlow's `event.proto`, `summary.proto` and its documentation of the TFRecord format.
public final class EventFile {
  private let file: FileHandle

  /// Starts a new event file in a folder, which is made where it is missing.
  ///
  /// - Parameters:
  ///   - folder: One run of TensorBoard.
  ///   - time: When, which is also part of the file's name.
  ///   - resumedStep: The step at which an interrupted run goes on: what older files of the folder say of it and of later
  ///     steps is void.
  /// - Throws: What the file system throws.
  public init(in folder: URL, at time: Date = Date(), resumedStep: Int? = nil) throws {
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = Self.unusedPath(in: folder, at: time)
    guard files.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path]) }
    self.file = file
    var version = Self.event(at: time)
    version.append(3, "brain.Event:2")
    try write(version)
    if let resumedStep { try write(Self.sessionStart(at: time, step: resumedStep)) }
  }

  /// Adds points to curves.
  ///
  /// - Throws: What the file system throws.
  public func write(_ scalars: [Scalar], step: Int, at time: Date = Date()) throws {
    var event = Self.event(at: time, step: step)
    event.append(5, Self.summary(of: scalars))
    try write(event)
  }

  /// Adds what the plugin HParams shows.
  ///
  /// - Throws: What the file system throws.
  public func write(_ summary: HyperparameterSummary, at time: Date = Date()) throws {
    var event = Self.event(at: time)
    event.append(5, summary.message(at: time))
    try write(event)
  }

  /// Names sort by time, as readers of a folder expect; a second file of one second has a number more.
  private static func unusedPath(in folder: URL, at time: Date) -> String {
    let host = ProcessInfo.processInfo.hostName
    let process = ProcessInfo.processInfo.processIdentifier
    let stem = "events.out.tfevents.\(Int(time.timeIntervalSince1970)).\(host).\(process)"
    var number = 0
    while true {
      let path = folder.appending(path: "\(stem).\(number)").path(percentEncoded: false)
      if !FileManager.default.fileExists(atPath: path) { return path }
      number += 1
    }
  }

  private static func event(at time: Date, step: Int? = nil) -> ProtobufMessage {
    var event = ProtobufMessage()
    event.append(1, time.timeIntervalSince1970)
    if let step { event.append(2, step) }
    return event
  }

  /// `SessionLog` with status START: readers drop older events from its step on.
  private static func sessionStart(at time: Date, step: Int) -> ProtobufMessage {
    var log = ProtobufMessage()
    log.append(1, 1)
    var event = event(at: time, step: step)
    event.append(7, log)
    return event
  }

  private static func summary(of scalars: [Scalar]) -> ProtobufMessage {
    var summary = ProtobufMessage()
    for scalar in scalars {
      var value = ProtobufMessage()
      value.append(1, scalar.tag)
      value.append(2, Float(scalar.value))
      summary.append(1, value)
    }
    return summary
  }

  private func write(_ event: ProtobufMessage) throws {
    let bytes = event.bytes
    let length = Self.littleEndian(UInt64(bytes.count), count: 8)
    let record =
      length + Self.littleEndian(UInt64(CRC32C.masked(length)), count: 4) + bytes
      + Self.littleEndian(UInt64(CRC32C.masked(bytes)), count: 4)
    try file.write(contentsOf: record)
  }

  private static func littleEndian(_ value: UInt64, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }
}
