// A tree written as YAML again, each value with a comment.

extension SourceNode {
  /// The tree as YAML, one value or short list a line, followed by what `comment` says of its place.
  ///
  /// Reading the text gives the same tree, but for places.
  package func yaml(comment: (SourcePosition) -> String) -> String {
    var writer = YAMLWriter()
    writer.add(self, indent: 0)
    return writer.text(comment)
  }
}

/// Lines in the making.
private struct YAMLWriter {
  /// A line, and the place of its value where it has one.
  private var lines: [(text: String, position: SourcePosition?)] = []
  /// Longer lists have a line for each element.
  private static let listWidth = 60
  /// Where comments stand after shorter lines.
  private static let commentColumn = 44

  func text(_ comment: (SourcePosition) -> String) -> String {
    lines.map { line in
      guard let position = line.position else { return line.text + "\n" }
      let blanks = max(2, Self.commentColumn - TextWidth.columns(of: line.text))
      return "\(line.text)\(String(repeating: " ", count: blanks))# \(comment(position))\n"
    }
    .joined()
  }

  mutating func add(_ node: SourceNode, indent: Int) {
    let margin = String(repeating: " ", count: indent)
    if let text = Self.inline(node) {
      lines.append((margin + text, node.position))
      return
    }
    switch node.content {
    case .scalar: break
    case .mapping(let entries): for entry in entries { add(entry, indent: indent) }
    case .sequence(let nodes):
      for node in nodes {
        let start = lines.count
        add(node, indent: indent + 2)
        lines[start].text = margin + "- " + lines[start].text.dropFirst(indent + 2)
      }
    }
  }

  private mutating func add(_ entry: SourceNode.Entry, indent: Int) {
    let head = String(repeating: " ", count: indent) + Self.key(entry.key) + ":"
    if let text = Self.inline(entry.value) {
      lines.append((text.isEmpty ? head : "\(head) \(text)", entry.value.position))
    } else {
      lines.append((head, nil))
      add(entry.value, indent: indent + 2)
    }
  }

  /// A value that stands on one line.
  private static func inline(_ node: SourceNode) -> String? {
    switch node.content {
    case .scalar(let text, let isPlain): return scalar(text, isPlain)
    case .mapping(let entries): return entries.isEmpty ? "{}" : nil
    case .sequence(let nodes):
      let texts = nodes.compactMap { node -> String? in
        guard case .scalar(let text, let isPlain) = node.content,
          !isPlain || isFlowSafe(text)
        else { return nil }
        return scalar(text, isPlain)
      }
      let list = "[\(texts.joined(separator: ", "))]"
      let isShort = nodes.isEmpty || TextWidth.columns(of: list) <= listWidth
      return texts.count == nodes.count && isShort ? list : nil
    }
  }

  /// Whether plain text keeps its meaning between brackets.
  private static func isFlowSafe(_ text: String) -> Bool {
    !text.isEmpty && !text.contains { ",[]{}:#?\n".contains($0) }
  }

  private static func key(_ text: String) -> String {
    text.wholeMatch(of: #/[A-Za-z][A-Za-z0-9_.-]*/#) != nil ? text : quoted(text)
  }

  private static func scalar(_ text: String, _ isPlain: Bool) -> String {
    isPlain && !text.contains("\n") ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": return "\\\""
      case "\\": return "\\\\"
      case "\n": return "\\n"
      default:
        let isPrintable =
          scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
          && ![0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
        if isPrintable { return String(scalar) }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }
    }
    return "\"\(escaped.joined())\""
  }
}
