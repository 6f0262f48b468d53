import Foundation
import Records
import Testing

@testable import revisit

/// What the program knows of the sources that it was built from.
@Suite(.timeLimit(.minutes(5))) struct SourceFolderTests {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scripts/built-sources")

  @Test func `the program digests a folder as the build does`() throws {
    try Workplace.with { place in
      let built = try Self.built(in: place)
      #expect(built.contains(#"static let commit = "unknown""#))
      #expect(built.contains("static let isDirty = false"))
      let digests = Self.digests(built)
      #expect(digests.keys.sorted() == ["A", "B"])
      let folder = SourceFolder(place.folder.appending(path: "Sources"))
      #expect(folder.modulesChanged(since: digests) == [])
      try place.write("notes", to: "Sources/A/notes.txt")
      #expect(folder.modulesChanged(since: digests) == [])
      try place.write("int y = 2;\n", to: "Sources/A/inner/y.c")
      #expect(folder.modulesChanged(since: digests) == ["A"])
      try place.write("", to: "Sources/B/new.swift")
      #expect(folder.modulesChanged(since: digests) == ["A", "B"])
    }
  }

  @Test func `a file that moves within a module changes its digest`() throws {
    try Workplace.with { place in
      let digests = Self.digests(try Self.built(in: place))
      let sources = place.folder.appending(path: "Sources")
      try FileManager.default.moveItem(
        at: sources.appending(path: "B/z.swift"), to: sources.appending(path: "B/w.swift"))
      #expect(SourceFolder(sources).modulesChanged(since: digests) == ["B"])
    }
  }

  /// Seen red with git asked first, which names the checkout's commit for an older program.
  @Test func `a program whose checkout is another or gone names what it was built from`() throws {
    try Workplace.with { place in
      let built = CodeVersion(commit: BuiltSources.commit, isDirty: BuiltSources.isDirty)
      let folder = SourceFolder(place.folder.appending(path: "Sources"))
      #expect(folder.modulesChanged() == nil)
      #expect(CodeVersion.current(folder: folder) == built)
      #expect(OlderProgram(folder) == nil)
      _ = try Self.built(in: place)
      #expect(CodeVersion.current(folder: folder) == built)
      #expect(
        OlderProgram(folder)?.description == """
          warning: this program was built before \
          \(BuiltSources.decidingModules.joined(separator: ", ")) changed; its runs name the \
          sources that it was built from: build it anew to run the present ones
          """)
    }
  }

  @Test func `what training reaches decides numbers, what reports do does not`() {
    let modules = BuiltSources.decidingModules
    #expect(["CKernels", "Datasets", "Kernels", "Training"].allSatisfy(modules.contains))
    #expect(
      !["Analysis", "Records", "Reports", "Runner", "revisit"].contains(where: modules.contains))
    #expect(modules.allSatisfy { BuiltSources.digests[$0]?.count == 64 })
    #expect(BuiltSources.digests["revisit"] != nil)
  }

  @Test func `records, manifests and what is shown carry the digest`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
      let record = try #require(try place.records().first)
      #expect(record.sources == BuiltSources.decidingDigest)
      let manifest = try place.store.runFolder(record.runID).manifest()
      #expect(manifest.record == record)
      #expect(
        try place.revisit("show", record.runID).output.replacing("\n    ", with: " ").contains(
          ", sources \(BuiltSources.decidingDigest)\n"))
    }
  }

  // MARK: - A small checkout

  /// What the build's script writes for two modules.
  private static func built(in place: Workplace) throws -> String {
    try place.write("let x = 1\n", to: "Sources/A/x.swift")
    try place.write("int y = 1;\n", to: "Sources/A/inner/y.c")
    try place.write("let Z = 1\n", to: "Sources/A/Z.swift")
    try place.write("let z = 1\n", to: "Sources/B/z.swift")
    try place.write("module B {}\n", to: "Sources/B/module.modulemap")
    let copy = place.folder.appending(path: "Scripts/built-sources")
    try FileManager.default.createDirectory(
      at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: script, to: copy)
    let output = place.folder.appending(path: "BuiltSources.swift")
    let process = Process()
    process.executableURL = copy
    process.arguments = [output.path(percentEncoded: false), "A", "A B"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try String(contentsOf: output, encoding: .utf8)
  }

  private static func digests(_ text: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: text.matches(of: /"([AB])": "([0-9a-f]{64})"/).map {
        (String($0.1), String($0.2))
      })
  }
}
