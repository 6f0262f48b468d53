// The owner of an open HDF5 file, and the tree of groups in it.
//
// Equal content gives equal bytes: no object keeps a time. No file is locked, because locks fail on
// network file systems; a run writes its file alone and hands it over by renaming a folder.

import CHDF5
import Foundation

/// An open HDF5 file, closed with its owner.
///
/// Paths inside it are written `group/group/name`; the empty path is the root. Names may contain dots.
public struct HDF5File: ~Copyable, Sendable {
  /// Path of the file.
  public let path: String
  private(set) var id: hid_t
  private static let closed: hid_t = -1

  /// Creates the file at `path`, replacing an older one.
  ///
  /// - Throws: `HDF5Error` if the file cannot be created.
  public init(creating path: String) throws(HDF5Error) {
    let place = HDF5Place(file: path)
    let access = try Self.accessList(place)
    let creation = try Self.creationList(chdf5_file_create, place)
    let id = locked { unsafe H5Fcreate(path, chdf5_truncate(), creation.id, access.id) }
    guard id >= 0 else {
      throw place.error("cannot be created; check that its folder exists and can be written")
    }
    self.id = id
    self.path = path
  }

  /// Opens the file at `path` for reading.
  ///
  /// - Throws: `HDF5Error` if it is missing, not an HDF5 file, or truncated.
  public init(opening path: String) throws(HDF5Error) {
    let place = HDF5Place(file: path)
    guard FileManager.default.fileExists(atPath: path) else { throw place.error("no such file") }
    guard locked({ unsafe H5Fis_hdf5(path) }) > 0 else {
      throw place.error("not an HDF5 file (its signature is missing), or not readable")
    }
    let access = try Self.accessList(place)
    let id = locked { unsafe H5Fopen(path, chdf5_read_only(), access.id) }
    guard id >= 0 else {
      throw place.error("an HDF5 file that is truncated or damaged; write or download it again")
    }
    self.id = id
    self.path = path
  }

  deinit { if id != Self.closed { _ = locked { H5Fclose(id) } } }

  /// Closes the file and reports what `deinit` could not.
  ///
  /// - Throws: `HDF5Error` if the library could not write everything.
  public consuming func close() throws(HDF5Error) {
    let open = id
    id = Self.closed
    try checked("H5Fclose", HDF5Place(file: path)) { H5Fclose(open) }
  }

  /// The names in a group, sorted.
  ///
  /// - Throws: `HDF5Error` if there is no such group.
  public func children(of group: String = "") throws(HDF5Error) -> [String] {
    let place = place(group)
    let object = try openObject(group)
    guard locked({ H5Iget_type(object.id) }) == H5I_GROUP else {
      throw place.error("is not a group; expected a group")
    }
    var group = H5G_info_t()
    try checked("H5Gget_info", place) { unsafe H5Gget_info(object.id, &group) }
    var names: [String] = []
    for index in 0..<group.nlinks { names.append(try childName(object.id, index, place)) }
    return names.sorted()
  }

  /// Whether there is a group or a dataset at `path`.
  public func exists(_ path: String) -> Bool {
    var prefix = ""
    for component in Self.components(path) {
      prefix += "/" + component
      guard locked({ unsafe H5Lexists(id, prefix, chdf5_default()) }) > 0 else { return false }
    }
    return true
  }

  /// Creates a group and the groups above it, where they are missing.
  ///
  /// - Throws: `HDF5Error` if the file cannot be written or a dataset is in the way.
  public func createGroup(_ path: String) throws(HDF5Error) {
    var prefix = ""
    for component in Self.components(path) {
      prefix += "/" + component
      if exists(prefix) { continue }
      let creation = try Self.creationList(chdf5_group_create, place(path))
      _ = try HDF5Handle("H5Gcreate", place(path), closedBy: H5Gclose) {
        unsafe H5Gcreate2(id, prefix, chdf5_default(), creation.id, chdf5_default())
      }
    }
  }

  // MARK: - Paths

  func place(_ object: String) -> HDF5Place { HDF5Place(file: path, object: "'\(object)'") }

  static func components(_ path: String) -> [String] {
    path.split(separator: "/").map(String.init)
  }

  static func absolute(_ path: String) -> String {
    "/" + components(path).joined(separator: "/")
  }

  /// The group or dataset at `path`.
  func openObject(_ path: String) throws(HDF5Error) -> HDF5Handle {
    guard exists(path) else { throw place(path).error("does not exist" + neighbours(of: path)) }
    return try HDF5Handle("H5Oopen", place(path), closedBy: H5Oclose) {
      unsafe H5Oopen(id, Self.absolute(path), chdf5_default())
    }
  }

  /// What the nearest existing group above `path` holds, to find a misspelt name.
  private func neighbours(of path: String) -> String {
    var parent = Self.components(path).dropLast()
    while !exists(parent.joined(separator: "/")) { parent = parent.dropLast() }
    let name = parent.joined(separator: "/")
    guard let names = try? children(of: name) else { return "" }
    let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", ..." : "")
    return "; '\(name)' holds \(names.isEmpty ? "nothing" : shown)"
  }

  private func childName(
    _ group: hid_t, _ index: UInt64, _ place: HDF5Place
  ) throws(HDF5Error) -> String {
    let length = try checked("H5Lget_name_by_idx", place) {
      unsafe H5Lget_name_by_idx(
        group, ".", H5_INDEX_NAME, H5_ITER_INC, index, nil, 0, chdf5_default())
    }
    var bytes = [CChar](repeating: 0, count: length + 1)
    try checked("H5Lget_name_by_idx", place) {
      unsafe H5Lget_name_by_idx(
        group, ".", H5_INDEX_NAME, H5_ITER_INC, index, &bytes, bytes.count, chdf5_default())
    }
    return String(decoding: bytes.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  // MARK: - Property lists

  /// The format of HDF5 1.8: checksums on metadata, attributes of any size.
  private static func accessList(_ place: HDF5Place) throws(HDF5Error) -> HDF5Handle {
    let list = try HDF5Handle("H5Pcreate", place, closedBy: H5Pclose) {
      H5Pcreate(chdf5_file_access())
    }
    try checked("H5Pset_libver_bounds", place) {
      H5Pset_libver_bounds(list.id, H5F_LIBVER_V18, H5F_LIBVER_V110)
    }
    try checked("H5Pset_file_locking", place) { H5Pset_file_locking(list.id, false, true) }
    return list
  }

  /// A property list of an object that keeps no times.
  static func creationList(
    _ kind: () -> hid_t, _ place: HDF5Place
  ) throws(HDF5Error) -> HDF5Handle {
    let list = try HDF5Handle("H5Pcreate", place, closedBy: H5Pclose) { H5Pcreate(kind()) }
    try checked("H5Pset_obj_track_times", place) { H5Pset_obj_track_times(list.id, false) }
    return list
  }
}
