// Which network a printed name means, and which columns are published counts of networks.

import Documents
import Foundation

/// The file that leads from printed names to the catalogue's.
public struct NetworkNames: Hashable, Sendable {
  static let file = "networks.yaml"

  /// Names in the catalogue by printed name; the first is the one that tables count.
  public let catalogueNames: [String: [String]]
  /// The columns that publish counts of networks, in the order of preference.
  public let counts: [PublishedCounts]

  /// Reads the file.
  ///
  /// - Throws: `DocumentErrors`, everything wrong with the file at once.
  init(bytes: Data, file: String) throws {
    do {
      var reader = DocumentReader()
      let fields = reader.fields(
        of: try SourceParser.parse(SourceText(bytes)), in: "",
        known: ["schema", "networks", "counts"])
      reader.checkSchema(fields)
      let names = fields.required("networks", "names by printed name", &reader)
      catalogueNames = names.map { reader.catalogueNames($0) } ?? [:]
      let counts = fields.required("counts", "a list of published counts", &reader)
      self.counts = counts.map { reader.publishedCounts($0) } ?? []
      guard reader.problems.isEmpty else { throw SourceErrors(reader.problems) }
    } catch let errors as SourceErrors {
      throw DocumentErrors(file: file, errors.errors)
    }
  }

  /// Throws where a column is not there, or names a network that this file does not have.
  func check(against tables: [String: ReferenceTable]) throws {
    for count in counts {
      guard let table = tables[count.table] else {
        throw ReferenceError(
          "\(Self.file): no reference table '\(count.table)'"
            + hint(count.table, among: tables.keys.sorted()))
      }
      for column in [count.model, count.parameters, count.operations].compactMap(\.self) {
        _ = try table.column(column)
      }
      if case .column(let column) = count.resolution { _ = try table.column(column) }
    }
  }
}

/// The columns of a table that publish counts of its rows' networks.
public struct PublishedCounts: Hashable, Sendable {
  /// Where a row's resolution stands.
  public enum Resolution: Hashable, Sendable {
    /// In a column.
    case column(String)
    /// It is the same for all rows, in pixels.
    case pixels(Int)
    /// It is the one that the network was published for.
    case published
  }

  /// The table.
  public let table: String
  /// The column of the networks' printed names.
  public let model: String
  /// The resolution of a row.
  public let resolution: Resolution
  /// The column of parameters.
  public let parameters: String?
  /// The column of operations, whose convention says what they count.
  public let operations: String?
}

extension DocumentReader {
  fileprivate mutating func catalogueNames(_ node: SourceNode) -> [String: [String]] {
    var names: [String: [String]] = [:]
    for entry in entries(of: node, in: "networks") {
      let path = "networks.\(entry.key)"
      if case .sequence = entry.value.content {
        names[entry.key] = texts(entry.value, path)
      } else {
        names[entry.key] = text(entry.value, path).map { [$0] }
      }
    }
    return names
  }

  fileprivate mutating func publishedCounts(_ node: SourceNode) -> [PublishedCounts] {
    var counts: [PublishedCounts] = []
    for element in list(node, "counts") {
      let fields = fields(
        of: element, in: "counts",
        known: ["table", "model", "resolution", "parameters", "operations"])
      let table = fields.required("table", "a reference table", &self)
        .flatMap { text($0, "counts.table") }
      let model = fields.required("model", "the column of printed names", &self)
        .flatMap { text($0, "counts.model") }
      guard let table, let model else { continue }
      counts.append(
        PublishedCounts(
          table: table, model: model, resolution: resolution(fields["resolution"]),
          parameters: fields["parameters"].flatMap { text($0, "counts.parameters") },
          operations: fields["operations"].flatMap { text($0, "counts.operations") }))
    }
    return counts
  }

  private mutating func resolution(_ node: SourceNode?) -> PublishedCounts.Resolution {
    guard let node else { return .published }
    if case .scalar(let text, isPlain: true) = node.content, NumberText.parse(text) != nil {
      return integer(node, "counts.resolution", in: 1...100_000).map { .pixels($0) } ?? .published
    }
    return text(node, "counts.resolution").map { .column($0) } ?? .published
  }
}
