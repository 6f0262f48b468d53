// One case of a golden file, in the layouts of our kernels.

import HDF5
import Tensors
import TestSupport
import Testing

/// A group of a golden file of operations; images are turned to channels-last.
struct GoldenCase: ~Copyable {
  /// What `max|found - expected| / max|expected|` may be.
  let tolerance: Double
  private let group: String
  private let golden: GoldenFile

  init(file: String, group: String) throws {
    let tolerances = try Goldens.tolerances(file)
    let tolerance = try #require(tolerances.ofCase(group))
    let golden = try Goldens.open(file)
    self.tolerance = tolerance
    self.group = group
    self.golden = golden
  }

  func has(_ name: String) -> Bool { golden.file.exists("\(group)/\(name)") }

  func shape(_ name: String) throws -> [Int] { try golden.file.shape(of: "\(group)/\(name)") }

  func attribute<Value: HDF5AttributeValue>(_ name: String, as type: Value.Type) throws -> Value {
    try golden.file.attribute(group, name, as: type)
  }

  /// The shape of one image or clip of an input, channels last.
  func imageShape(_ name: String) throws -> Shape {
    let shape = try shape(name)
    return Shape(shape[2...] + [shape[1]])
  }

  /// An attribute with a number for each axis, or one for all.
  func numbers(_ name: String, axes: Int) throws -> [Int] {
    let numbers = try attribute(name, as: [Int].self)
    return numbers.count == 1 ? Array(repeating: numbers[0], count: axes) : numbers
  }

  func hasAttribute(_ name: String) throws -> Bool {
    try golden.file.attributeNames(of: group).contains(name)
  }

  /// An input as it is stored.
  func input(_ name: String) throws -> [Float] { try golden.floats("\(group)/\(name)") }

  /// An input with the channels last.
  func image(_ name: String) throws -> [Float] {
    channelsLast(try input(name), shape: try shape(name))
  }

  func labels(_ name: String) throws -> [Int32] {
    try golden.file.read("\(group)/\(name)", as: Int.self).elements.map(Int32.init)
  }

  /// Compares with the double-precision output of a name.
  func check(_ found: [Float], _ name: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    expectClose(
      found, try golden.doubles("\(group)/f64/\(name)"), ofLargest: tolerance, name,
      sourceLocation: sourceLocation)
  }

  /// Compares images whose channels are last.
  func checkImage(
    _ found: [Float], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let shape = try shape("f64/\(name)")
    try check(channelsFirst(found, shape: shape), name, sourceLocation: sourceLocation)
  }
}
