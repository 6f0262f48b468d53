import Configuration
import Documents
import Foundation
import Studies
import Testing

/// Study files that extend others.
@Suite struct StudySourceTests {
  static let base = """
    schema: 1
    study: base
    title: The base
    base:
      model: {family: cifar_resnet, depth: 8}
      data: {set: generated}
      train: {epochs: 2, batch: 50, learning_rate: 0.1}
    axes:
      epochs: {set: train.epochs, values: [1, 2]}
      depth: {set: model.depth, values: [8, 14]}

    """

  static func child(_ rest: String) -> String {
    "schema: 1\nstudy: child\ntitle: A child\nextends: base.yaml\n" + rest
  }

  @Test func `maps merge by key, lists replace, and new keys come last`() throws {
    try withFiles([
      "base.yaml": Self.base,
      "child.yaml": Self.child(
        "base: {train.batch: 25}\naxes: {seed_root: {set: train.momentum, values: [0.5]}, epochs: {values: [4]}}\n"
      ),
    ]) { folder in
      let study = try Self.study(folder, "child.yaml")
      #expect(study.name == "child" && study.axes.map(\.name) == ["epochs", "depth", "seed_root"])
      #expect(study.axes.first?.values == [.integer(4)])
      #expect(study.points.count == 2)
      #expect(study.points.allSatisfy { $0.configuration.training.batch == 25 })
      #expect(study.points.allSatisfy { $0.configuration.training.schedule.peak == 0.1 })
    }
  }

  @Test func `the hash covers the extended files`() throws {
    let texts = [Self.base, Self.base + "# a comment\n"]
    let hashes = try texts.map { base in
      try withFiles(["base.yaml": base, "child.yaml": Self.child("")]) { folder in
        try Self.study(folder, "child.yaml").sourceSHA256
      }
    }
    #expect(hashes[0] != hashes[1])
  }

  @Test func `errors point into the file that they are about`() throws {
    try withFiles([
      "base.yaml": Self.base.replacing("epochs: 2", with: "epochs: x"),
      "child.yaml": Self.child("base: {train: {bach: 25}}\n"),
    ]) { folder in
      #expect(
        Self.errors(folder, "child.yaml") == """
          child.yaml:5:16: unknown key 'bach' in 'base.train'; did you mean 'batch'?
          base.yaml:7:19: 'base.train.epochs' is 'x'; expected a whole number from 1 to 100000
          """)
    }
  }

  @Test func `cycles, missing files and files of another schema are errors`() throws {
    try withFiles([
      "a.yaml": Self.child("").replacing("base.yaml", with: "b.yaml"),
      "b.yaml": Self.child("").replacing("base.yaml", with: "./a.yaml"),
      "c.yaml": Self.child("").replacing("base.yaml", with: "none.yaml"),
      "d.yaml": Self.child("").replacing("base.yaml", with: "[a.yaml]"),
      "e.yaml": Self.child("").replacing("base.yaml", with: "old.yaml"),
      "old.yaml": "schema: 0\n",
    ]) { folder in
      #expect(
        Self.errors(folder, "a.yaml")
          == "b.yaml:4:10: study files extend each other: a.yaml -> b.yaml -> ./a.yaml")
      #expect(
        Self.errors(folder, "c.yaml")
          == "c.yaml:4:10: 'extends' names none.yaml, which cannot be read; check its path and permissions"
      )
      #expect(
        Self.errors(folder, "d.yaml")
          == "d.yaml:4:10: 'extends' is a list; expected the path of a study file")
      #expect(
        Self.errors(folder, "e.yaml")
          == "old.yaml:1:9: 'schema' is '0'; this version reads schema 1")
    }
  }

  @Test func `a merged study is shown with the origin of each value, and reads as the same study`()
    throws
  {
    try withFiles([
      "base.yaml": Self.base,
      "child.yaml": Self.child("base: {train: {batch: 25}}\n"),
    ]) { folder in
      let text = try StudyListing.text(ofFile: folder + "child.yaml").replacing(folder, with: "")
      #expect(text.contains("    epochs: 2                               # base.yaml:7\n"))
      #expect(text.contains("    batch: 25                               # child.yaml:5\n"))
      let merged = text.split(separator: "\n").filter { !$0.hasPrefix("extends:") }
      let again = try TestStudy.whole(merged.joined(separator: "\n"))
      #expect(again.points.map(\.id) == (try Self.study(folder, "child.yaml")).points.map(\.id))
    }
  }

  private static func study(_ folder: String, _ name: String) throws -> Study {
    try Study(
      file: folder + name, cost: TestStudy.cost, trainingMemory: TestStudy.trainingMemory)
  }

  private static func errors(_ folder: String, _ name: String) -> String {
    do {
      _ = try study(folder, name)
      return ""
    } catch { return "\(error)".replacing(folder, with: "") }
  }

  /// Files in a folder, whose path ends with a slash.
  private func withFiles<R>(
    _ files: [String: String], _ body: (String) throws -> R
  ) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "study-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return try body(folder.path(percentEncoded: false) + "/")
  }
}
