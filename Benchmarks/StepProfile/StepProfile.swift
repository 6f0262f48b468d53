// Where a training step's time goes: the seconds of each of its steps, by kind and one by one.
//
//     step-profile MODEL RESOLUTION BATCH [PASSES]
//
// Prints images/s of forward, loss and backward, the share of each kind of step, then the steps that take longest.
// Times are the smallest of several passes, since other work on the machine only adds to them.

import Architectures
import Configuration
import Graphs
import Kernels
import Randomness
import Tensors

@main
struct StepProfile {
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 3, let resolution = Int(words[1]), let batch = Int(words[2]) else {
      print("usage: step-profile MODEL RESOLUTION BATCH [PASSES]")
      return
    }
    let entry = try Catalogue.entry(named: words[0])
    let graph = try network(
      entry.model, images: [resolution, resolution, 3], classes: entry.classes)
    let plan = try Plan(
      graph, batch: batch, purpose: .training(labelSmoothing: 0), engine: Engine())
    try plan.parameters.initialize(seed: Seed(root: 1))
    var stream = RandomStream(seed: Seed(root: 1), purpose: .generation)
    let shape = Shape([batch] + graph.inputShape.extents)
    plan.load(Tensor((0..<shape.count).map { _ in Float(stream.nextUnit()) }, shape: shape))
    let labels = (0..<batch).map { Int32($0 % entry.classes) }
    let passes = (0..<(words.count > 3 ? Int(words[3]) ?? 5 : 5)).map { _ in
      plan.profile(labels: labels, dropout: nil)
    }
    let steps = passes[0].indices.map { index in
      (passes[0][index].step, passes.map { $0[index].seconds }.min() ?? 0)
    }
    report(steps, batch: batch, arena: plan.arenaByteCount, parameters: plan.parameters.byteCount)
  }

  private static func report(
    _ steps: [(name: String, seconds: Double)], batch: Int, arena: Int, parameters: Int
  ) {
    let total = steps.map(\.seconds).reduce(0, +)
    print("\(Double(batch) / total) images/s, \(total / Double(batch) * 1e3) ms an image")
    print("arena \(arena >> 20) MiB, parameters and gradients \(parameters >> 20) MiB")
    let kinds = Dictionary(grouping: steps) { step in
      let words = step.name.split(separator: " ")
      let layer = words[0].split(separator: ".").last ?? ""
      return layer.filter { !$0.isNumber } + " " + words.dropFirst().joined(separator: " ")
    }.mapValues { $0.map(\.seconds).reduce(0, +) }
    for (kind, seconds) in kinds.sorted(by: { $0.value > $1.value }) {
      print("\(percent(seconds, total))  \(seconds / Double(batch) * 1e3) ms/image  \(kind)")
    }
    print("")
    for (name, seconds) in steps.sorted(by: { $0.seconds > $1.seconds }).prefix(25) {
      print("\(percent(seconds, total))  \(seconds / Double(batch) * 1e3) ms/image  \(name)")
    }
  }

  private static func percent(_ part: Double, _ total: Double) -> String {
    "\((part / total * 1_000).rounded() / 10) %"
  }
}
