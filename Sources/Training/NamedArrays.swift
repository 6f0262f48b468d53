// The arrays of a trained network by name, and the hash that stands for them.

import Crypto
import Foundation
import Graphs
public import Tensors

/// Parameters and running statistics of a network, in canonical shapes.
public struct NamedArrays: Sendable {
  /// One array.
  public struct Entry: Sendable {
    /// The name, for example `stage1.block1.conv1.weight`.
    public let name: String
    /// The values.
    public let tensor: Tensor
  }

  /// All parameters in the order of the graph, then all running statistics.
  public let entries: [Entry]

  /// The arrays as they stand in a plan.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  init(_ storage: ParameterStorage) throws {
    let parameters = try storage.slots.map { slot in
      Entry(name: slot.parameter.name, tensor: try storage.canonicalValues(slot))
    }
    let statistics = storage.statistics.map { statistic, values in
      Entry(name: statistic.name, tensor: Tensor(values.elements, shape: statistic.shape))
    }
    entries = parameters + statistics
  }

  /// Arrays from a file.
  init(_ entries: [Entry]) { self.entries = entries }

  /// SHA-256 over the names, shapes and bits (little-endian) of all arrays, in hexadecimal.
  public var sha256: String {
    var hash = SHA256()
    for entry in entries {
      hash.update(data: Data("\(entry.name) \(entry.tensor.shape.extents)\n".utf8))
      hash.update(data: entry.tensor.littleEndianBytes)
    }
    return hexadecimal(hash.finalize())
  }
}

func hexadecimal(_ digest: SHA256.Digest) -> String { digest.map(hexadecimal).joined() }

/// Two digits.
func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
