import Foundation
import References
import Testing

@Suite struct ReferenceFolderTests {
  @Test func `the folder is found upwards, the first place first`() throws {
    try withFolder(["a/paper-tables/reference/x": "", "a/b/c/x": "", "d/x": ""]) { root in
      let expected = root.appending(path: "a/paper-tables/reference").path
      for places in [["a/b/c"], ["a"], ["d", "a/b"]] {
        let found = try ReferenceFolder.find(
          asked: nil, upwardsFrom: places.map { root.appending(path: $0) })
        #expect(found.path == expected)
      }
    }
  }

  @Test func `a folder that is asked for must be there`() throws {
    try withFolder(["a/x": ""]) { root in
      let folder = root.appending(path: "a").path
      let found = try ReferenceFolder.find(asked: folder, upwardsFrom: [])
      #expect(found.path == folder)
      let none = root.appending(path: "a/x").path
      let error = #expect(throws: ReferenceError.self) {
        try ReferenceFolder.find(asked: none, upwardsFrom: [root])
      }
      #expect(
        error?.description == "\(none): no such folder; expected the folder of reference tables")
    }
  }

  @Test func `without any the option is named`() throws {
    try withFolder(["a/x": ""]) { root in
      let error = #expect(throws: ReferenceError.self) {
        try ReferenceFolder.find(asked: nil, upwardsFrom: [root])
      }
      #expect(
        error?.description == """
          no folder paper-tables/reference here, in a folder above, or above the program; name it \
          with --reference
          """)
    }
  }
}
