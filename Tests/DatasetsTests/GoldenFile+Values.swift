// Images and numbers of golden files.

import HDF5
import Imaging
import TestSupport

extension GoldenFile {
  /// An image, `[H, W, 3]`.
  func image(_ path: String) throws -> PixelImage {
    let array = try file.read(path, as: UInt8.self)
    return PixelImage(
      width: array.shape[1], height: array.shape[0], channels: array.shape[2],
      bytes: array.elements)
  }

  /// The text of an attribute.
  func text(_ path: String, _ name: String) throws -> String {
    try file.attribute(path, name, as: String.self)
  }

  /// The rows of a table of numbers.
  func rows(_ path: String) throws -> [[Double]] {
    let columns = try file.shape(of: path)[1]
    let values = try doubles(path)
    return stride(from: 0, to: values.count, by: columns).map {
      Array(values[$0..<$0 + columns])
    }
  }
}
