// A file as a tree of values that know where they stand.

/// A value of a file, untyped as yet, with its position.
package struct SourceNode: Hashable, Sendable {
  package let position: SourcePosition
  package let content: Content

  package init(position: SourcePosition, content: Content) {
    (self.position, self.content) = (position, content)
  }

  package enum Content: Hashable, Sendable {
    /// A single value; plain text may be a number or a boolean where one is wanted, quoted text may
    /// not.
    case scalar(String, isPlain: Bool)
    case sequence([SourceNode])
    case mapping([Entry])
  }

  /// One key and its value, in the order of the file; keys of one mapping may repeat.
  package struct Entry: Hashable, Sendable {
    package let key: String
    package let keyPosition: SourcePosition
    package let value: SourceNode

    package init(key: String, keyPosition: SourcePosition, value: SourceNode) {
      (self.key, self.keyPosition, self.value) = (key, keyPosition, value)
    }
  }

  /// The same tree with every position in a file of its own, which may be merged into the one asked for.
  package func located(in file: String, isMerged: Bool = false) -> SourceNode {
    let content: Content =
      switch content {
      case .scalar: content
      case .sequence(let nodes):
        .sequence(nodes.map { $0.located(in: file, isMerged: isMerged) })
      case .mapping(let entries):
        .mapping(
          entries.map { entry in
            Entry(
              key: entry.key, keyPosition: entry.keyPosition.located(in: file, isMerged: isMerged),
              value: entry.value.located(in: file, isMerged: isMerged))
          })
      }
    return SourceNode(
      position: position.located(in: file, isMerged: isMerged), content: content)
  }

  /// The text of a single value that is not empty.
  package var text: String? {
    if case .scalar(let text, _) = content, !isAbsent { text } else { nil }
  }

  /// Whether nothing is given: an empty plain value or YAML's null.
  package var isAbsent: Bool {
    if case .scalar(let text, isPlain: true) = content {
      text.isEmpty || text == "~"
    } else {
      false
    }
  }

  /// What was found, in words, to follow "is".
  package var found: String {
    switch content {
    case .scalar where isAbsent: "empty"
    case .scalar(let text, isPlain: true): "'\(text)'"
    case .scalar(let text, isPlain: false): "the quoted text '\(text)'"
    case .sequence: "a list"
    case .mapping: "a map"
    }
  }
}

extension SourcePosition {
  /// The same line and column in a file of its own.
  package func located(in file: String, isMerged: Bool = false) -> SourcePosition {
    SourcePosition(line: line, column: column, file: file, isMerged: isMerged)
  }
}
