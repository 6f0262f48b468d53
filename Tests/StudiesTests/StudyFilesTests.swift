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

  @Test func `the study of clips varies network and frames`() throws {
    let study = try Self.study("clips")
    #expect(study.points.count == 12)
    #expect(Set(study.points.map(\.configuration.data.frames)) == [1, 2, 4, 8])
    #expect(try Self.study("clips", subset: "smoke").runs.count == 3)
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

  @Test func `the study of seeds draws each stream alone, then all together`() throws {
    let study = try Self.study("seed-variance")
    #expect(study.points.map(\.configuration.seeds.vary.count) == [1, 1, 1, 1, 4])
    #expect(study.runs.count == 80)
    #expect(try Self.study("seed-variance", subset: "smoke").runs.count == 15)
  }

  @Test func `the trainer check is one point of all images`() throws {
    let study = try Self.study("cifar10-trainer-check")
    #expect(study.runs.map(\.seeds.replicate) == [0, 1, 2])
    #expect(study.points.first?.configuration.data.trainImages == nil)
    #expect(study.points.first?.configuration.training.update.nesterov == true)
  }

  @Test func `the additive studies have the rows of their tables, each with one ingredient more`()
    throws
  {
    let table1 = try Self.study("paper/rs-table1-additive").points.map(\.configuration)
    #expect(table1.count == 11)
    #expect(table1.map(\.training.epochs) == [90, 90] + Array(repeating: 350, count: 9))
    #expect(table1.map(\.training.schedule.kind).prefix(3) == [.step, .cosine, .cosine])
    let decays = table1.map(\.training.update.weightDecay)
    #expect(decays == Array(repeating: 1e-4, count: 8) + [4e-5, 4e-5, 4e-5])
    let whole = try #require(table1.last)
    #expect(whole.model.stem == .deepStrided && whole.model.squeezeRatio == 0.25)
    #expect(whole.augmentation.magnitude == 15 && whole.regularization.dropout == 0.25)
    let steps = try Self.study("paper/torchvision-additive").points.map(\.configuration)
    #expect(steps.count == 13)
    #expect(steps.map(\.augmentation.repeats) == Array(repeating: 1, count: 12) + [4])
    #expect(steps[1].training.schedule.peak == 0.5 && steps[0].training.batch == 256)
    let small = try Self.study("cifar10-additive")
    #expect(small.runs.count == 22)
    #expect(small.groups.first?.alternatives.count == 11)
    // In one epoch the longer training is the same run.
    #expect(try Self.study("cifar10-additive", subset: "smoke").runs.count == 10)
  }

  /// Each says by `expect` how many points its table has.
  @Test func `every study at the papers' scale expands to the points that it expects`() throws {
    let folder = Self.root.appending(path: "studies/paper")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".yaml") }.map { "paper/" + $0.dropLast(5) }
    #expect(names.count >= 23)
    for name in names {
      #expect(try !Self.study(name).points.isEmpty, "\(name)")
    }
  }

  /// The last row of the additive study is TorchVision's new recipe.
  @Test func `thirteen steps lead from one recipe to the other`() throws {
    let last = try #require(try Self.study("paper/torchvision-additive").points.last).configuration
    let text = """
      schema: 1
      study: probe
      title: A probe
      recipe: torchvision-new
      base:
        model: {family: resnet, depth: 50}
        data: {set: packed, file: imagenet.h5}
        train: {shards: 8}
      seeds: {root: 20211118, count: 3, vary: [init, order, augment], paired: true}
      """
    let folder = Self.root.appending(path: "studies/recipes").path
    let whole = try Study(
      bytes: Data(text.utf8), file: "probe.yaml", recipes: RecipeLibrary(folders: [folder]),
      cost: TestStudy.cost, trainingMemory: TestStudy.trainingMemory)
    var expected = try #require(whole.points.first).configuration.settings
    #expect(abs((last.training.averaging?.decay ?? 0) - 0.998_907_733) < 1e-7)
    expected["train.ema_decay"] = last.settings["train.ema_decay"]
    #expect(last.settings == expected)
  }

  @Test func `the procedures of ResNet strikes back are the recipes of one group`() throws {
    let study = try Self.study("paper/rsb-a1-a2-a3")
    #expect(study.points.map(\.configuration.training.epochs) == [600, 300, 100])
    #expect(study.points.map(\.configuration.data.resolution) == [224, 224, 160])
    let small = try #require(try Self.study("cifar10-rsb-a2").points.first).configuration
    #expect(small.training.update.optimizer == .lamb && small.training.loss.binaryThreshold == 0.2)
    #expect(small.data.resolution == 32 && !small.augmentation.randomResizedCrop)
    #expect(abs(small.training.schedule.peak - 5e-3 * (256.0 / 2_048).squareRoot()) < 1e-6)
    #expect(try Self.study("cifar10-rsb-a2", subset: "smoke").runs.count == 1)
  }

  @Test func `figure 3 of ResNet-RS has 69 points, short runs without regularisation`() throws {
    let configurations = try Self.study("paper/rs-figure3").points.map(\.configuration)
    #expect(configurations.count == 69)
    let short = configurations.filter { $0.training.epochs < 350 }
    #expect(short.count == 46)
    #expect(short.allSatisfy { $0.augmentation.policy == .none })
    #expect(short.allSatisfy { $0.augmentation.magnitude == nil })
    #expect(short.allSatisfy { $0.regularization.dropout == 0 })
    #expect(configurations.allSatisfy { $0.training.update.weightDecay == 4e-5 })
  }
}
