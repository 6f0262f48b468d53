import HDF5
import Testing

@Suite struct HDF5ArraysTests {
  @Test func `an array refuses a shape of another size`() {
    #expect(HDF5Array(shape: [2, 2], elements: [1.0, 2, 3]) == nil)
    #expect(HDF5Array(shape: [-1, -1], elements: [1.0]) == nil)
  }

  @Test(arguments: [[1], [3], [1, 1, 1], [5, 1, 7], [0], [3, 0], []], [nil, 1, 9])
  func `every shape reads back`(shape: [Int], gzipLevel: Int?) throws {
    let elements = (0..<shape.reduce(1, *)).map { Float($0) / 3 }
    let array = try #require(HDF5Array(shape: shape, elements: elements))
    let read = try roundTrip(array, gzipLevel: gzipLevel) { try $0.read("x", as: Float.self) }
    #expect(read == array)
  }

  @Test func `every number type reads back`() throws {
    try check([Float.leastNonzeroMagnitude, -.infinity, 1.5])
    try check([Double.pi, -0.0, .greatestFiniteMagnitude])
    try check([Int32.min, 0, .max])
    try check([Int64.min, 0, .max])
    try check([Int.min, 0, .max])
    try check([UInt8.min, 7, .max])
  }

  @Test func `arrays of more than one chunk read back`() throws {
    let elements = (0..<700_000).map { Float($0 % 251) }
    let array = try #require(HDF5Array(shape: [7, 100_000], elements: elements))
    let read = try roundTrip(array, gzipLevel: 1) { try $0.read("x", as: Float.self) }
    #expect(read == array)
  }

  @Test func `numbers are converted where nothing is lost but rounding`() throws {
    #expect(
      try roundTrip(HDF5Array([Float(0.1)])) { try $0.read("x", as: Double.self) }.elements
        == [Double(Float(0.1))])
    #expect(
      try roundTrip(HDF5Array([0.1])) { try $0.read("x", as: Float.self) }.elements
        == [Float(0.1)])
    #expect(
      try roundTrip(HDF5Array([UInt8(200)])) { try $0.read("x", as: Int.self) }.elements
        == [200])
    #expect(
      try roundTrip(HDF5Array([Int32(-3)])) { try $0.read("x", as: Double.self) }.elements
        == [-3])
  }

  @Test func `floating-point numbers are not read as whole ones`() throws {
    let error = #expect(throws: HDF5Error.self) {
      try roundTrip(HDF5Array([1.5])) { try $0.read("x", as: Int.self) }
    }
    #expect(
      error?.problem == "holds floating-point numbers; read them as Double or Float, not Int")
  }

  @Test func `whole numbers are not clipped`() throws {
    let narrow = #expect(throws: HDF5Error.self) {
      try roundTrip(HDF5Array([300])) { try $0.read("x", as: Int32.self) }
    }
    #expect(
      narrow?.problem
        == "holds 64-bit signed whole numbers, which do not fit Int32; read a wider type")
    #expect(throws: HDF5Error.self) {
      try roundTrip(HDF5Array([Int32(-1)])) { try $0.read("x", as: UInt8.self) }
    }
  }

  @Test func `a dataset is written once`() throws {
    let error = #expect(throws: HDF5Error.self) {
      try roundTrip(HDF5Array([1.0])) { try $0.write("x", HDF5Array([2.0])) }
    }
    #expect(error?.problem == "exists already; a dataset is written once")
  }

  @Test func `a group is not read as a dataset`() throws {
    let error = #expect(throws: HDF5Error.self) {
      try roundTrip(HDF5Array([1.0])) { try $0.read("", as: Double.self) }
    }
    #expect(error?.problem == "is a group; expected a dataset")
  }

  @Test func `a gzip level outside its range is refused`() throws {
    let error = #expect(throws: HDF5Error.self) {
      try roundTrip(HDF5Array([1.0]), gzipLevel: 10) { try $0.shape(of: "x") }
    }
    #expect(error?.problem == "gzip level 10; expected 1 to 9")
  }

  @Test func `compression makes a regular array smaller than its numbers`() throws {
    let zeros = HDF5Array([Double](repeating: 0, count: 100_000))
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.write("x", zeros, gzipLevel: 4)
      try file.close()
      #expect(try sizeBytes(path) < 10_000)
    }
  }

  private func check<Element: HDF5Number & Equatable>(_ elements: [Element]) throws {
    let array = HDF5Array(elements)
    #expect(try roundTrip(array) { try $0.read("x", as: Element.self) } == array)
  }
}

/// Writes `array` as `x`, opens the file again and hands it to `body`.
private func roundTrip<Element: HDF5Number, R>(
  _ array: HDF5Array<Element>, gzipLevel: Int? = nil,
  _ body: (borrowing HDF5File) throws -> R
) throws -> R {
  try withTemporaryFile { path in
    let file = try HDF5File(creating: path)
    try file.write("x", array, gzipLevel: gzipLevel)
    try file.close()
    return try body(try HDF5File(opening: path))
  }
}
