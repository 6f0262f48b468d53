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

/// A text in lines of at most `width` columns, those after the first indented; a longer word stays whole.
func wrapped(_ text: String, width: Int = 80, indent: Int = 2) -> String {
  var lines: [String] = []
  var line = ""
  let margin = String(repeating: " ", count: indent)
  for word in text.split(separator: " ", omittingEmptySubsequences: false) {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = margin + word
    } else {
      line += line.isEmpty && lines.isEmpty ? word : " " + word
    }
  }
  return (lines + [line]).joined(separator: "\n")
}

/// A number of things: 1 point, 2 points.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// Bytes for people: 40.8 MB.
func sizeText(_ bytes: Double) -> String {
  let text = scaledText(bytes)
  return text.contains(" ") ? text + "B" : text + " B"
}
