// Weights to files: safetensors and HDF5, under timm's names or our own.

import Foundation
import HDF5
import Tensors

extension NetworkWeights {
  /// Writes parameters and running statistics as safetensors; equal weights give equal bytes.
  ///
  /// - Throws: `WeightsError`, `NewFileError` if the file cannot be written.
  public func writeSafetensors(to file: NewFile, names: WeightNames) throws {
    let arrays = stored(names)
    let prefix = try safetensorsPrefix(arrays)
    try file.write { path in
      try WeightsError.creating(path) { handle in
        try handle.write(contentsOf: prefix)
        for (_, tensor) in arrays { try handle.write(contentsOf: tensor.littleEndianBytes) }
      }
    }
  }

  /// Writes parameters and running statistics as HDF5, one dataset an array; equal weights give equal bytes.
  ///
  /// - Throws: `HDF5Error`, `NewFileError` if the file cannot be written.
  public func writeHDF5(to file: NewFile, names: WeightNames) throws {
    let arrays = stored(names)
    try file.write { path in
      let draft = try HDF5File(creating: path)
      for (name, tensor) in arrays {
        let (shape, elements) = (tensor.shape.extents, tensor.elements)
        guard let array = HDF5Array(shape: shape, elements: elements) else { continue }
        try draft.write(name, array)
      }
      try draft.close()
    }
  }
}

extension WeightsError {
  /// Makes the file at `path` and hands it to `body`.
  ///
  /// - Throws: `WeightsError` if it cannot be made; what `body` throws.
  static func creating(_ path: String, _ body: (FileHandle) throws -> Void) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else {
      throw WeightsError(path, "cannot be created; check that its folder can be written")
    }
    try body(handle)
    try handle.close()
  }
}
