// A network and a batch that this machine cannot hold: told before the memory is asked for.

import Foundation

/// A plan that needs more memory than the machine has.
///
/// Asking for it would not fail: Linux promises memory freely, and ends some process once it is used.
public struct MemoryShortage: Error, Hashable, Sendable, CustomStringConvertible {
  /// Bytes that the plan needs.
  public let neededByteCount: Int
  /// Bytes that the machine has.
  public let presentByteCount: Int

  /// What is needed, what there is, how to mend it.
  public var description: String {
    "training needs \(Self.gibibytes(neededByteCount)) GiB of memory and this machine has "
      + "\(Self.gibibytes(presentByteCount)); use a smaller train.batch, data.resolution or network"
  }

  /// Throws where `count` floats do not fit into the machine's memory.
  static func check(floats count: Int) throws(MemoryShortage) {
    let needed = count * MemoryLayout<Float>.stride
    let present = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    guard needed <= present else {
      throw MemoryShortage(neededByteCount: needed, presentByteCount: present)
    }
  }

  private static func gibibytes(_ bytes: Int) -> String {
    String(format: "%.1f", Double(bytes) / 0x1p30)
  }
}
