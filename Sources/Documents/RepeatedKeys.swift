// Repeated keys: the parser stops at the first one, without its second position; a reader wants
// all of them.

import Yams

/// Parses a text that may repeat keys.
///
/// Each repeated key that the parser complains of is disguised by one character from the
/// private-use area, so that no column moves, and the text is parsed again; the reader of the tree
/// then finds both positions under one name.
enum RepeatedKeys {
  private static let limit = 50
  /// Bytes that are parsed again at most, over all repeated keys but the first.
  private static let repeatedByteLimit = 1_000_000

  static func compose(
    _ text: String
  ) throws(SourceErrors) -> (root: Node, disguised: [SourcePosition: String]) {
    var text = text
    var disguised: [SourcePosition: String] = [:]
    let limit = min(limit, max(1, repeatedByteLimit / max(1, text.utf8.count)))
    while true {
      do {
        return (try composeOnce(text), disguised)
      } catch let error as YamlError {
        guard case .duplicatedKeysInMapping(let names, let context) = error else {
          throw SourceErrors(error, in: text)
        }
        let position = SourcePosition(context.mark)
        let name = disguised[position] ?? names.first ?? ""
        guard disguised.count < limit,
          let other = disguise(name, at: position, number: disguised.count, in: text)
        else { throw SourceErrors("the key '\(name)' is repeated", at: position) }
        text = other
        disguised[position] = name
      } catch let error as SourceErrors {
        throw error
      } catch {
        throw SourceErrors("\(error)")
      }
    }
  }

  private static func composeOnce(_ text: String) throws -> Node {
    let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
    guard let root = try parser.nextRoot() else {
      throw SourceErrors("the file is empty; it begins with 'schema: 1'")
    }
    if let second = try parser.nextRoot() {
      throw SourceErrors(
        "a second document; a file holds one", at: SourcePosition(second.mark))
    }
    return root
  }

  /// The text with the last character of a key replaced; nil where the key is not spelled out at
  /// its position.
  private static func disguise(
    _ name: String, at position: SourcePosition, number: Int, in text: String
  ) -> String? {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Array.init)
    let key = Array(name.unicodeScalars)
    guard lines.indices.contains(position.line - 1), !key.isEmpty,
      let mask = Unicode.Scalar(0xE000 + UInt32(number))
    else { return nil }
    let line = lines[position.line - 1]
    let quotes = line.dropFirst(position.column - 1).prefix(1).count { $0 == "'" || $0 == "\"" }
    let start = position.column - 1 + quotes
    guard line.dropFirst(start).starts(with: key) else { return nil }
    lines[position.line - 1][start + key.count - 1] = mask
    var result = String.UnicodeScalarView()
    result.append(contentsOf: lines.joined(separator: ["\n"]))
    return String(result)
  }
}

extension SourceErrors {
  init(_ error: YamlError, in text: String) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let during = context.map { " \($0.text)" } ?? ""
      self.init("not YAML: \(problem)\(during)", at: SourcePosition(mark, in: text))
    case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded,
      .duplicatedKeysInMapping:
      self.init("not YAML: \(error)")
    }
  }
}

extension SourcePosition {
  /// A mark within a text; the parser marks the end of the text on a line of its own.
  fileprivate init(_ mark: Mark, in text: String) {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.indices.contains(mark.line - 1) {
      self.init(mark)
    } else {
      self.init(line: lines.count, column: (lines.last?.count ?? 0) + 1)
    }
  }
}
