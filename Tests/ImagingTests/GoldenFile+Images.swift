// Images and words of golden files.

import HDF5
import Imaging
import TestSupport

extension GoldenFile {
  /// An image, `[H, W, 3]` or `[H, W]`.
  func image(_ path: String) throws -> PixelImage {
    let array = try file.read(path, as: UInt8.self)
    return PixelImage(
      width: array.shape[1], height: array.shape[0],
      channels: array.shape.count == 3 ? array.shape[2] : 1, bytes: array.elements)
  }

  /// The text of an attribute.
  func text(_ path: String, _ name: String) throws -> String {
    try file.attribute(path, name, as: String.self)
  }
}
