// The machine, as it describes itself in /proc and /etc.

import Foundation

/// What is known of the machine a run ran on.
public struct HostFacts: Hashable, Sendable, Codable {
  /// Model of the processor.
  public var cpuModel: String
  /// Logical processors.
  public var cpuCount: Int
  /// The instruction sets that libraries choose their kernels by, sorted.
  public var instructionSets: [String]
  /// Memory in bytes.
  public var memoryBytes: Int
  /// Name and version of the system.
  public var operatingSystem: String
  /// Version of the kernel.
  public var kernel: String
  /// Name of the machine.
  public var hostname: String

  /// What a table says of the machine: processor and cores.
  public var words: String { "\(cpuModel), \(cpuCount) cores" }

  /// The machine this process runs on.
  ///
  /// - Throws: `StorageError` if it does not describe itself in `/proc`.
  public static func current() throws -> HostFacts {
    HostFacts(
      cpuInfo: try text("/proc/cpuinfo"), memoryInfo: try text("/proc/meminfo"),
      release: (try? text("/etc/os-release")) ?? "",
      kernel: try text("/proc/sys/kernel/osrelease"),
      hostname: try text("/proc/sys/kernel/hostname"))
  }

  init(cpuInfo: String, memoryInfo: String, release: String, kernel: String, hostname: String) {
    let cpu = Self.fields(cpuInfo, ":")
    cpuModel = cpu["model name"] ?? "unknown"
    cpuCount = cpuInfo.split(separator: "\n").count { $0.hasPrefix("processor") }
    let flags = Set((cpu["flags"] ?? "").split(separator: " ").map(String.init))
    instructionSets = Self.instructionSetsOfInterest.filter(flags.contains).sorted()
    let kibibytes = Self.fields(memoryInfo, ":")["MemTotal"]?.split(separator: " ").first
    memoryBytes = (kibibytes.flatMap { Int($0) } ?? 0) * 1024
    let name = Self.fields(release, "=")["PRETTY_NAME"] ?? "unknown"
    operatingSystem = name.trimmingCharacters(in: ["\""])
    self.kernel = kernel.trimmingCharacters(in: .whitespacesAndNewlines)
    self.hostname = hostname.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static let instructionSetsOfInterest = [
    "sse4_2", "avx", "f16c", "fma", "avx2", "avx512f", "avx512dq", "avx512bw", "avx512vl",
    "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_bf16", "amx_int8", "amx_tile", "avx_vnni",
  ]

  /// The first value of each key.
  private static func fields(_ text: String, _ separator: Character) -> [String: String] {
    let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
      let parts = line.split(separator: separator, maxSplits: 1)
      guard parts.count == 2 else { return nil }
      let trimmed = parts.map { $0.trimmingCharacters(in: .whitespaces) }
      return (trimmed[0], trimmed[1])
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private static func text(_ path: String) throws -> String {
    let url = URL(filePath: path)
    return try storing(url) { try String(contentsOf: url, encoding: .utf8) }
  }
}
