// Text in datasets and attributes: fixed-length as in the golden files, variable-length as h5py
// writes it. Ours is variable-length UTF-8, which h5py gives back as `str`.

import CHDF5

/// What moves bytes between the file and memory: the type in memory, and the memory.
typealias HDF5Transfer = (hid_t, UnsafeMutableRawPointer) -> herr_t

enum HDF5Text {
  /// The type of variable-length UTF-8.
  static func variableType(_ place: HDF5Place) throws(HDF5Error) -> HDF5Handle {
    let type = try copy(locked(chdf5_c_string), place)
    try checked("H5Tset_size", place) { H5Tset_size(type.id, chdf5_variable_length()) }
    try checked("H5Tset_cset", place) { H5Tset_cset(type.id, H5T_CSET_UTF8) }
    return type
  }

  /// Reads `count` strings stored as `type`.
  static func read(
    _ count: Int, _ type: hid_t, _ place: HDF5Place, _ transfer: HDF5Transfer
  ) throws(HDF5Error) -> [String] {
    guard locked({ H5Tget_class(type) }) == H5T_STRING else {
      throw place.error("holds no text; expected text")
    }
    let memory = try copy(type, place)
    return try locked({ H5Tis_variable_str(type) }) > 0
      ? unsafe readVariable(count, memory.id, place, transfer)
      : unsafe readFixed(count, memory.id, place, transfer)
  }

  /// Hands the addresses of `strings`, zero-terminated, to `transfer`.
  static func write(
    _ strings: [String], _ type: hid_t, _ place: HDF5Place, _ transfer: HDF5Transfer
  ) throws(HDF5Error) {
    guard strings.allSatisfy({ !$0.utf8.contains(0) }) else {
      throw place.error("text with a zero byte cannot be stored; remove it")
    }
    var bytes: [UInt8] = strings.flatMap { Array($0.utf8) + [0] }
    var start = 0
    let starts = strings.map { string in
      defer { start += string.utf8.count + 1 }
      return start
    }
    let status = unsafe bytes.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return herr_t(0) }
      var addresses = unsafe starts.map { unsafe base + $0 }
      return locked { unsafe transfer(type, &addresses) }
    }
    try checked("writing text", place) { status }
  }

  private static func copy(_ type: hid_t, _ place: HDF5Place) throws(HDF5Error) -> HDF5Handle {
    try HDF5Handle("H5Tcopy", place, closedBy: H5Tclose) { H5Tcopy(type) }
  }

  private static func readVariable(
    _ count: Int, _ type: hid_t, _ place: HDF5Place, _ transfer: HDF5Transfer
  ) throws(HDF5Error) -> [String] {
    var addresses = unsafe [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    try checked("reading text", place) { unsafe transfer(type, &addresses) }
    // The library allocated each string; it alone may free it.
    return unsafe addresses.map { address in
      guard let address = unsafe address else { return "" }
      defer { _ = locked { unsafe H5free_memory(address) } }
      return unsafe String(cString: address)
    }
  }

  private static func readFixed(
    _ count: Int, _ type: hid_t, _ place: HDF5Place, _ transfer: HDF5Transfer
  ) throws(HDF5Error) -> [String] {
    let (size, padding) = locked { (H5Tget_size(type), H5Tget_strpad(type)) }
    var bytes = [UInt8](repeating: 0, count: count * size)
    try checked("reading text", place) { unsafe transfer(type, &bytes) }
    return (0..<count).map { index in
      var string = bytes[(index * size)..<((index + 1) * size)].prefix { $0 != 0 }
      if padding == H5T_STR_SPACEPAD {
        while string.last == UInt8(ascii: " ") { string.removeLast() }
      }
      return String(decoding: string, as: UTF8.self)
    }
  }
}

extension HDF5File {
  /// Reads a dataset of strings.
  ///
  /// - Throws: `HDF5Error` if there is no such dataset or it holds no text.
  public func readStrings(_ path: String) throws(HDF5Error) -> [String] {
    let dataset = try openDataset(path)
    let type = try HDF5Handle("H5Dget_type", place(path), closedBy: H5Tclose) {
      H5Dget_type(dataset.id)
    }
    let count = try extents(of: dataset.id, path).reduce(1, *)
    let id = dataset.id
    return try unsafe HDF5Text.read(count, type.id, place(path)) { type, memory in
      unsafe H5Dread(id, type, chdf5_whole_space(), chdf5_whole_space(), chdf5_default(), memory)
    }
  }

  /// Writes a new dataset of strings, creating the groups above it.
  ///
  /// - Throws: `HDF5Error` if something is there already or the disk is full.
  public func writeStrings(_ path: String, _ strings: [String]) throws(HDF5Error) {
    let type = try HDF5Text.variableType(place(path))
    let creation = try Self.creationList(chdf5_dataset_create, place(path))
    let dataset = try createDataset(path, type.id, [strings.count], creation)
    let id = dataset.id
    try unsafe HDF5Text.write(strings, type.id, place(path)) { type, memory in
      unsafe H5Dwrite(id, type, chdf5_whole_space(), chdf5_whole_space(), chdf5_default(), memory)
    }
  }
}
