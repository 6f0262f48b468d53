import Configuration
import Documents
import Foundation
import Glibc
import Studies

// Reads the study files that standard input names, one a line, and says of each, in columns: its path, the processor time that it took in
// milliseconds, the most memory of the process meanwhile in MiB, and what came of it. A process of its own, so that a crash is seen
// and memory is its own.

/// Multiply-adds without a network.
func cost(_ configuration: Configuration) -> Cost {
  let (depth, width) = (Double(configuration.model.depth ?? 0), configuration.model.width)
  return Cost(parameters: 0, multiplyAdds: Int(1e4 * depth * width), activations: 0)
}

/// What came of a file, in one line.
func outcome(_ path: String) -> String {
  do {
    let study = try Study(file: path, cost: cost) { 1_000 * $0.training.batch }
    return "points \(study.points.count)"
  } catch let errors as DocumentErrors {
    return fault(of: errors) ?? "errors \(errors.errors.count)"
  } catch {
    return "bad: no position: \(error)"
  }
}

/// What is wrong with errors; nil where all have a place and a message, and their report fits a terminal.
func fault(of errors: DocumentErrors) -> String? {
  var lineCounts: [String: Int] = [:]
  for error in errors.errors {
    let path = error.position.file ?? errors.file
    let bytes = lineCounts[path] == nil ? FileManager.default.contents(atPath: path) : nil
    let count = lineCounts[path] ?? (bytes ?? Data()).count { $0 == UInt8(ascii: "\n") } + 1
    lineCounts[path] = count
    if !(1...count).contains(error.position.line) || error.position.column < 1 {
      return "bad: position \(error.position)"
    }
    if error.message.isEmpty { return "bad: no message" }
  }
  let report = errors.report
  let excerpts = report.split(separator: "\n").filter { $0.hasPrefix("  ") }
  let widest = excerpts.map { TextWidth.columns(of: String($0)) }.max() ?? 0
  if errors.errors.isEmpty { return "bad: no errors" }
  return widest > 80 ? "bad: excerpt of \(widest) columns" : nil
}

/// The most memory of the process since its mark was set back, in MiB.
func peakMemory() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
}

while let path = readLine() {
  try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
  let start = clock()
  let result = outcome(path)
  let milliseconds = (clock() - start) * 1_000 / CLOCKS_PER_SEC
  let line = result.replacing("\n", with: " ")
  let row = "\(path)\t\(milliseconds)\t\(peakMemory())\t\(line)\n"
  FileHandle.standardOutput.write(Data(row.utf8))
}
