// Whether a file of weights fits a network: every name and every shape, before a number is read.

import Configuration
import Graphs

/// How the arrays of a network are called in a file that has them all, in their shapes, and no others.
public struct WeightFit: Sendable {
  /// Whose names the file uses.
  public let names: WeightNames
  /// An array of the network and what the file calls it, in the network's order.
  public let pairs: [(array: StoredArray, storedName: String)]

  /// Matches a network with the arrays of a file.
  ///
  /// The names are those of which more are in the file, timm's in doubt where they differ. PyTorch's counters of batches
  /// (`num_batches_tracked`) belong to no array of ours and are passed over.
  /// - Throws: `WeightMisfit`, with everything that does not fit.
  public init(
    _ network: NamedNetwork, stored: [StoredArray], file: String
  ) throws(WeightMisfit) {
    let counted = stored.filter { !Self.isCounter($0.name) }
    let shapes = Dictionary(uniqueKeysWithValues: counted.map { ($0.name, $0.shape) })
    let (theirs, ours) = (Self.pairs(network, .timm), Self.pairs(network, .revisit))
    let hits = [theirs, ours].map { pairs in pairs.count { shapes[$0.storedName] != nil } }
    let areTheirs = hits[0] >= hits[1] && theirs.map(\.storedName) != ours.map(\.storedName)
    names = areTheirs ? .timm : .revisit
    pairs = areTheirs ? theirs : ours
    let misfit = WeightMisfit(file: file, network: network, names: names, pairs, shapes)
    guard misfit.isEmpty else { throw misfit }
  }

  private static func pairs(
    _ network: NamedNetwork, _ names: WeightNames
  ) -> [(array: StoredArray, storedName: String)] {
    network.arrays.map { ($0, names.stored($0.name, in: network.model)) }
  }

  private static func isCounter(_ name: String) -> Bool { name.hasSuffix(".num_batches_tracked") }
}

/// A file of weights that does not fit a network.
public struct WeightMisfit: Error, Sendable, CustomStringConvertible {
  /// An array of the network that the file has in another shape.
  public struct Reshaped: Hashable, Sendable {
    /// Its name in the file.
    public let name: String
    /// Its shape in the file.
    public let found: [Int]
    /// Its shape in the network.
    public let expected: [Int]
  }

  /// Path of the file.
  public let file: String
  /// Whose names the file was compared by.
  public let names: WeightNames
  /// Arrays of the network that the file lacks, by their names there, each with the nearest name that is left over.
  public let missing: [(array: StoredArray, nearest: String?)]
  /// Arrays of the file that the network lacks.
  public let leftOver: [StoredArray]
  /// Arrays in another shape.
  public let reshaped: [Reshaped]
  private let title: String
  private let hints: [String]

  /// Names of which the nearest is looked for; it takes long among hundreds, and a file of another network has hundreds.
  private static let namesWithNearest = 20

  fileprivate init(
    file: String, network: NamedNetwork, names: WeightNames,
    _ pairs: [(array: StoredArray, storedName: String)], _ shapes: [String: [Int]]
  ) {
    let expectedNames = Set(pairs.map(\.storedName))
    let leftOver = shapes.filter { !expectedNames.contains($0.key) }
      .map { StoredArray(name: $0.key, shape: $0.value) }.sorted { $0.name < $1.name }
    let candidates = leftOver.map(\.name)
    let missing = pairs.filter { shapes[$0.storedName] == nil }
    self.missing = missing.enumerated().map { index, pair in
      let asks = index < Self.namesWithNearest
      return (
        StoredArray(name: pair.storedName, shape: pair.array.shape),
        asks ? nearestName(to: pair.storedName, among: candidates) : nil
      )
    }
    reshaped = pairs.compactMap { array, name in
      guard let found = shapes[name], found != array.shape else { return nil }
      return Reshaped(name: name, found: found, expected: array.shape)
    }
    self.file = file
    self.names = names
    self.leftOver = leftOver
    title = network.title
    hints = Self.hints(network, pairs, shapes)
  }

  var isEmpty: Bool { missing.isEmpty && leftOver.isEmpty && reshaped.isEmpty }

  /// Everything that does not fit, one line each, and how to mend what the command line can mend.
  public var description: String {
    let lines =
      missing.map { array, nearest in
        "  missing: '\(array.name)' \(array.shape)"
          + (nearest.map { "; nearest in the file: '\($0)'" } ?? "")
      } + leftOver.map { "  left over: '\($0.name)' \($0.shape)" }
      + reshaped.map { "  other shape: '\($0.name)' is \($0.found); expected \($0.expected)" }
      + hints.map { "  hint: \($0)" }
    return """
      \(file): does not fit \(title), by \(names == .timm ? "timm's" : "our own") names; nothing is loaded
      \(lines.joined(separator: "\n"))
      """
  }

  private static func hints(
    _ network: NamedNetwork, _ pairs: [(array: StoredArray, storedName: String)],
    _ shapes: [String: [Int]]
  ) -> [String] {
    let roles = Dictionary(
      uniqueKeysWithValues: network.graph.parameters.map { ($0.name, $0.role) })
    let classifier = network.graph.nodes.last?.parameters.first?.name
    return pairs.compactMap { array, name in
      guard let found = shapes[name], found != array.shape else { return nil }
      if array.name == classifier, let classes = found.first,
        found.dropFirst() == array.shape.dropFirst()
      {
        return "the file's classifier has \(classes) classes: give --classes \(classes)"
      }
      if roles[array.name] == .embedding, found.last == array.shape.last {
        return
          "'\(name)' is for images of another size: use such images, or --resolution in an export"
      }
      return nil
    }
  }
}
