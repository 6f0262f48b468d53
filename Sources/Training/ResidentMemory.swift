// Resident memory of this process, as the system counts it.

import Foundation

/// Resident memory in bytes.
public enum ResidentMemory {
  /// What is resident now.
  ///
  /// - Throws: `ResidentMemoryError` where the system does not tell.
  public static func now() throws -> Int { try field("VmRSS") }

  /// The most that was resident while `body` ran.
  ///
  /// - Throws: `ResidentMemoryError` where the system does not tell.
  public static func peak(_ body: () -> Void) throws -> Int {
    // The peak begins anew at what is resident now (proc(5)).
    let file = try FileHandle(forWritingTo: URL(filePath: "/proc/self/clear_refs"))
    try file.write(contentsOf: Data("5".utf8))
    body()
    return try field("VmHWM")
  }

  private static func field(_ name: String) throws -> Int {
    let text = try String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    guard let number = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw ResidentMemoryError(description: "/proc/self/status has no \(name); expected Linux")
    }
    return number * 1024
  }
}

/// A system that does not tell what is resident.
public struct ResidentMemoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What it does not tell, and where.
  public let description: String
}
