// One measurement in a process of its own, so that no network finds the memory or the caches of another.

import Foundation

/// What a worker measured: one line of JSON on its standard output.
struct StepMeasurement: Codable {
  /// Of one step, after one that does not count.
  var seconds: Double
  /// The most that was resident, less what was before the network was made.
  var peakByteCount: Int

  var text: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }
}

/// Starts a worker and waits for its measurement.
///
/// - Throws: `BenchmarkError` where it ends without one.
func measureStep(_ measurement: ModelMeasurement) throws -> StepMeasurement {
  let process = Process()
  let (input, output) = (Pipe(), Pipe())
  process.executableURL = URL(filePath: ownProgram)
  process.arguments = [
    "bench", "step", "--model", measurement.model, "--resolution", "\(measurement.resolution)",
    "--batch", "\(measurement.batch)", "--threads", "\(measurement.threads)",
  ]
  process.standardInput = input  // Open as long as this process lives: its end ends the worker.
  process.standardOutput = output
  try process.run()
  let answer = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  try input.fileHandleForWriting.close()
  guard process.terminationStatus == 0 else {
    let end = process.terminationReason == .uncaughtSignal ? "signal" : "status"
    throw BenchmarkError("its process ended with \(end) \(process.terminationStatus)")
  }
  return try JSONDecoder().decode(StepMeasurement.self, from: answer)
}
