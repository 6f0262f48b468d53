// Rounds over all networks, one measurement each.

import Architectures
import Foundation
import Graphs
import Kernels
import Records
import Tensors
import Training

/// Measures training steps of some networks by turns.
struct ModelBenchmark {
  let batch: Int
  let threads: Int
  let repeats: Int
  /// Where measurements are kept; nil for nowhere.
  private var file: MeasurementFile?
  /// Whether what the file holds does not count.
  private let forgets: Bool
  private let circumstances: ModelMeasurement.Circumstances
  /// Bytes that are free for programs.
  private let freeByteCount: () throws -> Int
  /// One for each network.
  private(set) var measurements: [ModelMeasurement] = []

  init(
    batch: Int, threads: Int, repeats: Int, file: MeasurementFile?, forgets: Bool,
    freeByteCount: @escaping () throws -> Int = AvailableMemory.byteCount
  ) throws {
    (self.batch, self.threads, self.repeats) = (batch, threads, repeats)
    (self.file, self.forgets) = (file, forgets)
    self.freeByteCount = freeByteCount
    let host = try HostFacts.current()
    circumstances = try ModelMeasurement.Circumstances(
      commit: CodeVersion.current().text,
      machine: "\(host.cpuModel), \(host.cpuCount) CPUs, \(bytesText(host.memoryBytes))",
      numerics: NumericsFingerprint.compute(),
      library: "\(Engine.libraryVersion) \(Engine.instructionSet)",
      date: String(Date().ISO8601Format().prefix(10)))
  }

  /// Measures what is not measured yet, round by round.
  mutating func run(_ models: [BenchmarkedModel]) throws {
    for model in models { measurements.append(try planned(model)) }
    for round in 1...repeats {
      for index in measurements.indices
      where measurements[index].note.isEmpty && measurements[index].samples.count < round {
        measure(index)
        try file?.store(measurements[index])
        report("round \(round) of \(repeats): \(measurements[index].progress)")
      }
    }
  }

  /// What is known of a network before this run: its plan, a batch that fits, and what the file holds of it.
  mutating func planned(_ model: BenchmarkedModel) throws -> ModelMeasurement {
    let entry = model.entry
    let graph = try network(
      entry.model, images: entry.images(resolution: model.resolution), classes: entry.classes)
    let available = try freeByteCount()
    var measurement = ModelMeasurement(
      model: entry.name, resolution: model.resolution, batch: batch, threads: threads,
      planByteCount: try plan(graph, batch: batch, threads: threads),
      parameters: graph.parameterCount, multiplyAdds: graph.multiplyAdds,
      circumstances: circumstances)
    if measurement.planByteCount > available, batch > 1 {
      (measurement.batch, measurement.threads) = (1, 1)
      measurement.planByteCount = try plan(graph, batch: 1, threads: 1)
    }
    if !forgets, let known = file?.measurement(like: measurement), known.note.isEmpty {
      return known
    }
    if measurement.planByteCount > available {
      measurement.note =
        "needs \(bytesText(measurement.planByteCount)), \(bytesText(available)) are free"
      try file?.store(measurement)
      report("\(measurement.title): \(measurement.note)")
    }
    return measurement
  }

  private func plan(_ graph: Graph, batch: Int, threads: Int) throws -> Int {
    try MemoryPlan(graph, batch: batch, isTraining: true, shards: threads, threads: threads)
      .peakByteCount
  }

  private mutating func measure(_ index: Int) {
    do {
      let found = try measureStep(measurements[index])
      measurements[index].samples.append(found.seconds)
      measurements[index].peakByteCount = max(
        measurements[index].peakByteCount, found.peakByteCount)
    } catch {
      measurements[index].note = "\(error)"
    }
  }

  private func report(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}

extension ModelBenchmark {
  /// The measurements for people.
  var table: String {
    let header = [
      "model", "px", "batch", "step, s", "least", "most", "s/image", "peak/image", "plan/image",
    ]
    let lines = alignedColumns([header] + measurements.map(\.cells), leftColumns: 1)
    let missing = measurements.filter { !$0.note.isEmpty }.map { "\($0.title): \($0.note)" }
    return """
      Training steps on \(circumstances.machine), oneDNN \(circumstances.library)

      \((lines + missing).joined(separator: "\n"))

      step: median over rounds. peak: the most that was resident, with parameters,
      gradients and momenta; plan: what 'revisit model --batch' foretells of it.
      """
  }
}

extension ModelMeasurement {
  var title: String { "\(model) at \(resolution) px, batch \(batch)" }

  fileprivate var progress: String {
    "\(title): " + (note.isEmpty ? samples.last.map(secondsText) ?? "" : note)
  }

  fileprivate var cells: [String] {
    let times = [median, samples.min(), samples.max(), median.map { $0 / Double(batch) }]
    let peak = samples.isEmpty ? "" : bytesText(peakByteCount / batch)
    return [model, "\(resolution)", "\(batch)"] + times.map { $0.map(secondsDigits) ?? "-" }
      + [peak, bytesText(planByteCount / batch)]
  }
}

private func secondsText(_ seconds: Double) -> String { secondsDigits(seconds) + " s" }

/// Seconds with three decimals below ten, one above.
private func secondsDigits(_ seconds: Double) -> String {
  String(format: seconds < 10 ? "%.3f" : "%.1f", seconds)
}

/// The memory that a plan may take.
enum AvailableMemory {
  /// What is free for programs, less a twentieth for what no plan counts: code, images, the library's own.
  ///
  /// - Throws: `BenchmarkError` where the system does not tell.
  static func byteCount() throws -> Int {
    let text = try String(contentsOf: URL(filePath: "/proc/meminfo"), encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    guard let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw BenchmarkError("/proc/meminfo has no MemAvailable; expected Linux")
    }
    return kibibytes * 1_024 / 20 * 19
  }
}
