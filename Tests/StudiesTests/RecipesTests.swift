import Configuration
import Foundation
import Studies
import Testing

/// Recipes: what a study starts from and may change.
@Suite struct RecipesTests {
  /// A folder of recipes that is removed with the value.
  private final class Recipes {
    let folder: URL

    init(_ files: [String: String]) throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "recipes-\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in files {
        let whole = "schema: 1\nrecipe: \(name)\ntitle: A recipe\nsource: a test\n" + text
        try Data(whole.utf8).write(to: folder.appending(path: "\(name).yaml"))
      }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func study(_ text: String) throws -> Study {
      try Study(
        bytes: Data(text.utf8), file: "probe.yaml", recipes: RecipeLibrary(folders: [folder.path]),
        cost: TestStudy.cost, trainingMemory: TestStudy.trainingMemory)
    }

    func errors(_ text: String) -> String {
      do {
        _ = try study(text)
        return ""
      } catch {
        return "\(error)".replacingOccurrences(of: folder.path + "/", with: "")
      }
    }
  }

  private static let short = """
    set: {train: {epochs: 5, batch: 100, weight_decay: 0.1}}
    derive: {train.learning_rate: 0.1 * train.batch / 100}
    override:
      - {where: model.depth >= 14, set: {regularize.dropout: 0.5}, why: deep networks overfit}

    """
  private static let long = "set: {train: {epochs: 50}}\n"

  private static func study(_ recipe: String, _ train: String = "", _ rest: String = "") -> String {
    """
    schema: 1
    study: probe
    title: A probe
    recipe: \(recipe)
    base:
      model: {family: cifar_resnet, depth: 8}
      data: {set: generated}
    \(train)
    \(rest)
    """
  }

  private static func only(_ study: Study) throws -> Configuration {
    try #require(study.points.first).configuration
  }

  @Test func `a study has the settings of its recipe`() throws {
    let recipes = try Recipes(["short": Self.short])
    let training = try Self.only(recipes.study(Self.study("short"))).training
    #expect(training.epochs == 5)
    #expect(training.update.weightDecay == 0.1)
    #expect(training.schedule.peak == 0.1)
  }

  @Test func `the base of a study wins over its recipe and what the recipe derives follows`() throws
  {
    let recipes = try Recipes(["short": Self.short])
    let text = Self.study("short", "  train: {batch: 50, weight_decay: 0}")
    let training = try Self.only(recipes.study(text)).training
    #expect(training.update.weightDecay == 0)
    #expect(training.schedule.peak == 0.05)
    let given = Self.study("short", "  train: {learning_rate: 3}")
    #expect(try Self.only(recipes.study(given)).training.schedule.peak == 3)
  }

  @Test func `a derivation of the study wins over that of its recipe`() throws {
    let recipes = try Recipes(["short": Self.short])
    let text = Self.study("short", "", "derive: {train.learning_rate: 2 * train.batch}")
    #expect(try Self.only(recipes.study(text)).training.schedule.peak == 200)
  }

  @Test func `of several recipes each changes the ones before it`() throws {
    let recipes = try Recipes(["short": Self.short, "long": Self.long])
    #expect(try Self.only(recipes.study(Self.study("[short, long]"))).training.epochs == 50)
    #expect(try Self.only(recipes.study(Self.study("[long, short]"))).training.epochs == 5)
  }

  @Test func `a recipe extends another`() throws {
    let recipes = try Recipes([
      "short": Self.short, "longer": "extends: short\n" + Self.long,
    ])
    let training = try Self.only(recipes.study(Self.study("longer"))).training
    #expect(training.epochs == 50)
    #expect(training.batch == 100)
  }

  @Test func `a rule of a recipe asks for what the study varies and gives way to what it sets`()
    throws
  {
    let recipes = try Recipes(["short": Self.short])
    let axes = "axes: {depth: {set: model.depth, values: [8, 14]}}"
    let rates = { (study: Study) in study.points.map(\.configuration.regularization.dropout) }
    #expect(try rates(recipes.study(Self.study("short", "", axes))) == [0, 0.5])
    let given = Self.study("short", "  regularize: {dropout: 0.25}", axes)
    #expect(try rates(recipes.study(given)) == [0.25, 0.25])
  }

  @Test func `alternatives of a group are recipes`() throws {
    let recipes = try Recipes(["short": Self.short, "long": "extends: short\n" + Self.long])
    let text = """
      schema: 1
      study: probe
      title: A probe
      base:
        model: {family: cifar_resnet, depth: 8}
        data: {set: generated}
      groups:
        procedure:
          short: {recipe: short}
          long: {recipe: long, axes: {train.batch: [50, 100]}}
      """
    let study = try recipes.study(text)
    #expect(study.points.map(\.configuration.training.epochs) == [5, 50, 50])
    #expect(study.points.map(\.configuration.training.schedule.peak) == [0.1, 0.05, 0.1])
    #expect(study.points.map { $0.labels["procedure"] } == [["short"], ["long"], ["long"]])
  }

  @Test func `the rows of an additive group keep what the rows before them set`() throws {
    let study = try TestStudy.study(
      """
      groups:
        ingredient:
          - plain: {}
          - smoothing: {regularize.label_smoothing: 0.1}
          - long: {train: {epochs: 7}}
          - harder: {regularize.label_smoothing: 0.2}
      """)
    let configurations = study.points.map(\.configuration)
    #expect(configurations.map(\.regularization.labelSmoothing) == [0, 0.1, 0.1, 0.2])
    #expect(configurations.map(\.training.epochs) == [2, 2, 7, 7])
    #expect(study.groups.first?.alternatives == ["plain", "smoothing", "long", "harder"])
  }

  @Test func `errors in a recipe name its file and line`() throws {
    let recipes = try Recipes([
      "bad": "set: {train: {epoch: 5}}\n", "unlike": "recipe: other\n", "tab": "set:\t{}\n",
      "first": "extends: second\n", "second": "extends: first\n", "unread": "steps: 3\n",
    ])
    let errors = { recipes.errors(Self.study($0)) }
    #expect(errors("bad").contains("bad.yaml:5:15: unknown key 'epoch'"))
    #expect(errors("tab").contains("tab.yaml:5:5: tab"))
    #expect(errors("unread").contains("unread.yaml:5:1: unknown key 'steps'"))
    #expect(errors("first").contains("recipes extend each other: first -> second -> first"))
    #expect(
      errors("unlike").contains("unlike.yaml:5:1: the key 'recipe' stands in the file already"))
  }

  @Test func `an unknown recipe is told with the nearest`() throws {
    let recipes = try Recipes(["short": Self.short])
    #expect(
      recipes.errors(Self.study("shirt")).contains(
        "probe.yaml:4:9: there is no recipe 'shirt'; did you mean 'short'?"))
    #expect(
      try Recipes([:]).errors(Self.study("../short")).contains("there is no recipe '../short'"))
  }

  @Test func `a wrong value of a recipe is told where it stands`() throws {
    let recipes = try Recipes([
      "short": Self.short + "\n", "few": "set: {data: {train_images: 10}}\n",
    ])
    let message = recipes.errors(Self.study("[short, few]"))
    #expect(message.contains("data.train_images is 10, less than one batch"))
  }

  @Test func `the hash of a study covers its recipes`() throws {
    let first = try Recipes(["short": Self.short]).study(Self.study("short"))
    let second = try Recipes(["short": Self.short + "# more\n"]).study(Self.study("short"))
    #expect(first.sourceSHA256 != second.sourceSHA256)
  }

  private static let stepwise = """
    set:
      train: {epochs: 5, batch: 100, learning_rate: 1, schedule: step, decay_epochs: 2, decay_factor: 0.5}
      augment: {policy: rand_augment, magnitude: 5}

    """

  @Test func `what a study's choice leaves over of a recipe goes, and only that`() throws {
    let recipes = try Recipes(["stepwise": Self.stepwise])
    let cosine = try Self.only(recipes.study(Self.study("stepwise", "  train: {schedule: cosine}")))
    #expect(cosine.settings["train.decay_epochs"] == nil)
    #expect(cosine.settings["train.decay_factor"] == .number(0.1))
    #expect(cosine.augmentation.magnitude == 5)
    let plain = try Self.only(recipes.study(Self.study("stepwise", "  augment: {policy: none}")))
    #expect(plain.augmentation.magnitude == nil && plain.training.schedule.decayEpochs == 2)
  }

  @Test func `a recipe that changes another may leave over parts of it, but none of its own`()
    throws
  {
    let recipes = try Recipes([
      "stepwise": Self.stepwise, "smooth": "extends: stepwise\nset: {train: {schedule: cosine}}\n",
      "wrong": "extends: smooth\nset: {train: {schedule: constant, minimum_learning_rate: 1e-3}}\n",
    ])
    let smooth = try Self.only(recipes.study(Self.study("smooth")))
    #expect(smooth.settings["train.decay_epochs"] == nil)
    #expect(
      recipes.errors(Self.study("wrong")).contains(
        "'train.minimum_learning_rate' says nothing about schedule constant"))
    let own = Self.study("smooth", "  train: {decay_epochs: 3}")
    #expect(recipes.errors(own).contains("'train.decay_epochs' says nothing about schedule cosine"))
  }

  @Test func `a rule of a recipe matches no point that lacks what it asks for`() throws {
    let recipes = try Recipes(["short": Self.short])
    let blocks = Self.study("short").replacing("depth: 8", with: "blocks_per_stage: [3, 3, 3]")
    #expect(try Self.only(recipes.study(blocks)).regularization.dropout == 0)
  }
}
