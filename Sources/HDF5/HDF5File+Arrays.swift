// Numeric datasets: read whole, written once.

import CHDF5

extension HDF5File {
  /// The shape of a dataset; empty for a single value.
  ///
  /// - Throws: `HDF5Error` if there is no such dataset.
  public func shape(of path: String) throws(HDF5Error) -> [Int] {
    let dataset = try openDataset(path)
    return try extents(of: dataset.id, path)
  }

  /// Reads a dataset, converted to `Element` where no digit but those of rounding is lost.
  ///
  /// Floating-point numbers of any size, and whole numbers, can be read as `Float` and `Double`;
  /// whole numbers as every whole type that holds all of theirs.
  ///
  /// - Throws: `HDF5Error` if there is no such dataset or its numbers do not fit.
  public func read<Element: HDF5Number>(
    _ path: String, as _: Element.Type
  ) throws(HDF5Error) -> HDF5Array<Element> {
    let dataset = try openDataset(path)
    let shape = try extents(of: dataset.id, path)
    let stored = try HDF5Handle("H5Dget_type", place(path), closedBy: H5Tclose) {
      H5Dget_type(dataset.id)
    }
    let wanted = Element.storage.nativeType
    try requireFits(stored.id, wanted, place(path), name: "\(Element.self)")
    var elements = [Element](repeating: .zero, count: shape.reduce(1, *))
    try checked("H5Dread", place(path)) {
      unsafe H5Dread(
        dataset.id, wanted, chdf5_whole_space(), chdf5_whole_space(), chdf5_default(), &elements)
    }
    guard let array = HDF5Array(shape: shape, elements: elements) else {
      throw place(path).error("has shape \(shape); expected \(elements.count) elements")
    }
    return array
  }

  /// Writes a new dataset, creating the groups above it.
  ///
  /// - Parameters:
  ///   - path: Where it goes.
  ///   - array: Its content.
  ///   - gzipLevel: Compresses it if given, from 1 (fast) to 9 (small), in chunks of about 1 MiB.
  /// - Throws: `HDF5Error` if something is there already or the disk is full.
  public func write<Element: HDF5Number>(
    _ path: String, _ array: HDF5Array<Element>, gzipLevel: Int? = nil
  ) throws(HDF5Error) {
    let creation = try Self.creationList(chdf5_dataset_create, place(path))
    if let gzipLevel {
      let bytes = MemoryLayout<Element>.stride
      try compress(creation.id, array.shape, bytes, level: gzipLevel, place(path))
    }
    let type = Element.storage.nativeType
    let dataset = try createDataset(path, type, array.shape, creation)
    try checked("H5Dwrite", place(path)) {
      unsafe H5Dwrite(
        dataset.id, type, chdf5_whole_space(), chdf5_whole_space(), chdf5_default(), array.elements)
    }
  }

  // MARK: - Datasets of any type

  func openDataset(_ path: String) throws(HDF5Error) -> HDF5Handle {
    let object = try openObject(path)
    guard locked({ H5Iget_type(object.id) }) == H5I_DATASET else {
      throw place(path).error("is a group; expected a dataset")
    }
    return object
  }

  func createDataset(
    _ path: String, _ type: hid_t, _ shape: [Int], _ creation: borrowing HDF5Handle
  ) throws(HDF5Error) -> HDF5Handle {
    guard !exists(path) else {
      throw place(path).error("exists already; a dataset is written once")
    }
    try createGroup(Self.components(path).dropLast().joined(separator: "/"))
    let space = try Self.space(shape, place(path))
    let creationID = creation.id
    return try HDF5Handle("H5Dcreate", place(path), closedBy: H5Dclose) {
      unsafe H5Dcreate2(
        id, Self.absolute(path), type, space.id, chdf5_default(), creationID, chdf5_default())
    }
  }

  func extents(of dataset: hid_t, _ path: String) throws(HDF5Error) -> [Int] {
    let space = try HDF5Handle("H5Dget_space", place(path), closedBy: H5Sclose) {
      H5Dget_space(dataset)
    }
    return try Self.extents(ofSpace: space.id, place(path))
  }

  static func extents(ofSpace space: hid_t, _ place: HDF5Place) throws(HDF5Error) -> [Int] {
    let rank = try checked("H5Sget_simple_extent_ndims", place) {
      H5Sget_simple_extent_ndims(space)
    }
    var extents = [hsize_t](repeating: 0, count: Int(rank))
    try checked("H5Sget_simple_extent_dims", place) {
      unsafe H5Sget_simple_extent_dims(space, &extents, nil)
    }
    return extents.map(Int.init)
  }

  static func space(_ shape: [Int], _ place: HDF5Place) throws(HDF5Error) -> HDF5Handle {
    try HDF5Handle("H5Screate_simple", place, closedBy: H5Sclose) {
      unsafe H5Screate_simple(Int32(shape.count), shape.map(hsize_t.init), nil)
    }
  }

  // MARK: - Conversion and compression

  /// Refuses what the library would round to whole numbers or clip in silence.
  private func requireFits(
    _ stored: hid_t, _ wanted: hid_t, _ place: HDF5Place, name: String
  ) throws(HDF5Error) {
    let kind = locked { H5Tget_class(stored) }
    guard kind == H5T_INTEGER || kind == H5T_FLOAT else {
      throw place.error("holds no numbers; expected numbers")
    }
    if locked({ H5Tget_class(wanted) }) == H5T_FLOAT { return }
    guard kind == H5T_INTEGER else {
      throw place.error("holds floating-point numbers; read them as Double or Float, not \(name)")
    }
    let (storedBits, storedSigned) = wholeType(stored)
    let (wantedBits, wantedSigned) = wholeType(wanted)
    let fits =
      storedSigned == wantedSigned
      ? storedBits <= wantedBits : wantedSigned && storedBits < wantedBits
    guard fits else {
      let found = "\(storedBits)-bit \(storedSigned ? "" : "un")signed whole numbers"
      throw place.error("holds \(found), which do not fit \(name); read a wider type")
    }
  }

  private func wholeType(_ type: hid_t) -> (bits: Int, isSigned: Bool) {
    locked { (H5Tget_size(type) * 8, H5Tget_sign(type) == H5T_SGN_2) }
  }

  private func compress(
    _ creation: hid_t, _ shape: [Int], _ elementBytes: Int, level: Int, _ place: HDF5Place
  ) throws(HDF5Error) {
    guard (1...9).contains(level) else {
      throw place.error("gzip level \(level); expected 1 to 9")
    }
    guard shape.allSatisfy({ $0 > 0 }), !shape.isEmpty else { return }  // Nothing to cut in chunks.
    var chunk = shape.map(hsize_t.init)
    var axis = 0
    while chunk.reduce(1, *) * hsize_t(elementBytes) > 1 << 20, axis < chunk.count {
      let rest = chunk[(axis + 1)...].reduce(hsize_t(elementBytes), *)
      chunk[axis] = max(1, (1 << 20) / rest)
      axis += 1
    }
    try checked("H5Pset_chunk", place) { unsafe H5Pset_chunk(creation, Int32(chunk.count), chunk) }
    try checked("H5Pset_shuffle", place) { H5Pset_shuffle(creation) }
    try checked("H5Pset_deflate", place) { H5Pset_deflate(creation, UInt32(level)) }
  }
}
