// Where golden files are and how their cases are read.

import Foundation
public import HDF5

/// The golden files: every pair of `.h5` and `.json` in the folder that the environment variable `REVISIT_GOLDENS`
/// names, then those in `Tests/Goldens`, some of which hold only a part.
public enum Goldens {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens")

  private static var folders: [URL] {
    let more = ProcessInfo.processInfo.environment["REVISIT_GOLDENS"]
    return [more].compactMap(\.self).map { URL(filePath: $0) } + [folder]
  }

  /// Whether there is a file of a name, given without suffix.
  public static func has(_ name: String) -> Bool { path(name) != nil }

  /// Opens the file of a name, given without suffix.
  ///
  /// - Throws: `MissingGolden` if there is no such pair, `HDF5Error` if it cannot be read.
  public static func open(_ name: String) throws -> GoldenFile {
    guard let path = path(name) else { throw MissingGolden(name: name) }
    return GoldenFile(file: try HDF5File(opening: path))
  }

  private static func path(_ name: String) -> String? {
    for folder in folders {
      let base = folder.appending(path: name)
      let paths = ["h5", "json"].map { base.appendingPathExtension($0).path() }
      if paths.allSatisfy(FileManager.default.fileExists) { return paths[0] }
    }
    return nil
  }

  /// The recommended tolerances of a file.
  public static func tolerances(_ name: String) throws -> GoldenTolerances {
    let data = try Data(contentsOf: folder.appending(path: "tolerances.json"))
    let all = try JSONDecoder().decode([String: [String: GoldenTolerances.Entry]].self, from: data)
    return GoldenTolerances(entries: all[name] ?? [:])
  }
}

/// A golden file that is not there.
public struct MissingGolden: Error {
  /// Its name without suffix.
  public let name: String
}

/// What single precision may differ by.
public struct GoldenTolerances {
  enum Entry: Decodable {
    case number(Double)
    case table([String: Double])
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let table = try? container.decode([String: Double].self) {
        self = .table(table)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  let entries: [String: Entry]

  /// The tolerance of a case of an operations file; nil if the file has none.
  public func ofCase(_ name: String) -> Double? {
    if case .table(let special) = entries["special_cases"], let own = special[name] { return own }
    if case .number(let recommended) = entries["recommended"] { return recommended }
    return nil
  }

  /// The tolerance of a kind of output of a model file; nil if the file has none.
  public func ofKind(_ name: String) -> Double? {
    if case .table(let table) = entries[name] { table["recommended"] } else { nil }
  }
}

/// An open golden file.
public struct GoldenFile: ~Copyable {
  /// The file.
  public let file: HDF5File

  /// An array in single precision.
  public func floats(_ path: String) throws -> [Float] {
    try file.read(path, as: Float.self).elements
  }

  /// An array in double precision.
  public func doubles(_ path: String) throws -> [Double] {
    try file.read(path, as: Double.self).elements
  }

  /// The single value of an attribute.
  public func integer(_ path: String, _ name: String) throws -> Int {
    try file.attribute(path, name, as: Int.self)
  }
}

extension GoldenFile {
  /// An array of bytes with its shape.
  public func bytes(_ path: String) throws -> (bytes: [UInt8], shape: [Int]) {
    let array = try file.read(path, as: UInt8.self)
    return (array.elements, array.shape)
  }
}
