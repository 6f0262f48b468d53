import Architectures
import Configuration
import Graphs
import Randomness
import Tensors
import Testing

/// Starting values against those that timm's default initialisation gave.
@Suite struct InitializationTests {
  /// A parameter's starting values as timm drew them.
  struct Drawn {
    var mean: Double
    var deviation: Double
    var largest: Double
  }

  /// timm starts the last norm of each branch of every ResNet at 0.
  static func model(_ name: String) throws -> ModelConfiguration {
    var model = try Catalogue.entry(named: name).model
    if model.family == .resnet { model.zeroLastScale = true }
    return model
  }

  static func drawn(_ name: String) throws -> [String: Drawn] {
    let rows = try GoldenTable("init_stats.csv", separator: ",").rows.filter { $0["model"] == name }
    let entries = try rows.map { row in
      (
        try row.text("parameter"),
        Drawn(
          mean: try row.number("mean"), deviation: try row.number("std"),
          largest: max(abs(try row.number("min")), abs(try row.number("max"))))
      )
    }
    return Dictionary(uniqueKeysWithValues: entries)
  }

  @Test(
    arguments: [
      "resnet18", "seresnet50", "resnetrs50", "efficientnet_b0", "regnetx_002", "regnety_002",
      "deit_tiny_patch16_224", "r3d_18",
    ])
  func `parameters start as timm's and torchvision's do`(of name: String) throws {
    let model = try Self.model(name)
    let entry = try Catalogue.entry(named: name)
    let graph = try network(model, images: entry.images(), classes: entry.classes)
    let drawn = try Self.drawn(name)
    #expect(graph.parameters.count == drawn.count)
    for (index, parameter) in graph.parameters.enumerated() {
      let expected = try #require(drawn[timmName(of: parameter.name, in: model)])
      try compare(parameter, index, expected)
    }
  }

  /// Both are samples, so their means differ by a few deviations times sqrt(1/n + 1/m), their deviations by less.
  private func compare(_ parameter: Parameter, _ index: Int, _ expected: Drawn) throws {
    let count = min(parameter.shape.count, 20_000)
    var stream = RandomStream(seed: Seed(root: 1), purpose: .initialization, index: index)
    let elements = parameter.initialization.elements(count: count, from: &stream).map(Double.init)
    let mean = elements.reduce(0, +) / Double(count)
    let spread = elements.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(count)
    let largest = try #require(elements.map(abs).max())
    guard expected.deviation > 0 else {
      #expect(spread == 0 && mean == expected.mean, "\(parameter.name)")
      return
    }
    let error = expected.deviation * (2 / Double(count)).squareRoot()
    #expect(abs(mean - expected.mean) < 5 * error, "\(parameter.name)")
    #expect(abs(spread.squareRoot() - expected.deviation) < 5 * error, "\(parameter.name)")
    // A uniform sample ends at 1.7 deviations, a normal one of this size beyond 3.
    guard count >= 1_000 else { return }
    #expect((largest < 2 * spread.squareRoot()) == (expected.largest < 2 * expected.deviation))
  }
}
