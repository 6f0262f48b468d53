// Times training steps of ResNet-20 on request: one side of `Benchmarks/pytorch/compare_step.py`.
//
// A line with a number on standard input asks for that many steps; the answer is one line with the seconds they took.
// A step is what PyTorch's side does: copy the batch in, forward, loss, backward, SGD with momentum and decay.

import Architectures
import Configuration
import Foundation
import Graphs
import Kernels
import Randomness
import Tensors

@main
struct StepBenchmark {
  static func main() throws {
    let batch = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 128
    var step = try TrainingStep(batch: batch)
    let clock = ContinuousClock()
    while let line = readLine(), let count = Int(line) {
      let duration = clock.measure {
        for _ in 0..<count { step.run() }
      }
      FileHandle.standardOutput.write(Data("\(duration / .seconds(1))\n".utf8))  // Unbuffered.
    }
  }
}

/// A compiled network with a fixed batch and its optimiser state.
private struct TrainingStep {
  private let plan: Plan
  private let images: Tensor
  private let labels: [Int32]
  private let velocities: [AlignedBuffer]

  init(batch: Int) throws {
    let graph = try network(
      ModelConfiguration(family: .cifarResNet, depth: 20), images: [32, 32, 3], classes: 10)
    plan = try Plan(
      graph, batch: batch, purpose: .training(labelSmoothing: 0), engine: Engine())
    try plan.parameters.initialize(seed: Seed(root: 1))
    var stream = RandomStream(seed: Seed(root: 1), purpose: .generation)
    images = Tensor(
      (0..<batch * 32 * 32 * 3).map { _ in Float(stream.nextNormal()) },
      shape: [batch, 32, 32, 3])
    labels = (0..<batch).map { Int32($0 % 10) }
    velocities = plan.parameters.slots.map { AlignedBuffer(count: $0.values.count) }
  }

  mutating func run() {
    plan.load(images)
    _ = plan.trainingPass(labels: labels, dropout: nil)
    let update = MomentumUpdate(rate: 1e-3, momentum: 0.9, decay: 1e-4, nesterov: false)
    for (slot, velocity) in zip(plan.parameters.slots, velocities) {
      update.apply(
        gradient: slot.gradient, velocity: velocity.region(at: 0, count: slot.values.count),
        weights: slot.values)
    }
  }
}
