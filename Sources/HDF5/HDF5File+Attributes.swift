// Attributes: the small values that describe a group or a dataset.

import CHDF5

extension HDF5File {
  /// The names of the attributes of an object, sorted.
  ///
  /// - Throws: `HDF5Error` if there is no such object.
  public func attributeNames(of path: String = "") throws(HDF5Error) -> [String] {
    let object = try openObject(path)
    let count = try checked("H5Aget_num_attrs", place(path)) { H5Aget_num_attrs(object.id) }
    var names: [String] = []
    for index in 0..<UInt64(count) { names.append(try attributeName(object.id, index, path)) }
    return names.sorted()
  }

  /// Reads an attribute of the object at `path`.
  ///
  /// - Throws: `HDF5Error` if there is none of that name or it is of another type.
  public func attribute<Value: HDF5AttributeValue>(
    _ path: String, _ name: String, as _: Value.Type
  ) throws(HDF5Error) -> Value {
    let content = try attributeContent(path, name)
    guard let value = Value.value(of: content) else {
      throw attributePlace(path, name).error("holds \(content); expected \(Value.self)")
    }
    return value
  }

  /// Adds an attribute to the object at `path`.
  ///
  /// - Throws: `HDF5Error` if there is no such object or it has an attribute of that name.
  public func setAttribute<Value: HDF5AttributeValue>(
    _ path: String, _ name: String, _ value: Value
  ) throws(HDF5Error) {
    let place = attributePlace(path, name)
    let object = try openObject(path)
    guard locked({ unsafe H5Aexists(object.id, name) }) == 0 else {
      throw place.error("exists already; an attribute is written once")
    }
    switch value.content {
    case .integers(let values):
      try write(values, isScalar: Value.isScalar, name, on: object.id, place)
    case .numbers(let values):
      try write(values, isScalar: Value.isScalar, name, on: object.id, place)
    case .texts(let values):
      try write(values, isScalar: Value.isScalar, name, on: object.id, place)
    }
  }

  // MARK: - Reading

  private func attributePlace(_ path: String, _ name: String) -> HDF5Place {
    HDF5Place(file: self.path, object: "attribute '\(name)' of '\(path)'")
  }

  private func attributeContent(
    _ path: String, _ name: String
  ) throws(HDF5Error) -> HDF5AttributeContent {
    let place = attributePlace(path, name)
    let attribute = try openAttribute(path, name, place)
    let type = try HDF5Handle("H5Aget_type", place, closedBy: H5Tclose) {
      H5Aget_type(attribute.id)
    }
    let space = try HDF5Handle("H5Aget_space", place, closedBy: H5Sclose) {
      H5Aget_space(attribute.id)
    }
    let count = try Self.extents(ofSpace: space.id, place).reduce(1, *)
    let id = attribute.id
    // h5py stores truth values as an enumeration of 0 and 1.
    switch locked({ H5Tget_class(type.id) }) {
    case H5T_INTEGER, H5T_ENUM: return .integers(try numbers(id, count, place))
    case H5T_FLOAT: return .numbers(try numbers(id, count, place))
    default:
      return .texts(
        try unsafe HDF5Text.read(count, type.id, place) { unsafe H5Aread(id, $0, $1) })
    }
  }

  private func openAttribute(
    _ path: String, _ name: String, _ place: HDF5Place
  ) throws(HDF5Error) -> HDF5Handle {
    let object = try openObject(path)
    guard locked({ unsafe H5Aexists(object.id, name) }) > 0 else {
      let names = try attributeNames(of: path)
      let known = names.isEmpty ? "there are none" : "there are " + names.joined(separator: ", ")
      throw place.error("does not exist; \(known)")
    }
    return try HDF5Handle("H5Aopen", place, closedBy: H5Aclose) {
      unsafe H5Aopen(object.id, name, chdf5_default())
    }
  }

  private func numbers<Element: HDF5Number>(
    _ attribute: hid_t, _ count: Int, _ place: HDF5Place
  ) throws(HDF5Error) -> [Element] {
    var values = [Element](repeating: .zero, count: count)
    let type = Element.storage.nativeType
    try checked("H5Aread", place) { unsafe H5Aread(attribute, type, &values) }
    return values
  }

  private func attributeName(
    _ object: hid_t, _ index: UInt64, _ path: String
  ) throws(HDF5Error) -> String {
    let length = try checked("H5Aget_name_by_idx", place(path)) {
      unsafe H5Aget_name_by_idx(
        object, ".", H5_INDEX_NAME, H5_ITER_INC, index, nil, 0, chdf5_default())
    }
    var bytes = [CChar](repeating: 0, count: length + 1)
    try checked("H5Aget_name_by_idx", place(path)) {
      unsafe H5Aget_name_by_idx(
        object, ".", H5_INDEX_NAME, H5_ITER_INC, index, &bytes, bytes.count, chdf5_default())
    }
    return String(decoding: bytes.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  // MARK: - Writing

  private func write<Element: HDF5Number>(
    _ values: [Element], isScalar: Bool, _ name: String, on object: hid_t, _ place: HDF5Place
  ) throws(HDF5Error) {
    let type = Element.storage.nativeType
    let shape = isScalar ? [] : [values.count]
    let attribute = try createAttribute(name, type, shape, on: object, place)
    try checked("H5Awrite", place) { unsafe H5Awrite(attribute.id, type, values) }
  }

  private func write(
    _ values: [String], isScalar: Bool, _ name: String, on object: hid_t, _ place: HDF5Place
  ) throws(HDF5Error) {
    let type = try HDF5Text.variableType(place)
    let shape = isScalar ? [] : [values.count]
    let attribute = try createAttribute(name, type.id, shape, on: object, place)
    let id = attribute.id
    try unsafe HDF5Text.write(values, type.id, place) { unsafe H5Awrite(id, $0, $1) }
  }

  private func createAttribute(
    _ name: String, _ type: hid_t, _ shape: [Int], on object: hid_t, _ place: HDF5Place
  ) throws(HDF5Error) -> HDF5Handle {
    let space = try Self.space(shape, place)
    return try HDF5Handle("H5Acreate", place, closedBy: H5Aclose) {
      unsafe H5Acreate2(object, name, type, space.id, chdf5_default(), chdf5_default())
    }
  }
}
