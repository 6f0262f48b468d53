// From the text of a file to its tree, through libyaml.

import Yams

/// Reads one YAML document into a tree; repeated keys are kept, so that they can be reported.
package struct SourceParser {
  private static let nestingLimit = 32
  private static let nodeLimit = 20_000

  /// Repeated keys that were made unlike before parsing, by position.
  private let disguised: [SourcePosition: String]
  private var nodeCount = 0

  /// The tree of a text.
  package static func parse(_ source: SourceText) throws(SourceErrors) -> SourceNode {
    let (root, disguised) = try RepeatedKeys.compose(source.text)
    var parser = SourceParser(disguised: disguised)
    return try parser.node(root, depth: 0)
  }

  private init(disguised: [SourcePosition: String]) { self.disguised = disguised }

  private mutating func node(_ node: Node, depth: Int) throws(SourceErrors) -> SourceNode {
    let position = SourcePosition(node.mark)
    nodeCount += 1
    guard nodeCount <= Self.nodeLimit else {
      throw SourceErrors(
        "more than \(Self.nodeLimit) values, aliases unfolded; write a smaller file", at: position)
    }
    guard depth <= Self.nestingLimit else {
      throw SourceErrors("nested more than \(Self.nestingLimit) deep", at: position)
    }
    return SourceNode(position: position, content: try content(of: node, position, depth))
  }

  private mutating func content(
    of node: Node, _ position: SourcePosition, _ depth: Int
  ) throws(SourceErrors) -> SourceNode.Content {
    switch node {
    case .scalar(let scalar):
      try checkTag(scalar.tag, at: position)
      return .scalar(
        scalar.string, isPlain: scalar.style == .plain && scalar.tag.description.isEmpty)
    case .sequence(let elements):
      try checkTag(elements.tag, at: position)
      var nodes: [SourceNode] = []
      for element in elements { nodes.append(try self.node(element, depth: depth + 1)) }
      return .sequence(nodes)
    case .mapping(let pairs):
      try checkTag(pairs.tag, at: position)
      var entries: [SourceNode.Entry] = []
      for pair in pairs { entries.append(try entry(pair.key, pair.value, depth)) }
      return .mapping(entries)
    case .alias:
      throw SourceErrors("an alias that stands for nothing; write the value out", at: position)
    }
  }

  private mutating func entry(
    _ key: Node, _ value: Node, _ depth: Int
  ) throws(SourceErrors) -> SourceNode.Entry {
    let position = SourcePosition(key.mark)
    guard case .scalar(let scalar) = key else {
      throw SourceErrors("a key is a list or a map; expected a word", at: position)
    }
    guard scalar.string != "<<" else {
      throw SourceErrors("merge keys ('<<') are not supported; write the values out", at: position)
    }
    return SourceNode.Entry(
      key: disguised[position] ?? scalar.string, keyPosition: position,
      value: try node(value, depth: depth + 1))
  }

  private func checkTag(_ tag: Tag, at position: SourcePosition) throws(SourceErrors) {
    let known = ["", "!"] + ["str", "seq", "map"].map { "tag:yaml.org,2002:\($0)" }
    guard known.contains(tag.description) else {
      throw SourceErrors(
        "the tag '\(tag)' is not supported; types come from the schema, so remove it", at: position)
    }
  }
}

extension SourcePosition {
  init(_ mark: Mark?) { self.init(line: mark?.line ?? 1, column: mark?.column ?? 1) }
}
