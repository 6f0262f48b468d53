// Times training steps or inference of a catalogue network on request: our side of `Benchmarks/pytorch/compare.py`.
//
//     step-benchmark NETWORK KIND BATCH RESOLUTION CLASSES SHARDS THREADS        KIND: training or inference
//
// Answers one line for each line on standard input: to a number, the seconds that so many steps took; to `memory`, the
// peak resident bytes of a step above what was resident before the network was made; to `about`, versions.

import Architectures
import Foundation
import Kernels
import Tensors
import Training

@main
struct StepBenchmark {
  static func main() {
    do {
      try serve()
    } catch {
      FileHandle.standardError.write(Data("step-benchmark: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func serve() throws {
    let order = try Order(Array(CommandLine.arguments.dropFirst()))
    let start = try ResidentMemory.now()
    let graph = try network(
      Catalogue.entry(named: order.network).model,
      images: [order.resolution, order.resolution, 3], classes: order.classes)
    let step = try NetworkStep(
      graph, batch: order.batch, isTraining: order.isTraining, shards: order.shards,
      threads: order.threads)
    let clock = ContinuousClock()
    while let line = readLine() {
      switch line {
      case "memory":
        try answer(ResidentMemory.peak { for _ in 0..<2 { step.run() } } - start)
      case "about":
        answer("oneDNN \(Engine.libraryVersion) (\(Engine.instructionSet))")
      default:
        guard let count = Int(line) else {
          throw BenchmarkError("'\(line)'; expected a number of steps")
        }
        answer(clock.measure { for _ in 0..<count { step.run() } } / .seconds(1))
      }
    }
  }

  private static func answer(_ value: some CustomStringConvertible) {
    FileHandle.standardOutput.write(Data("\(value)\n".utf8))  // Unbuffered.
  }
}

/// What is to be measured.
struct Order {
  let network: String
  let isTraining: Bool
  let batch: Int
  let resolution: Int
  let classes: Int
  /// Equal parts of the batch, and threads that share them.
  let shards: Int
  let threads: Int

  init(_ arguments: [String]) throws {
    let numbers = arguments.dropFirst(2).map { Int($0) ?? 0 }
    guard arguments.count == 7, ["training", "inference"].contains(arguments[1]),
      numbers.allSatisfy({ $0 > 0 }), numbers[0].isMultiple(of: numbers[3])
    else {
      throw BenchmarkError(
        "found \(arguments.joined(separator: " ")); expected NETWORK training|inference BATCH "
          + "RESOLUTION CLASSES SHARDS THREADS, where SHARDS divides BATCH")
    }
    network = arguments[0]
    isTraining = arguments[1] == "training"
    (batch, resolution, classes) = (numbers[0], numbers[1], numbers[2])
    (shards, threads) = (numbers[3], numbers[4])
  }
}

/// What keeps the benchmark from its work.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
