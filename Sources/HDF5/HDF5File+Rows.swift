// Datasets that are too large to be read whole: what they hold, and their rows.

import CHDF5

/// What the elements of a dataset are, as the file holds them.
public enum HDF5ElementType: Hashable, Sendable, CustomStringConvertible {
  /// Floating point.
  case float(bits: Int)
  /// Whole numbers.
  case integer(bits: Int, isSigned: Bool)
  /// Text, records and the like.
  case other

  /// The type as NumPy spells it, for example `float32`.
  public var description: String {
    switch self {
    case .float(let bits): "float\(bits)"
    case .integer(let bits, let isSigned): "\(isSigned ? "" : "u")int\(bits)"
    case .other: "no numbers"
    }
  }
}

extension HDF5File {
  /// What the elements of a dataset are.
  ///
  /// - Throws: `HDF5Error` if there is no such dataset.
  public func elementType(of path: String) throws(HDF5Error) -> HDF5ElementType {
    let dataset = try openDataset(path)
    let type = try HDF5Handle("H5Dget_type", place(path), closedBy: H5Tclose) {
      H5Dget_type(dataset.id)
    }
    return locked {
      let bits = H5Tget_size(type.id) * 8
      let kind = H5Tget_class(type.id)
      if kind == H5T_FLOAT { return .float(bits: bits) }
      if kind != H5T_INTEGER { return .other }
      return .integer(bits: bits, isSigned: H5Tget_sign(type.id) == H5T_SGN_2)
    }
  }

  /// Whether there is a group at `path`.
  public func isGroup(_ path: String) -> Bool {
    guard exists(path), let object = try? openObject(path) else { return false }
    return locked { H5Iget_type(object.id) } == H5I_GROUP
  }

  /// Reads some of the rows of a dataset of floating-point numbers: of shape `[rows, ...]` those in the range.
  ///
  /// - Throws: `HDF5Error` if there is no such dataset, it has no such rows or holds no floating-point numbers.
  public func readRows(
    _ path: String, _ rows: Range<Int>
  ) throws(HDF5Error) -> HDF5Array<Float> {
    let shape = try shape(of: path)
    guard let count = shape.first, rows.lowerBound >= 0, rows.upperBound <= count else {
      throw place(path).error("has shape \(shape); rows \(rows) were asked for")
    }
    guard case .float = try elementType(of: path) else {
      throw place(path).error("holds no floating-point numbers; expected floating-point numbers")
    }
    let part = [rows.count] + shape.dropFirst()
    var elements = [Float](repeating: 0, count: part.reduce(1, *))
    if !elements.isEmpty { try read(path, rows.lowerBound, part, into: &elements) }
    guard let array = HDF5Array(shape: part, elements: elements) else {
      throw place(path).error("has shape \(shape); expected \(elements.count) elements")
    }
    return array
  }

  private func read(
    _ path: String, _ firstRow: Int, _ part: [Int], into elements: inout [Float]
  ) throws(HDF5Error) {
    let dataset = try openDataset(path)
    let memory = try Self.space(part, place(path))
    let stored = try HDF5Handle("H5Dget_space", place(path), closedBy: H5Sclose) {
      H5Dget_space(dataset.id)
    }
    let start = [hsize_t(firstRow)] + part.dropFirst().map { _ in 0 }
    let extents = part.map(hsize_t.init)
    let type = Float.storage.nativeType
    try checked("H5Sselect_hyperslab", place(path)) {
      unsafe H5Sselect_hyperslab(stored.id, H5S_SELECT_SET, start, nil, extents, nil)
    }
    try checked("H5Dread", place(path)) {
      unsafe H5Dread(dataset.id, type, memory.id, stored.id, chdf5_default(), &elements)
    }
  }
}
