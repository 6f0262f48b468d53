// Measures on this machine what the papers measured on theirs.

import Architectures
import ArgumentParser
import Foundation
import Graphs
import Tensors
import Training

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure networks on this machine.",
    subcommands: [BenchModelsCommand.self, BenchStepCommand.self])
}

struct BenchModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Measure training steps of ResNet-RS and EfficientNet: time, memory.",
    usage: "revisit bench models [<options>]",
    discussion: """
      Measures every ResNet-RS of the paper's table 7 and EfficientNet B0 to B7. A step is \
      forward, loss, backward and update by SGD, on random images, without dropout and \
      stochastic depth. Each measurement is a process of its own; rounds go over all \
      networks, so that drift meets all alike. A network that does not fit is said so.

      With --output a measurement is in the file as soon as it is done, and the same \
      command goes on where it was stopped.
      """)

  @Option(
    help: ArgumentHelp(
      "Only these, separated by commas; name@pixels for one resolution.", valueName: "names"))
  var models: String?

  @Option(help: ArgumentHelp("Images of a step; 1 where more do not fit.", valueName: "n"))
  var batch = 2

  @Option(help: ArgumentHelp("Threads, each with a part of the batch.", valueName: "n"))
  var threads = 1

  @Option(help: ArgumentHelp("Rounds; the median counts.", valueName: "n"))
  var repeats = 5

  @Option(help: ArgumentHelp("A CSV file to write, or to go on with.", valueName: "file"))
  var output: String?

  @Flag(help: "Measure again what the output holds already.")
  var again = false

  func validate() throws {
    for (option, value, most) in [
      ("--batch", batch, 65_536), ("--threads", threads, 1_024), ("--repeats", repeats, 1_000),
    ] where !(1...most).contains(value) {
      throw ValidationError("\(option) is \(value); expected a whole number from 1 to \(most).")
    }
    guard batch.isMultiple(of: threads) else {
      throw ValidationError(
        "--batch is \(batch); expected a multiple of --threads, \(threads).")
    }
    if again, output == nil { throw ValidationError("--again is for --output.") }
  }

  func run() throws {
    let chosen = try models.map(BenchmarkedModel.list) ?? BenchmarkedModel.table7
    let file = try output.map { try MeasurementFile($0) }
    var benchmark = try ModelBenchmark(
      batch: batch, threads: threads, repeats: repeats, file: file, forgets: again)
    try benchmark.run(chosen)
    print(benchmark.table)
    if benchmark.measurements.allSatisfy(\.samples.isEmpty) { throw ExitCode.failure }
  }
}

struct BenchStepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step", abstract: "Measure one step; started by 'revisit bench models'.",
    shouldDisplay: false)

  @Option var model: String

  @Option var resolution: Int

  @Option var batch: Int

  @Option var threads: Int

  func run() throws {
    endWithStandardInput()
    let start = try ResidentMemory.now()
    let entry = try Catalogue.entry(named: model)
    let graph = try network(
      entry.model, images: entry.images(resolution: resolution), classes: entry.classes)
    let step = try NetworkStep(
      graph, batch: batch, isTraining: true, shards: threads, threads: threads)
    let clock = ContinuousClock()
    var seconds = 0.0
    let peak = try ResidentMemory.peak {
      let first = clock.measure { step.run() } / .seconds(1)
      let count = max(1, min(20, Int((Self.leastSeconds / first).rounded(.up))))
      seconds = clock.measure { for _ in 0..<count { step.run() } } / .seconds(1) / Double(count)
    }
    print(try StepMeasurement(seconds: seconds, peakByteCount: peak - start).text)
  }

  /// How long steps are timed for at least; one at least.
  private static let leastSeconds = 1.0

  /// Ends this process when whoever started it ends.
  private func endWithStandardInput() {
    Thread.detachNewThread {
      _ = try? FileHandle.standardInput.readToEnd()
      Foundation.exit(EXIT_FAILURE)
    }
  }
}
