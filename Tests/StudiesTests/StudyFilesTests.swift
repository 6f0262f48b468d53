import Configuration
import Foundation
import Studies
import Testing

/// The study files of the repository.
@Suite struct StudyFilesTests {
  static func study(_ name: String, subset: String? = nil) throws -> Study {
    try Study(
      file: path(name), subset: subset, cost: TestStudy.cost,
      trainingMemory: TestStudy.trainingMemory)
  }

  static func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: path(name)) }

  private static func path(_ name: String) -> String {
    root.appending(path: "studies/\(name).yaml").path
  }

  static var root: URL {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return tests.deletingLastPathComponent()
  }

  @Test func `the example of the documentation expands to the points that it expects`() throws {
    let text = try String(contentsOf: Self.root.appending(path: "STUDY-FILE.md"), encoding: .utf8)
    let example = try #require(text.split(separator: "```").dropFirst().first)
    let study = try TestStudy.whole(String(example.dropFirst("yaml\n".count)))
    #expect(study.points.count == 40)
    #expect(study.removed.map(\.count) == [2, 0])
  }

  @Test func `the quickstart has twenty points and three replicates`() throws {
    let study = try Self.study("quickstart")
    #expect(study.points.count == 20)
    #expect(study.runs.count == 60)
    #expect(study.fits.count == 3)
    #expect(try Self.study("quickstart", subset: "smoke").runs.count == 5)
  }

  @Test func `the study of depth and width shares its smallest network`() throws {
    let study = try Self.study("cifar10-depth-or-width")
    #expect(study.points.count == 34)
    #expect(study.replicateCount == 3)
    #expect(study.points.count { $0.labels["scale"] == ["depth", "width"] } == 6)
    #expect(try Self.study("cifar10-depth-or-width", subset: "smoke").runs.count == 7)
    #expect(try Self.study("cifar10-depth-or-width", subset: "seed0").runs.count == 34)
  }

  @Test func `the study of scaling rules shares its base network among all rules`() throws {
    let study = try Self.study("cifar10-scaling-rules")
    #expect(study.points.count == 22)
    #expect(study.points.count { $0.labels["rule"]?.count == 5 } == 2)
    let rules = Set(study.points.compactMap { $0.configuration.settings["scaling.rule"] })
    #expect(rules.count == 6)
    #expect(Set(study.points.map(\.configuration.data.resolution)) == [16, 20, 24, 32])
    #expect(try Self.study("cifar10-scaling-rules", subset: "smoke").runs.count == 6)
  }

  @Test func `the trainer check is one point of all images`() throws {
    let study = try Self.study("cifar10-trainer-check")
    #expect(study.runs.map(\.seeds.replicate) == [0, 1, 2])
    #expect(study.points.first?.configuration.data.trainImages == nil)
    #expect(study.points.first?.configuration.training.update.nesterov == true)
  }
}
