// A study file with those that it extends, as one tree in which every value knows the file it came from.

package import Documents
package import Foundation

/// The tree of a study file after `extends`: maps merged by key, lists and values replaced.
package struct StudySource {
  /// The merged tree; positions in extended files name them.
  package let root: SourceNode
  /// The bytes of the files that were read beside the first, the nearest first.
  package let extendedBytes: [Data]

  /// More files in a chain are refused.
  private static let chainLimit = 16

  /// Reads the files that a study's bytes extend.
  ///
  /// - Parameters:
  ///   - bytes: The study file.
  ///   - file: Its path, by which other files are found.
  /// - Throws: `SourceErrors`, whose positions name other files than `file`.
  package init(_ bytes: Data, file: String) throws(SourceErrors) {
    let own = try SourceParser.parse(try SourceText(bytes))
    var (trees, files, extended) = ([own], [file], [Data]())
    while let value = Self.extends(of: trees[trees.count - 1]) {
      let path = try Self.path(of: value, in: files[files.count - 1])
      try Self.check(path, after: files, at: value.position)
      let bytes: Data
      do { bytes = try SourceText.bytes(ofFile: path) } catch {
        throw SourceErrors(
          "'extends' names \(path), which cannot be read; check its path and permissions",
          at: value.position)
      }
      trees.append(try Self.parse(bytes, path))
      files.append(path)
      extended.append(bytes)
    }
    extendedBytes = extended
    root = trees.count == 1 ? own : Self.merged(trees)
  }

  private static func parse(_ bytes: Data, _ path: String) throws(SourceErrors) -> SourceNode {
    do throws(SourceErrors) {
      let tree = try SourceParser.parse(try SourceText(bytes)).located(in: path, isMerged: true)
      guard case .mapping(let entries) = tree.content else {
        throw SourceErrors("the file is \(tree.found); expected a map", at: tree.position)
      }
      let version = entries.first { $0.key == "schema" }
      guard version?.value.text == "1" else {
        throw SourceErrors(
          version.map { "'schema' is \($0.value.found); this version reads schema 1" }
            ?? "'schema' is missing in the file; expected 'schema: 1'",
          at: version?.value.position ?? tree.position)
      }
      return tree
    } catch {
      throw SourceErrors(
        error.errors.map { problem in
          DocumentError(
            position: problem.position.located(in: path, isMerged: true), message: problem.message)
        })
    }
  }

  private static func extends(of tree: SourceNode) -> SourceNode? {
    guard case .mapping(let entries) = tree.content else { return nil }
    return entries.first { $0.key == "extends" }?.value
  }

  /// The path that a value names, relative to the file that it stands in.
  private static func path(
    of value: SourceNode, in file: String
  ) throws(SourceErrors) -> String {
    guard let name = value.text else {
      throw SourceErrors(
        "'extends' is \(value.found); expected the path of a study file", at: value.position)
    }
    guard let slash = file.lastIndex(of: "/"), !name.hasPrefix("/") else { return name }
    return file[...slash] + name
  }

  private static func check(
    _ path: String, after files: [String], at position: SourcePosition
  ) throws(SourceErrors) {
    func real(_ path: String) -> String {
      URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    if files.contains(where: { real($0) == real(path) }) {
      throw SourceErrors(
        "study files extend each other: \((files + [path]).joined(separator: " -> "))",
        at: position)
    }
    guard files.count < chainLimit else {
      throw SourceErrors(
        "more than \(chainLimit) study files extend each other; write fewer", at: position)
    }
  }
}

// MARK: - Merging

extension StudySource {
  /// What belongs to one file alone.
  private static let ownKeys = ["schema", "study", "title", "extends"]
  /// Sections whose keys are settings, which may be nested or dotted.
  private static let settingSections = ["base", "derive", "when"]

  /// The trees as one, each changing those after it.
  private static func merged(_ trees: [SourceNode]) -> SourceNode {
    var result = withoutOwn(unified(trees[trees.count - 1]))
    for (index, tree) in trees.dropLast().enumerated().reversed() {
      result = merge(result, index == 0 ? unified(tree) : withoutOwn(unified(tree)))
    }
    return result
  }

  /// What a file says, changed by a file that extends it; a key that one file repeats stays repeated, for the reader to
  /// report.
  private static func merge(_ earlier: SourceNode, _ later: SourceNode) -> SourceNode {
    guard case .mapping(var entries) = earlier.content, case .mapping(let new) = later.content
    else { return later }
    var places = Dictionary(
      entries.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: min)
    for entry in new {
      guard let place = places.removeValue(forKey: entry.key) else {
        entries.append(entry)
        continue
      }
      entries[place] = SourceNode.Entry(
        key: entry.key, keyPosition: entry.keyPosition,
        value: merge(entries[place].value, entry.value))
    }
    return SourceNode(position: later.position, content: .mapping(entries))
  }

  private static func withoutOwn(_ tree: SourceNode) -> SourceNode {
    guard case .mapping(let entries) = tree.content else { return tree }
    return SourceNode(
      position: tree.position, content: .mapping(entries.filter { !ownKeys.contains($0.key) }))
  }

  /// The tree with dotted settings nested, so that both spellings of one setting merge.
  private static func unified(_ tree: SourceNode) -> SourceNode {
    guard case .mapping(let entries) = tree.content else { return tree }
    return SourceNode(
      position: tree.position,
      content: .mapping(
        entries.map { entry in
          settingSections.contains(entry.key)
            ? SourceNode.Entry(
              key: entry.key, keyPosition: entry.keyPosition, value: nested(entry.value)) : entry
        }))
  }

  private static func nested(_ node: SourceNode) -> SourceNode {
    guard case .mapping(let entries) = node.content else { return node }
    var places: [String: Int] = [:]
    var result: [SourceNode.Entry] = []
    for entry in entries {
      let split = splitAtDot(entry)
      if let place = places[split.key], case .mapping(let others) = result[place].value.content,
        case .mapping(let own) = split.value.content
      {
        result[place] = SourceNode.Entry(
          key: split.key, keyPosition: result[place].keyPosition,
          value: SourceNode(
            position: result[place].value.position, content: .mapping(others + own)))
      } else {
        places[split.key] = places[split.key] ?? result.count
        result.append(split)
      }
    }
    return SourceNode(position: node.position, content: .mapping(result))
  }

  private static func splitAtDot(_ entry: SourceNode.Entry) -> SourceNode.Entry {
    let parts = entry.key.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return entry }
    let inner = SourceNode.Entry(
      key: String(parts[1]), keyPosition: entry.keyPosition, value: entry.value)
    return SourceNode.Entry(
      key: String(parts[0]), keyPosition: entry.keyPosition,
      value: SourceNode(position: entry.keyPosition, content: .mapping([inner])))
  }
}
