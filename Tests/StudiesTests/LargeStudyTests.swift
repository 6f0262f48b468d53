import Configuration
import Foundation
import Testing

@testable import Studies

/// Studies of many points, which are made when they are asked for.
@Suite struct LargeStudyTests {
  static let text = """
    axes:
      depth: {set: model.depth, values: [8, 14, 20, 26]}
      width: {set: model.width, values: [0.5, 1, 1.5, 2, 2.5]}
      epochs: {set: train.epochs, values: [\(list(1...10))]}
      batch: {set: train.batch, values: [10, 20, 50]}
      momentum: {set: train.momentum, values: [0, 0.1, 0.2, 0.3, 0.4, 0.5]}
      dropout: {set: regularize.dropout, values: [0, 0.1, 0.2]}
    when: {regularize.dropout: epochs > 5}
    derive: {train.weight_decay: train.batch / 1e5 * epochs}
    constraints:
      - {drop: cost.multiply_adds > 26 * 2 ^ 2 * 32 ^ 2, why: too dear}

    """

  private static func list(_ range: ClosedRange<Int>) -> String {
    range.map(String.init).joined(separator: ", ")
  }

  @Test func `each point of a large study is what it would be alone, its network counted once`()
    throws
  {
    var asked: [String] = []
    let study = try Study(
      bytes: .init((TestStudy.head + Self.text).utf8), file: "probe.yaml",
      cost: { configuration in
        asked.append("\(configuration.model.depth ?? 0) \(configuration.model.width)")
        return TestStudy.cost(configuration)
      }, trainingMemory: TestStudy.trainingMemory)
    #expect(asked.count == 20 && Set(asked).count == 20)
    // 20 networks, two of them dropped; half of the epochs have three dropouts, the others one.
    #expect(study.points.count == 18 * 3 * 6 * (5 * 3 + 5))
    #expect(study.removed.map(\.count) == [2 * 3 * 6 * (5 * 3 + 5)])
    for index in stride(from: 0, to: study.points.count, by: 331) {
      let point = study.points[index]
      let whole = try Configuration(settings: point.configuration.settings)
      #expect(whole == point.configuration)
      #expect(whole.pointID == study.points.id(at: index))
    }
    #expect(
      study.points.variedSettings == [
        "model.depth", "model.width", "train.epochs", "train.batch", "train.momentum",
        "train.weight_decay", "regularize.dropout",
      ])
    #expect(study.points.firstIndices(differingIn: ["model.depth"]).count == 4)
    #expect(study.runs.count == study.points.count)
  }

  @Test func `identities of all points differ`() throws {
    let points = try TestStudy.study(Self.text).points
    #expect(Set(points.indices.map(points.id(at:))).count == points.count)
  }

  @Test func `what is wrong with many points is said once, with how many there are`() {
    #expect(
      TestStudy.errors(
        Self.text.replacing("values: [10, 20, 50]", with: "values: [10, 20, 70]")
          + "override: [{where: batch == 70, set: {data.train_images: 60}, why: a}]\n"
      ).hasSuffix(
        "(at depth = 8, width = 0.5, epochs = 1, batch = 70, momentum = 0.0, dropout = 0.0; and at 2399 more)"
      ))
  }
}
