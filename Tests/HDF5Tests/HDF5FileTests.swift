import CHDF5
import Foundation
import HDF5
import Testing

@Suite struct HDF5FileTests {
  @Test func `a folder that does not exist is named in the message`() {
    let error = #expect(throws: HDF5Error.self) { try HDF5File(creating: "/nowhere/a.h5").close() }
    #expect(
      error?.description
        == "/nowhere/a.h5: cannot be created; check that its folder exists and can be written")
  }

  @Test func `a missing file says so`() {
    let error = #expect(throws: HDF5Error.self) { try HDF5File(opening: "/nowhere/a.h5").close() }
    #expect(error?.description == "/nowhere/a.h5: no such file")
  }

  @Test func `a file of another kind says so`() throws {
    try withTemporaryFile { path in
      try Data("epoch,loss\n".utf8).write(to: URL(filePath: path))
      let error = #expect(throws: HDF5Error.self) { try HDF5File(opening: path).close() }
      #expect(
        error?.problem == "not an HDF5 file (its signature is missing), or not readable")
    }
  }

  @Test func `a truncated file says so`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.write("x", HDF5Array([Float](repeating: 1, count: 1000)))
      try file.close()
      let bytes = try Data(contentsOf: URL(filePath: path))
      try bytes.dropLast(100).write(to: URL(filePath: path))
      let error = #expect(throws: HDF5Error.self) { try HDF5File(opening: path).close() }
      #expect(
        error?.problem == "an HDF5 file that is truncated or damaged; write or download it again")
    }
  }

  @Test func `groups are made as needed and their children are sorted`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.createGroup("w/layer1.0.conv1.weight")
      try file.write("w/b", HDF5Array([1.0]))
      try file.write("w/B", HDF5Array([1.0]))
      #expect(try file.children() == ["w"])
      #expect(try file.children(of: "w") == ["B", "b", "layer1.0.conv1.weight"])
      let found = ["w/layer1.0.conv1.weight", "", "w/layer1.0.conv1.bias/deeper"].map {
        file.exists($0)
      }
      #expect(found == [true, true, false])
    }
  }

  @Test func `a misspelt name is answered with what is there`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.write("w/bias", HDF5Array([1.0]))
      let error = #expect(throws: HDF5Error.self) { try file.read("w/bia/x", as: Double.self) }
      #expect(error?.description == "\(path): 'w/bia/x': does not exist; 'w' holds bias")
    }
  }

  @Test func `a dataset has no children`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.write("x", HDF5Array([1.0]))
      let error = #expect(throws: HDF5Error.self) { try file.children(of: "x") }
      #expect(error?.problem == "is not a group; expected a group")
    }
  }

  @Test func `no object keeps a time`() throws {
    try withTemporaryFile { path in
      let file = try HDF5File(creating: path)
      try file.write("a/b/x", HDF5Array([1.0]), gzipLevel: 1)
      try file.writeStrings("a/names", ["one"])
      try file.close()
      #expect(times(path, ["/", "/a", "/a/b", "/a/b/x", "/a/names"]) == [0, 0, 0, 0, 0])
    }
  }

  @Test func `equal content gives equal bytes`() throws {
    func bytes() throws -> Data {
      try withTemporaryFile { path in
        let file = try HDF5File(creating: path)
        try file.write("a/x", HDF5Array([1.0, 2.0]), gzipLevel: 4)
        try file.writeStrings("names", ["one", "two"])
        try file.setAttribute("a", "title", "t")
        try file.close()
        return try Data(contentsOf: URL(filePath: path))
      }
    }
    #expect(try bytes() == bytes())
  }

  /// Sums of the four times of each object.
  private func times(_ path: String, _ objects: [String]) -> [Int] {
    let file = unsafe H5Fopen(path, chdf5_read_only(), chdf5_default())
    defer { H5Fclose(file) }
    return objects.map { object in
      var found = H5O_info_t()
      unsafe H5Oget_info_by_name2(file, object, &found, UInt32(H5O_INFO_TIME), chdf5_default())
      return found.atime + found.mtime + found.ctime + found.btime
    }
  }
}
