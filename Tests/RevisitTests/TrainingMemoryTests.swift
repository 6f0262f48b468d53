import Architectures
import Configuration
import Foundation
import Graphs
import Tensors
import Testing

/// What a training step takes, asked by a study for its points.
@Suite(.timeLimit(.minutes(10))) struct TrainingMemoryTests {
  /// The tiny study's network with its batch of 16 in some shards.
  private func bytes(shards: Int) throws -> Int {
    let model = ModelConfiguration(family: .cifarResNet, depth: 8, width: 0.25)
    let graph = try network(model, images: [8, 8, 3], classes: 8)
    return try MemoryPlan(graph, batch: 16, isTraining: true, shards: shards).peakByteCount
  }

  @Test func `a rule, a table and the observations have the bytes of the point's plan`() throws {
    let all = [1, 2, 16]
    let most = try bytes(shards: 2)
    let kept = try all.filter { try bytes(shards: $0) <= most }
    #expect(kept.count < all.count)
    let text = TinyStudy.text(
      """
      axes: {shards: {set: train.shards, values: [1, 2, 16]}}
      constraints: [{keep: cost.training_memory <= \(most), why: memory}]
      """
    ).replacing(
      "tables:\n",
      with: "tables:\n  memory: {rows: [shards], cell: cost.training_memory, formats: [csv]}\n")
    try Workplace.with { place in
      try place.write(text, to: "tiny.yaml")
      let ended = try place.revisit("run", "tiny.yaml")
      #expect(ended.status == 0)
      let observations = "results/tiny/observations.csv"
      let found = try place.column("cost.training_memory", of: observations)
      #expect(found == (try kept.map { "\(try bytes(shards: $0))" }))
      let cells = try place.text("results/tiny/tables/memory.csv").split(separator: "\n")
      for value in found { #expect(cells.contains { $0.contains(",\(value)") }) }
    }
  }

  @Test func `a study that does not mention it has no column of it`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      try place.revisit("run", "tiny.yaml")
      let header = try place.text("results/tiny/observations.csv").split(separator: "\n")[0]
      let costs = header.split(separator: ",").filter { $0.hasPrefix("cost.") }
      #expect(
        costs == ["cost.parameters", "cost.multiply_adds", "cost.activations", "cost.resolution"])
    }
  }
}
