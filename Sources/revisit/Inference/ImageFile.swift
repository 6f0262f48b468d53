// The images of an HDF5 file, read batch by batch.

import HDF5
import Tensors

/// A file whose dataset `images` is `[N, H, W, C]` in single precision.
struct ImageFile: ~Copyable {
  /// The name of the dataset.
  static let dataset = "images"

  let count: Int
  /// Shape of one image, `[H, W, C]`.
  let shape: Shape
  private let file: HDF5File

  /// Opens the file at `path` and checks what its images are.
  ///
  /// - Throws: `HDF5Error`, `ImageFileError`.
  init(opening path: String) throws {
    let file = try HDF5File(opening: path)
    guard file.exists(Self.dataset) else {
      let names = try file.children()
      throw ImageFileError(
        path,
        "has no dataset '\(Self.dataset)'; it holds "
          + (names.isEmpty ? "nothing" : names.prefix(8).joined(separator: ", ")))
    }
    let extents = try file.shape(of: Self.dataset)
    guard extents.count == 4, !extents.contains(0) else {
      throw ImageFileError(
        path, "'\(Self.dataset)' is \(extents); expected [N, H, W, C], each at least 1")
    }
    let type = try file.elementType(of: Self.dataset)
    guard type == .float(bits: 32) else {
      throw ImageFileError(
        path, "'\(Self.dataset)' holds \(type); expected float32, normalised as in training")
    }
    self.file = file
    count = extents[0]
    shape = Shape(Array(extents.dropFirst()))
  }

  /// Path of the file.
  var path: String { file.path }

  /// The images of `rows` as a batch, followed by black ones where `rows` are fewer.
  func batch(_ rows: Range<Int>, of batch: Int) throws -> Tensor {
    let elements = try file.readRows(Self.dataset, rows).elements
    let padding = Array(repeating: Float(0), count: (batch - rows.count) * shape.count)
    return Tensor(elements + padding, shape: Shape([batch] + shape.extents))
  }
}

/// Images that no network can be run on.
struct ImageFileError: Error, CustomStringConvertible {
  let description: String

  init(_ path: String, _ problem: String) { description = "\(path): \(problem)" }
}
