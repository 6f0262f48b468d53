import Foundation
import Randomness

/// Seeded damage to a study file, as people, editors and programs do it.
struct Damage {
  private(set) var bytes: Data
  private let other: Data

  /// A file, and another that parts may come from.
  init(_ bytes: Data, other: Data) { (self.bytes, self.other) = (bytes, other) }

  private static let newline = UInt8(ascii: "\n")
  private static let signs =
    Array("{}[]:,#&*!|>'\"%@`- \n\t0a.^<=?~\\".utf8) + [0, 0x07, 0x85, 0xE9, 0xFE, 0xFF]
  private static let numbers = [
    "99999999999999999999", "-1", "0", "1e999", "1e-999", "NaN", ".nan", ".inf", "-.inf", "010",
    "0x10", "1_000", "12:30", "1e308", "-0", "9223372036854775807", "9223372036854775808", "1e400",
    "0.1.2", "1,000", "+5", "5.",
  ]
  private static let values = [
    "[]", "{}", "~", "", "true", "no", "*a", "&a x", "!!int 3", "|", ">", "\"x", "[1, [2]]",
    "{a: b}",
    "<<", "? x", "null", "!!binary aGk=", "2001-01-01", "@x", "%x", "- 1", "x: y: z",
  ]

  /// Damages the file in one way.
  mutating func apply(_ stream: inout RandomStream) {
    switch stream.nextInteger(below: 13) {
    case 0: bytes = bytes.prefix(stream.nextInteger(below: bytes.count + 1))
    case 1: changeLines(&stream) { lines, place, _ in lines.remove(at: place) }
    case 2: changeLines(&stream) { lines, place, _ in lines.insert(lines[place], at: place) }
    case 3: changeLines(&stream) { lines, place, other in lines.swapAt(place, other) }
    case 4: indent(&stream)
    case 5: swapBytes(&stream)
    case 6: replaceBytes(&stream)
    case 7: insertBytes(&stream)
    case 8: replaceWord(&stream, Self.numbers) { $0.first?.isNumber == true }
    case 9: replaceWord(&stream, Self.values) { _ in true }
    case 10: misspell(&stream)
    case 11: changeLines(&stream) { lines, place, other in lines.insert(lines[other], at: place) }
    default: splice(&stream)
    }
  }

  private mutating func changeLines(
    _ stream: inout RandomStream, _ change: (inout [Data], Int, Int) -> Void
  ) {
    var lines = bytes.split(separator: Self.newline, omittingEmptySubsequences: false).map {
      Data($0)
    }
    let (place, other) = (
      stream.nextInteger(below: lines.count), stream.nextInteger(below: lines.count)
    )
    change(&lines, place, other)
    bytes = Data(lines.joined(separator: [Self.newline]))
  }

  private mutating func indent(_ stream: inout RandomStream) {
    let blanks = [Data(" ".utf8), Data("  ".utf8), Data("\t".utf8), Data("        ".utf8), Data()]
    let blank = blanks[stream.nextInteger(below: blanks.count)]
    changeLines(&stream) { lines, place, _ in
      lines[place] = blank.isEmpty ? Data(lines[place].drop { $0 == 0x20 }) : blank + lines[place]
    }
  }

  private mutating func swapBytes(_ stream: inout RandomStream) {
    var array = Array(bytes)
    guard !array.isEmpty else { return }
    for _ in 0..<5 {
      array.swapAt(
        stream.nextInteger(below: array.count), stream.nextInteger(below: array.count))
    }
    bytes = Data(array)
  }

  private mutating func replaceBytes(_ stream: inout RandomStream) {
    var array = Array(bytes)
    guard !array.isEmpty else { return }
    for _ in 0..<3 {
      array[stream.nextInteger(below: array.count)] =
        Self.signs[stream.nextInteger(below: Self.signs.count)]
    }
    bytes = Data(array)
  }

  private mutating func insertBytes(_ stream: inout RandomStream) {
    var array = Array(bytes)
    let noise = (0...stream.nextInteger(below: 20)).map { _ in
      UInt8(stream.nextInteger(below: 256))
    }
    array.insert(contentsOf: noise, at: stream.nextInteger(below: array.count + 1))
    bytes = Data(array)
  }

  /// Puts another text in the place of a word that fits.
  private mutating func replaceWord(
    _ stream: inout RandomStream, _ texts: [String], where fits: (Substring) -> Bool
  ) {
    let text = String(decoding: bytes, as: UTF8.self)
    let words = text.matches(of: /[A-Za-z0-9_.]+/).map(\.range).filter { fits(text[$0]) }
    guard !words.isEmpty else { return }
    let word = words[stream.nextInteger(below: words.count)]
    bytes = Data(
      text.replacingCharacters(in: word, with: texts[stream.nextInteger(below: texts.count)]).utf8)
  }

  private mutating func misspell(_ stream: inout RandomStream) {
    let text = String(decoding: bytes, as: UTF8.self)
    let keys = text.matches(of: /[a-z_0-9.]+(?=:)/).map(\.range)
    guard !keys.isEmpty else { return }
    let key = keys[stream.nextInteger(below: keys.count)]
    let letters = text[key]
    let wrong = stream.nextInteger(below: 2) == 0 ? letters.dropLast() + "x" : letters + letters
    bytes = Data(text.replacingCharacters(in: key, with: wrong).utf8)
  }

  /// Puts a part of another file into this one.
  private mutating func splice(_ stream: inout RandomStream) {
    let from = stream.nextInteger(below: other.count)
    let part = other.dropFirst(from).prefix(1 + stream.nextInteger(below: 400))
    let place = stream.nextInteger(below: bytes.count + 1)
    bytes = bytes.prefix(place) + part + bytes.dropFirst(place)
  }
}
