import HDF5
import Testing

@Suite struct HDF5TextTests {
  @Test(arguments: [[], [""], ["conv1.weight", "é", ""]])
  func `strings read back`(strings: [String]) throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.writeStrings("names", strings)
      try file.close()
      #expect(try HDF5File(opening: path).readStrings("names") == strings)
    }
  }

  @Test func `text with a zero byte is refused rather than cut`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      let error = #expect(throws: HDF5Error.self) { try file.writeStrings("names", ["a\0b"]) }
      #expect(error?.problem == "text with a zero byte cannot be stored; remove it")
    }
  }

  @Test func `numbers are not read as text`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.write("x", HDF5Array([1.0]))
      let error = #expect(throws: HDF5Error.self) { try file.readStrings("x") }
      #expect(error?.problem == "holds no text; expected text")
    }
  }
}
