import HDF5
import Testing

@Suite struct HDF5AttributesTests {
  @Test func `attributes of every type read back`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.createGroup("g")
      try file.setAttribute("g", "title", "ResNet é")
      try file.setAttribute("", "epochs", 90)
      try file.setAttribute("g", "rate", 0.1)
      try file.setAttribute("g", "same", true)
      try file.setAttribute("g", "strides", [1, 2])
      try file.setAttribute("g", "levels", [0.5])
      try file.setAttribute("g", "names", ["a.b", "", "c"])
      try file.setAttribute("g", "none", [String]())
      #expect(try file.attribute("g", "title", as: String.self) == "ResNet é")
      #expect(try file.attribute("", "epochs", as: Int.self) == 90)
      #expect(try file.attribute("", "epochs", as: Double.self) == 90)
      #expect(try file.attribute("g", "rate", as: Double.self) == 0.1)
      #expect(try file.attribute("g", "same", as: Bool.self))
      #expect(try file.attribute("g", "strides", as: [Int].self) == [1, 2])
      #expect(try file.attribute("g", "levels", as: Double.self) == 0.5)
      #expect(try file.attribute("g", "names", as: [String].self) == ["a.b", "", "c"])
      #expect(try file.attribute("g", "none", as: [String].self) == [])
      #expect(
        try file.attributeNames(of: "g")
          == ["levels", "names", "none", "rate", "same", "strides", "title"])
    }
  }

  @Test func `an attribute larger than a header block reads back`() throws {
    let names = (0..<5000).map { "layer\($0).0.conv1.weight" }
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.setAttribute("", "names", names)
      try file.close()
      #expect(try HDF5File(opening: path).attribute("", "names", as: [String].self) == names)
    }
  }

  @Test func `another type says what was found`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.setAttribute("", "strides", [1, 2])
      let several = #expect(throws: HDF5Error.self) {
        try file.attribute("", "strides", as: Int.self)
      }
      #expect(
        several?.description
          == "\(path): attribute 'strides' of '': holds integers([1, 2]); expected Int")
      #expect(throws: HDF5Error.self) { try file.attribute("", "strides", as: String.self) }
      #expect(throws: HDF5Error.self) { try file.attribute("", "strides", as: [Bool].self) }
    }
  }

  @Test func `a missing attribute names those there are`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.setAttribute("", "stride", 1)
      let error = #expect(throws: HDF5Error.self) { try file.attribute("", "pad", as: Int.self) }
      #expect(error?.problem == "does not exist; there are stride")
    }
  }

  @Test func `an attribute is written once`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.setAttribute("", "stride", 1)
      let error = #expect(throws: HDF5Error.self) { try file.setAttribute("", "stride", 2) }
      #expect(error?.problem == "exists already; an attribute is written once")
    }
  }
}
