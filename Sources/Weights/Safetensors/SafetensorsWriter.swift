// Writes safetensors: equal arrays give equal bytes.

import Foundation
import Tensors

/// The bytes of a safetensors file before those of its arrays: the length, the header, spaces up to a multiple of eight.
///
/// The metadata tell PyTorch's loaders that the file is theirs.
func safetensorsPrefix(_ arrays: [(name: String, tensor: Tensor)]) throws -> Data {
  var offset = 0
  var entries = [#""__metadata__":{"format":"pt"}"#]
  let encoder = JSONEncoder()
  encoder.outputFormatting = .withoutEscapingSlashes
  for (name, tensor) in arrays {
    let end = offset + 4 * tensor.shape.count
    let extents = tensor.shape.extents.map(String.init).joined(separator: ",")
    let key = String(decoding: try encoder.encode(name), as: UTF8.self)
    entries.append(
      #"\#(key):{"dtype":"F32","shape":[\#(extents)],"data_offsets":[\#(offset),\#(end)]}"#)
    offset = end
  }
  var header = Data("{\(entries.joined(separator: ","))}".utf8)
  while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
  let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
  return Data(length) + header
}
