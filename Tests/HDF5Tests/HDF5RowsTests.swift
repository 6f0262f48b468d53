import HDF5
import Testing

@Suite struct HDF5RowsTests {
  @Test(arguments: [0..<2, 1..<2, 2..<5, 0..<5, 3..<3])
  func `some rows are those of the whole`(rows: Range<Int>) throws {
    let elements = (0..<30).map { Float($0) }
    try withFile { file in
      let part = try file.readRows("x", rows)
      #expect(part.shape == [rows.count, 2, 3])
      #expect(part.elements == Array(elements[6 * rows.lowerBound..<6 * rows.upperBound]))
    }
  }

  @Test func `rows that are not there are refused`() throws {
    try withFile { file in
      let error = #expect(throws: HDF5Error.self) { try file.readRows("x", 4..<6) }
      #expect(error?.problem == "has shape [5, 2, 3]; rows 4..<6 were asked for")
    }
  }

  @Test func `whole numbers have no rows in single precision`() throws {
    try withFile { file in
      #expect(throws: HDF5Error.self) { try file.readRows("bytes", 0..<1) }
    }
  }

  @Test(
    arguments: zip(
      ["x", "bytes", "text", "group/deep"], ["float32", "uint8", "no numbers", "int64"]))
  func `the type of the elements is told as the file holds it`(path: String, type: String) throws {
    try withFile { file in
      let found = try file.elementType(of: path)
      #expect(found.description == type)
    }
  }

  @Test(arguments: zip(["", "group", "x", "nothing"], [true, true, false, false]))
  func `groups are told from datasets`(path: String, isGroup: Bool) throws {
    try withFile { file in
      let found = file.isGroup(path)
      #expect(found == isGroup)
    }
  }

  private func withFile(_ body: (borrowing HDF5File) throws -> Void) throws {
    let elements = (0..<30).map { Float($0) }
    let array = try #require(HDF5Array(shape: [5, 2, 3], elements: elements))
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.write("x", array)
      try file.write("bytes", HDF5Array([UInt8(1), 2]))
      try file.write("group/deep", HDF5Array([1]))
      try file.writeStrings("text", ["a"])
      try file.close()
      try body(try HDF5File(opening: path))
    }
  }
}
