// What the program's listings share: the form of JSON, and lines that fit a terminal.

import ArgumentParser
import Foundation

/// The choice of JSON.
struct JSONOption: ParsableArguments {
  @Flag(name: .customLong("json"), help: "Write JSON, for programs.")
  var isWanted = false
}

/// A value as JSON for programs: keys sorted, in snake case; numbers that are none by name.
func jsonText(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.dateEncodingStrategy = .iso8601
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// A text in lines of at most `width` columns; a longer word stays whole.
///
/// - Parameters:
///   - text: Words with single blanks between.
///   - start: Blanks before the first line.
///   - indent: Blanks before the others.
///   - width: The columns.
/// - Returns: The lines, joined.
func wrapped(_ text: String, start: Int = 0, indent: Int = 2, width: Int = 80) -> String {
  var lines: [String] = []
  var line = String(repeating: " ", count: start)
  var isEmpty = true
  for word in text.split(separator: " ") {
    if !isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = String(repeating: " ", count: indent) + word
    } else {
      line += (isEmpty ? "" : " ") + word
    }
    isEmpty = false
  }
  return (lines + [line]).joined(separator: "\n")
}

/// Bytes for people: 40.8 MB.
func sizeText(_ bytes: Double) -> String {
  let text = scaledText(bytes)
  return text.contains(" ") ? text + "B" : text + " B"
}
