// How long it takes to expand a study, and what memory: by the number of its points.
//
//     expansion-benchmark [POINTS...]
//
// Each size is measured in a process of its own, since peak memory is a process' whole. A study has axes over network,
// procedure and regularisation, a condition, an override, a derivation, and a rule by cost that counts every network.

import Architectures
import Configuration
import Foundation
import Graphs
import Studies
import Tensors

@main
struct ExpansionBenchmark {
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    if words.count == 2, words[0] == "one", let points = Int(words[1]) {
      print(try measured(points))
      return
    }
    let sizes = words.isEmpty ? [1_000, 10_000, 100_000, 1_000_000] : words.compactMap { Int($0) }
    print("| points | networks counted | expansion, s | all identities, s | peak memory, MiB |")
    print("| --- | --- | --- | --- | --- |")
    for size in sizes {
      let process = Process()
      process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = ["one", "\(size)"]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let row = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      print(String(decoding: row, as: UTF8.self), terminator: "")
    }
  }

  /// A row of the table.
  private static func measured(_ points: Int) throws -> String {
    var networks = 0
    let clock = ContinuousClock()
    let start = clock.now
    let study = try Study(
      bytes: Data(text(points).utf8), file: "benchmark.yaml",
      cost: { configuration in
        networks += 1
        let side = configuration.data.resolution
        return try network(configuration.model, images: [side, side, 3], classes: 10).cost
      }, trainingMemory: { _ in 0 })
    let expanded = clock.now
    let peak = peakMiB
    let different = Set(study.points.indices.map { UInt64(study.points.id(at: $0), radix: 16) })
      .count
    let identified = clock.now
    let times = [start.duration(to: expanded), expanded.duration(to: identified)].map(seconds)
    return "| \(study.points.count) | \(networks) | \(times[0]) | \(times[1]) | \(peak) |"
      + (different == study.points.count ? "" : " identities are not all different")
  }

  private static func seconds(_ duration: Duration) -> Double {
    let (whole, fraction) = duration.components
    return (Double(whole) + Double(fraction) * 1e-18).rounded(toPlaces: 3)
  }

  /// The most memory that was resident so far.
  private static var peakMiB: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1_024
  }

  /// A study of about so many points: 50 networks, and as many weight decays as it takes.
  private static func text(_ points: Int) -> String {
    let decays = max(1, points / 1_000)
    let values = (0..<decays).map { "\(Double($0 + 1) / 1e6)" }.joined(separator: ", ")
    return """
      schema: 1
      study: benchmark
      title: Many points
      base:
        model: {family: cifar_resnet, depth: 8}
        data: {set: cifar10, validation_images: 5000}
        train: {epochs: 10, batch: 100}
      groups:
        scale:
          depth: {axes: {model.depth: [8, 14, 20, 26, 32]}}
          width: {axes: {model.width: [1.25, 1.5, 1.75, 2, 2.5]}}
      axes:
        resolution: {set: data.resolution, values: [16, 24, 32, 48, 64]}
        batch: {set: train.batch, values: [50, 100]}
        decay: {set: train.weight_decay, values: [\(values)]}
        dropout: {set: regularize.dropout, values: [0, 0.1, 0.2, 0.3, 0.4]}
        smoothing: {set: regularize.label_smoothing, values: [0, 0.1]}
      override:
        - {where: scale == 'width', set: {regularize.stochastic_depth: 0.1}, why: wide networks overfit}
      when: {regularize.stochastic_depth: resolution > 16}
      derive: {train.learning_rate: 0.1 * train.batch / 128}
      constraints:
        - {keep: cost.multiply_adds <= 1e12, why: budget}
      """
  }
}

extension Double {
  fileprivate func rounded(toPlaces places: Int) -> Double {
    let factor = pow(10, Double(places))
    return (self * factor).rounded() / factor
  }
}
