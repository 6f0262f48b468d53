import Foundation
import HDF5
import Randomness
import Testing

/// Images that differ from each other, as a file of a workplace.
struct ImageInput {
  var shape: [Int]
  var elements: [Float]

  init(_ shape: [Int]) {
    var stream = RandomStream(seed: Seed(root: 11), purpose: .generation)
    self.shape = shape
    elements = (0..<shape.reduce(1, *)).map { _ in Float(stream.nextNormal()) }
  }

  func write(to name: String, in place: Workplace, dataset: String = "images") throws {
    let array = try #require(HDF5Array(shape: shape, elements: elements))
    try place.writeHDF5(name) { try $0.write(dataset, array) }
  }
}

extension Workplace {
  /// Writes an HDF5 file.
  func writeHDF5(_ name: String, _ body: (borrowing HDF5File) throws -> Void) throws {
    let file = try HDF5File(creating: folder.appending(path: name).path(percentEncoded: false))
    try body(file)
    try file.close()
  }

  /// The logits that a command wrote.
  func logits(_ name: String) throws -> HDF5Array<Float> {
    let file = try HDF5File(opening: folder.appending(path: name).path(percentEncoded: false))
    return try file.read("logits", as: Float.self)
  }

  /// The names in this folder, those of the commands' messages left out.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
      .filter { !$0.hasPrefix("errors-") }.sorted()
  }
}
