import Analysis
import Foundation
import Glibc
import Records

/// The program, which is built beside the tests.
let builtProgram: URL = {
  let folder = Bundle.main.executableURL?.deletingLastPathComponent()
  return (folder ?? URL(filePath: ".")).appending(path: "revisit")
}()

/// What a command left when it ended.
struct Ended {
  var status: Int32
  var output: String
  var errors: String
}

/// A folder with a space in its name, in which a user works; removed with everything in it.
struct Workplace {
  let folder: URL

  static func with<R>(_ body: (Workplace) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "revisit test \(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(Workplace(folder: folder))
  }

  /// Gives a command and waits for its end.
  @discardableResult
  func revisit(_ arguments: String...) throws -> Ended { try revisit(arguments) }

  @discardableResult
  func revisit(_ arguments: [String], environment: [String: String]? = nil) throws -> Ended {
    let errors = folder.appending(path: "errors-\(UUID())")
    try Data().write(to: errors)
    let started = try start(
      arguments, environment: environment, errors: try FileHandle(forWritingTo: errors))
    let output = try started.output.fileHandleForReading.readToEnd() ?? Data()
    started.process.waitUntilExit()
    return Ended(
      status: started.process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Gives a command whose standard error goes to `errors`, a pipe or a file.
  func start(
    _ arguments: [String], program: URL = builtProgram, environment: [String: String]? = nil,
    errors: Any
  ) throws -> (process: Process, output: Pipe) {
    let process = Process()
    let output = Pipe()
    process.executableURL = program
    process.arguments = arguments
    if let environment { process.environment = environment }
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return (process, output)
  }

  // MARK: - Files

  /// Writes a file of this folder, with the folders above it.
  func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

  func write(_ bytes: Data, to path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: folder.appending(path: path))
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// The column of a table of results, as text.
  func column(_ name: String, of path: String) throws -> [String] {
    try ObservationTable(csv: text(path)).values(name).map(\.text)
  }

  func records(study: String = "tiny") throws -> [RunRecord] {
    try StudyStore(results: folder.appending(path: "results"), study: study).records()
  }
}

/// A study whose runs take a fraction of a second.
enum TinyStudy {
  /// Two networks over generated clips.
  static let clips = text("axes: {variant: {set: model.variant, values: [r3d, r2plus1d]}}\n")
    .replacing(
      "cifar_resnet, depth: 8, width: 0.25",
      with: "video_resnet, blocks_per_stage: [1, 1, 1, 1], width: 0.0625"
    ).replacing("generated, resolution: 8", with: "generated_clips, resolution: 8, frames: 4")

  /// Two points with three replicates each.
  static let sixRuns = text(
    """
    axes:
      resolution: {set: data.resolution, values: [8, 12]}
    seeds: {root: 1, count: 3, vary: [init, order]}

    """)

  /// One run that nobody waits for.
  static let endless = text("").replacing("epochs: 1,", with: "epochs: 100000,")

  /// One run of 240 steps, which a test can interrupt.
  static let long = text("").replacing("epochs: 1,", with: "epochs: 60, optimizer: lamb,")

  /// A study with what follows the section `base`.
  static func text(_ rest: String, depth: String = "8", learningRate: String = "0.05") -> String {
    """
    schema: 1
    study: tiny
    title: A tiny study
    base:
      model: {family: cifar_resnet, depth: \(depth), width: 0.25}
      data: {set: generated, resolution: 8, train_images: 64, validation_images: 32, test_images: 32}
      train: {epochs: 1, batch: 16, learning_rate: \(learningRate)}
    measure:
      top1: {metric: validation.top1, at: last, unit: percent}
    tables:
      accuracy: {rows: [data.resolution], columns: [train.epochs], cell: mean(top1), formats: [md]}

    """ + rest
  }
}
