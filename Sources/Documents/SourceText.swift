// The text of a file, made safe to parse.

package import Foundation

/// The characters of a file that a YAML parser may be given.
package struct SourceText {
  private static let sizeLimitBytes = 1 << 20
  /// With 16 aliases a chain of anchors unfolds to at most some hundred times its text, whatever
  /// its form.
  private static let aliasLimit = 16

  package let text: String

  /// The bytes of a file, as many as it takes to see that there are too many.
  package static func bytes(ofFile path: String) throws(SourceErrors) -> Data {
    do {
      guard let file = FileHandle(forReadingAtPath: path) else { throw SourceErrors("") }
      return try file.read(upToCount: sizeLimitBytes + 1) ?? Data()
    } catch {
      throw SourceErrors("the file cannot be read; check its path and permissions")
    }
  }

  /// Checks size, encoding and characters.
  ///
  /// - Throws: `[DocumentError]` in a `SourceErrors`.
  package init(_ bytes: Data) throws(SourceErrors) {
    guard bytes.count <= Self.sizeLimitBytes else {
      throw SourceErrors(
        "the file has more than \(Self.sizeLimitBytes) bytes; write a smaller file")
    }
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw Self.encodingProblem(of: bytes)
    }
    // The byte order mark that some editors begin a file with is no column.
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    let problems = Self.forbiddenCharacters(in: text)
    guard problems.isEmpty else { throw SourceErrors(problems) }
    guard Self.aliasCount(in: text) <= Self.aliasLimit else {
      throw SourceErrors("more than \(Self.aliasLimit) aliases; write the values out")
    }
    self.text = text
  }

  /// The first place that is no UTF-8, and what the file may be instead.
  private static func encodingProblem(of bytes: Data) -> SourceErrors {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return SourceErrors("the file is UTF-16 text; save it as UTF-8")
    }
    var (iterator, parser) = (bytes.makeIterator(), Unicode.UTF8.ForwardParser())
    var (line, column, offset) = (1, 1, 0)
    while case .valid(let encoded) = parser.parseScalar(from: &iterator) {
      offset += encoded.count
      let isBreak = Unicode.UTF8.decode(encoded) == "\n"
      (line, column) = isBreak ? (line + 1, 1) : (line, column + 1)
    }
    let byte = bytes[bytes.startIndex + min(offset, bytes.count - 1)]
    return SourceErrors(
      "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8 text; save the file as "
        + "UTF-8",
      at: SourcePosition(line: line, column: column))
  }

  /// The first tab or control character of each line.
  private static func forbiddenCharacters(in text: String) -> [DocumentError] {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { number, line in
      let content = line.last == "\r" ? line.dropLast() : line
      guard let place = content.firstIndex(where: isForbidden) else { return nil }
      let column = line.distance(from: line.startIndex, to: place) + 1
      return DocumentError(
        position: SourcePosition(line: number + 1, column: column),
        message: line[place] == "\t"
          ? "tab; indent and separate with spaces"
          : "control character U+\(hexadecimal(line[place])); remove it")
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The number of places that could be an alias; 0 where there is no anchor to refer to.
  private static func aliasCount(in text: String) -> Int {
    let scalars = Array(text.unicodeScalars)
    func starts(_ index: Int, _ mark: Unicode.Scalar) -> Bool {
      guard scalars[index] == mark, index + 1 < scalars.count else { return false }
      let follows = index == 0 || " \n\r[]{},:?-".unicodeScalars.contains(scalars[index - 1])
      return follows && !" \n\r".unicodeScalars.contains(scalars[index + 1])
    }
    guard scalars.indices.contains(where: { starts($0, "&") }) else { return 0 }
    return scalars.indices.count { starts($0, "*") }
  }
}

/// Why a text is no tree of values.
package struct SourceErrors: Error {
  package let errors: [DocumentError]

  package init(_ errors: [DocumentError]) { self.errors = errors }

  package init(_ message: String, at position: SourcePosition = .start) {
    errors = [DocumentError(position: position, message: message)]
  }
}
