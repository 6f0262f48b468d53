// Errors as a terminal shows them: each with the line that it is about.

public import Foundation

extension DocumentErrors: LocalizedError {
  /// What a command says when it ends with these errors.
  public var errorDescription: String? { report }

  /// Each error as in `description`, then the line and a caret under the place, in at most 80 columns; a file that cannot be
  /// read again is not shown.
  public var report: String {
    var files: [String: [Substring.UnicodeScalarView]] = [:]
    var lines: [String] = []
    for error in errors {
      let position = error.position
      let path = position.file ?? file
      lines.append((position.file == nil ? "\(file):" : "") + "\(position): \(error.message)")
      let text = files[path] ?? Self.lines(ofFile: path)
      files[path] = text
      guard text.indices.contains(position.line - 1) else { continue }
      lines +=
        SourceExcerpt(
          text[position.line - 1], number: position.line, column: position.column
        ).lines
    }
    return lines.joined(separator: "\n")
  }

  /// The lines of a file, bytes that are no UTF-8 replaced; none of what is no plain file, since a pipe would wait.
  private static func lines(ofFile path: String) -> [Substring.UnicodeScalarView] {
    let real = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    let kind = try? FileManager.default.attributesOfItem(atPath: real)[.type]
    guard kind as? FileAttributeType == .typeRegular,
      let bytes = try? SourceText.bytes(ofFile: path)
    else { return [] }
    let text = Substring(String(decoding: bytes, as: UTF8.self)).unicodeScalars
    return (text.first == "\u{FEFF}" ? text.dropFirst() : text)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }
}
