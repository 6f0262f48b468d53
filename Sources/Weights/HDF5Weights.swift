// Weights in HDF5: one dataset an array, dots in a name are part of it.

public import HDF5
public import Tensors

/// An open HDF5 file of weights: those of Revisit's runs lie in the group `weights`, others in the root.
///
/// A class, so that `WeightFile` may be copied: on enums that may not, the optimiser of Swift 6.3.1 stops.
public final class HDF5Weights: Sendable {
  /// Where the arrays lie in the file.
  public let group: String
  /// The arrays, sorted by name.
  public let arrays: [StoredArray]
  private let file: HDF5File

  /// Opens the file at `path`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - group: Where the arrays lie; nil for `weights` where there is such a group, else the root.
  /// - Throws: `HDF5Error` if it is missing or damaged, or where something else than datasets lies among the arrays.
  public init(opening path: String, group: String? = nil) throws(HDF5Error) {
    let file = try HDF5File(opening: path)
    let group = group ?? (file.isGroup("weights") ? "weights" : "")
    var arrays: [StoredArray] = []
    for name in try file.children(of: group) {
      arrays.append(StoredArray(name: name, shape: try file.shape(of: "\(group)/\(name)")))
    }
    self.file = file
    self.group = group
    self.arrays = arrays
  }

  /// Path of the file.
  public var path: String { file.path }

  /// Reads an array in single precision.
  ///
  /// - Throws: `HDF5Error` if there is no such array, `WeightsError` if it holds no floating-point numbers.
  public func tensor(_ name: String) throws -> Tensor {
    let place = "\(group)/\(name)"
    guard case .float = try file.elementType(of: place) else {
      let found = try file.elementType(of: place)
      throw WeightsError(path, "'\(place)' holds \(found); expected floating-point numbers")
    }
    let array = try file.read(place, as: Float.self)
    guard !array.shape.contains(0) else {
      throw WeightsError(path, "'\(place)' has the shape \(array.shape), without elements")
    }
    return Tensor(array.elements, shape: Shape(array.shape))
  }
}
