// Bytes that lie in a file in one piece, so that they can be written and read at their place without the library.

import CHDF5

extension HDF5File {
  /// Creates a dataset of bytes that takes its room in the file at once; the bytes are zero until they are written.
  ///
  /// - Throws: `HDF5Error` if something is there already or the disk is full.
  public func createBytes(_ path: String, count: Int) throws(HDF5Error) {
    let creation = try Self.creationList(chdf5_dataset_create, place(path))
    try checked("H5Pset_alloc_time", place(path)) {
      H5Pset_alloc_time(creation.id, H5D_ALLOC_TIME_EARLY)
    }
    // What is not written is a hole of the file, which reads as zeros.
    try checked("H5Pset_fill_time", place(path)) {
      H5Pset_fill_time(creation.id, H5D_FILL_TIME_NEVER)
    }
    _ = try createDataset(path, UInt8.storage.nativeType, [count], creation)
  }

  /// Where in the file the bytes of a dataset lie, which holds them in one piece and not compressed.
  ///
  /// - Throws: `HDF5Error` if there is no such dataset, or it holds something else or in another way.
  public func bytePlaces(of path: String) throws(HDF5Error) -> Range<Int> {
    guard try elementType(of: path) == .integer(bits: 8, isSigned: false) else {
      throw place(path).error("holds no bytes; expected uint8")
    }
    let dataset = try openDataset(path)
    let count = try extents(of: dataset.id, path).reduce(1, *)
    let start = locked { H5Dget_offset(dataset.id) }
    guard count > 0 else { return 0..<0 }
    // The address of what has none is the greatest number.
    guard let start = Int(exactly: start) else {
      throw place(path).error("is stored in chunks or compressed; expected bytes in one piece")
    }
    return start..<start + count
  }
}
