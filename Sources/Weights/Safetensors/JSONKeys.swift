// A name that stands twice in an object of JSON: Foundation's decoder keeps one of the two in silence.

import Foundation

/// The first name that an object of a JSON text has twice.
///
/// - Parameter text: A text that a JSON decoder has accepted.
/// - Returns: The name, its escapes resolved; nil where all names of each object differ.
func repeatedName(inJSON text: Data) -> String? {
  let bytes = [UInt8](text)
  var names: [Set<String>] = []  // Of the objects around the place.
  var index = 0
  while index < bytes.count {
    switch bytes[index] {
    case UInt8(ascii: "{"): names.append([])
    case UInt8(ascii: "}"): names.removeLast()
    case UInt8(ascii: "\""):
      let end = endOfString(bytes, from: index)
      let following = bytes[end...].first { !isSpace($0) }
      if following == UInt8(ascii: ":"), let name = string(bytes[index..<end]) {
        guard names[names.count - 1].insert(name).inserted else { return name }
      }
      index = end - 1
    default: break
    }
    index += 1
  }
  return nil
}

/// The place behind the closing quotation mark of the string that begins at `start`.
private func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
  var index = start + 1
  while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
  }
  return min(index + 1, bytes.count)
}

private func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

/// What a literal with its quotation marks stands for: two spellings of a name are one name.
private func string(_ literal: ArraySlice<UInt8>) -> String? {
  guard literal.contains(UInt8(ascii: "\\")) else {
    return String(decoding: literal.dropFirst().dropLast(), as: UTF8.self)
  }
  return try? JSONDecoder().decode(String.self, from: Data(literal))
}
