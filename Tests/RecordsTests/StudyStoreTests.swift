import Foundation
import Records
import Testing

@Suite struct StudyStoreTests {
  @Test func `a study that never ran has no records and no folder`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "depth-or-width")
      #expect(try store.records() == [])
      #expect(!FileManager.default.fileExists(atPath: store.folder.systemPath))
    }
  }

  @Test(arguments: ["", "..", ".hidden", "a/b", "a b"])
  func `a name that could leave the folder is refused`(name: String) throws {
    #expect(throws: StorageError.self) {
      try StudyStore(results: URL(filePath: "/results"), study: name)
    }
  }

  @Test func `a results path that is a file says so`() throws {
    try withFolder { folder in
      let file = folder.appending(path: "results")
      try Data().write(to: file)
      let store = try StudyStore(results: file, study: "study")
      let error = #expect(throws: StorageError.self) { _ = try store.openForWriting() }
      #expect(
        error?.problem
          == "a part of this path is a file; expected folders: move it away or choose another "
          + "results folder")
    }
  }

  @Test func `a study path that is a file says so`() throws {
    try withFolder { folder in
      try Data().write(to: folder.appending(path: "study"))
      let store = try StudyStore(results: folder, study: "study")
      let error = #expect(throws: StorageError.self) { _ = try store.openForWriting() }
      #expect(
        error?.problem
          == "is a file; expected a folder: move it away or choose another results folder")
    }
  }

  @Test func `a folder that cannot be written says so`() throws {
    let store = try StudyStore(results: URL(filePath: "/proc/self/fd"), study: "study")
    let error = #expect(throws: StorageError.self) { _ = try store.openForWriting() }
    #expect(error?.path == "/proc/self/fd/study/")
  }
}
