// A file of weights of whatever format.

import Foundation
public import Tensors

/// An open file of weights.
public enum WeightFile {
  /// A safetensors file.
  case safetensors(SafetensorsFile)
  /// An HDF5 file.
  case hdf5(HDF5Weights)

  /// Opens a file in the format that its first bytes show.
  ///
  /// - Throws: `WeightsError`, `HDF5Error` if it is missing, damaged or of another format.
  public init(opening path: String) throws {
    let signature = Data([0x89]) + Data("HDF\r\n".utf8) + Data([0x1A, 0x0A])
    let start = try? FileHandle(forReadingAtPath: path)?.read(upToCount: signature.count)
    if start == signature {
      self = .hdf5(try HDF5Weights(opening: path))
    } else {
      self = .safetensors(try SafetensorsFile(opening: path))
    }
  }

  /// Path of the file.
  public var path: String {
    switch self {
    case .safetensors(let file): file.path
    case .hdf5(let file): file.path
    }
  }

  /// The arrays, sorted by name.
  public var arrays: [StoredArray] {
    switch self {
    case .safetensors(let file): file.arrays
    case .hdf5(let file): file.arrays
    }
  }

  /// Reads an array in single precision.
  ///
  /// - Throws: `WeightsError`, `HDF5Error` if there is no such array, or its numbers are not floating-point ones.
  public func tensor(_ name: String) throws -> Tensor {
    switch self {
    case .safetensors(let file): try file.tensor(name)
    case .hdf5(let file): try file.tensor(name)
    }
  }
}
