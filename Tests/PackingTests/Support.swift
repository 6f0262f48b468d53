import Datasets
import Foundation
import TestSupport

@testable import Packing

/// A folder for one test, removed with everything in it.
struct Workshop {
  let path: String

  static func with<R>(_ body: (Workshop) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "revisit test \(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(Workshop(path: folder.path(percentEncoded: false)))
  }

  /// Writes a file, with the folders above it.
  func write(_ bytes: Data, to name: String) throws {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  func createFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(name)")
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: "\(path)/\(name)"))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

  /// A source with two classes: `count` images of each for training, one for tests.
  func writePhotos(count: Int = 3, to folder: String = "photos") throws {
    for (label, name) in ["cat", "dog"].enumerated() {
      for image in 0..<count {
        let seed = 100 * label + image
        let width = 20 + image % 5
        try write(
          TestJPEG.colored(width: width, height: 17, seed: seed),
          to: "\(folder)/train/\(name)/\(image).JPEG")
      }
      try write(
        TestJPEG.grey(width: 31, height: 19, seed: 7 + label), to: "\(folder)/val/\(name)/a.jpg")
    }
  }

  /// The preparation of a folder as `out.h5`.
  func preparation(_ folder: String = "photos", output: String = "out.h5") -> Preparation {
    Preparation(.images(folder: "\(path)/\(folder)", labels: nil), output: "\(path)/\(output)")
  }

  /// The problems that a preparation of a folder reports, without the path of this one.
  func problems(_ preparation: Preparation) throws -> [String] {
    do {
      _ = try preparation.run()
      return []
    } catch let report as DataReport {
      return report.problems.map { $0.description.replacing("\(path)/", with: "") }
    }
  }
}

/// What a test throws to end a preparation as a kill would.
struct Killed: Error {}
