import Foundation
import HDF5
import Testing

@Suite struct HDF5FileReplacingTests {
  @Test func `a file replaces the one before, and nothing else is left`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "new/a.h5").path()
      let draft = folder.appending(path: "draft").path()
      for value in [1.0, 2.0] {
        try HDF5File.replace(path, draft: draft) { try $0.write("x", HDF5Array([value])) }
        #expect(try HDF5File(opening: path).read("x", as: Double.self).elements == [value])
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["new"])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path() + "/new") == ["a.h5"])
    }
  }

  @Test func `what cannot be written leaves the file before as it was`() throws {
    struct Full: Error {}
    try withFolder { folder in
      let path = folder.appending(path: "a.h5").path()
      let draft = folder.appending(path: "draft").path()
      try HDF5File.replace(path, draft: draft) { try $0.write("x", HDF5Array([1.0])) }
      let before = try Data(contentsOf: URL(filePath: path))
      #expect(throws: Full.self) {
        try HDF5File.replace(path, draft: draft) { file in
          try file.write("x", HDF5Array([2.0]))
          throw Full()
        }
      }
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test func `a folder in the way is named`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.h5").path()
      try FileManager.default.createDirectory(
        atPath: path + "/b", withIntermediateDirectories: true)
      let draft = folder.appending(path: "draft").path()
      let error = #expect(throws: HDF5Error.self) {
        try HDF5File.replace(path, draft: draft) { try $0.write("x", HDF5Array([1.0])) }
      }
      #expect(
        error?.description
          == "\(path): cannot be replaced by \(draft); check that both are on one file system and "
          + "can be written")
    }
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }
}
