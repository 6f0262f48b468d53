import Foundation
import Testing
import Weights

@Suite struct NewFileTests {
  struct Interrupted: Error {}

  @Test func `a file appears whole`() throws {
    try Scratch.with { scratch in
      let path = scratch.path("a b.h5")
      try NewFile(path, replacing: false).write { draft in
        #expect(!FileManager.default.fileExists(atPath: path))
        try Data("whole".utf8).write(to: URL(filePath: draft))
      }
      #expect(try scratch.bytes("a b.h5") == Data("whole".utf8))
      #expect(try names(scratch) == ["a b.h5"])
    }
  }

  @Test func `what fails leaves the old file and nothing else`() throws {
    try Scratch.with { scratch in
      let path = try scratch.write(Data("old".utf8), to: "a.h5")
      #expect(throws: Interrupted.self) {
        try NewFile(path, replacing: true).write { draft in
          try Data("half".utf8).write(to: URL(filePath: draft))
          throw Interrupted()
        }
      }
      #expect(try scratch.bytes("a.h5") == Data("old".utf8))
      #expect(try names(scratch) == ["a.h5"])
    }
  }

  @Test func `an old file is replaced only where that is asked for`() throws {
    try Scratch.with { scratch in
      let path = try scratch.write(Data("old".utf8), to: "a.h5")
      let error = #expect(throws: NewFileError.self) { try NewFile(path, replacing: false) }
      #expect(
        error?.description
          == "\(path): exists already; give another name, or --force to replace it")
      try NewFile(path, replacing: true).write { draft in
        try Data("new".utf8).write(to: URL(filePath: draft))
      }
      #expect(try scratch.bytes("a.h5") == Data("new".utf8))
      #expect(try names(scratch) == ["a.h5"])
    }
  }

  /// Somebody else may write the file while we work.
  @Test func `a file that appeared meanwhile is not replaced`() throws {
    try Scratch.with { scratch in
      let file = try NewFile(scratch.path("a.h5"), replacing: false)
      #expect(throws: NewFileError.self) {
        try file.write { draft in
          try Data("ours".utf8).write(to: URL(filePath: draft))
          _ = try scratch.write(Data("theirs".utf8), to: "a.h5")
        }
      }
      #expect(try scratch.bytes("a.h5") == Data("theirs".utf8))
    }
  }

  @Test func `a place that cannot be written is refused before the work`() throws {
    try Scratch.with { scratch in
      let nowhere = scratch.path("nowhere/a.h5")
      let missing = #expect(throws: NewFileError.self) { try NewFile(nowhere, replacing: false) }
      #expect(missing?.description == "\(nowhere): its folder does not exist; make it first")
      let folder = #expect(throws: NewFileError.self) {
        try NewFile(scratch.folder.path(percentEncoded: false), replacing: true)
      }
      #expect(folder?.description.hasSuffix("is a folder; expected the name of a file") == true)
    }
  }

  @Test func `a file never replaces what it is made from`() throws {
    try Scratch.with { scratch in
      let path = try scratch.write(Data("input".utf8), to: "a.h5")
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path("link.h5"), withDestinationPath: path)
      for source in ["a.h5", "./a.h5", "link.h5"].map(scratch.path) {
        let error = #expect(throws: NewFileError.self) {
          try NewFile(path, replacing: true, madeFrom: [scratch.path("b.h5"), source])
        }
        #expect(
          error?.description
            == "\(path): would be made from \(source), which is the same file; give another name")
      }
    }
  }

  private func names(_ scratch: Scratch) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path(percentEncoded: false))
  }
}
