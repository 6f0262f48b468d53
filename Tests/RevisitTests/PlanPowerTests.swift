import Foundation
import Testing

/// Whether a grid can decide, asked before it is run.
@Suite(.timeLimit(.minutes(10))) struct PlanPowerTests {
  private static let study = """
    schema: 1
    study: tiny
    title: A tiny study
    base:
      model: {family: cifar_resnet, depth: 8, width: 0.25}
      data: {set: generated, resolution: 8, train_images: 64, validation_images: 32, test_images: 32}
      train: {epochs: 1, batch: 16, learning_rate: 0.05}
    groups:
      scale:
        depth: {axes: {model.depth: [8, 14]}}
        width: {axes: {model.width: [0.25, 0.375]}}
    seeds: {root: 1, count: 3, vary: [init, order]}
    measure:
      top1: {metric: validation.top1, at: last, unit: percent}
    fits:
      question: {contrast: [scale.depth, scale.width], metric: top1,
        match: {cost.multiply_adds: 60%}, paired_by: seed, correct: holm}
    tables:
      accuracy: {rows: [scale], columns: [train.epochs], cell: mean(top1), formats: [md]}

    """

  @Test func `the share of studies that would decide is shown for the study's seeds and more`()
    throws
  {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      let options = ["plan", "tiny.yaml", "--power", "--effect", "2", "--noise", "1"]
      let ended = try place.revisit(options)
      #expect(ended.status == 0, "\(ended.errors)")
      let start = try #require(ended.output.range(of: "question: can this grid"))
      let answer = ended.output[start.lowerBound...]
      #expect(
        answer.hasPrefix(
          """
          question: can this grid decide depth against width by top1?
          If depth were better by 2 at every pair, with a noise of 1
          over replicates (as given), this share of 1000 simulated studies would say so:
          regime
          """))
      #expect(answer.contains("\nThe study's 3 seeds are too few: "))
      #expect(answer.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(try place.revisit(options).output.hasSuffix(answer))
    }
  }

  @Test func `without runs or a noise none is made up`() throws {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      let ended = try place.revisit("plan", "tiny.yaml", "--power")
      #expect(
        ended.output.hasSuffix(
          """
          question: no point has two done runs to take the noise from;
          give --noise in the unit of top1

          """))
      let wrong = try place.revisit("plan", "tiny.yaml", "--noise", "1")
      #expect(wrong.status == 64)
      #expect(wrong.errors.contains("--effect and --noise say something with --power alone"))
    }
  }
}
