// The networks of the catalogue, each with what was published of it.

import Architectures
import Foundation
import Graphs
import Records
import References
import Reports
import Tensors

/// Counts of a network and what one source says of them.
struct NetworkCount: Hashable, Encodable {
  var model: String
  var resolution: Int
  var parameters: Int
  var multiplyAdds: Int
  var publishedParameters: PublishedCount?
  var parametersDifference: Double?
  var parametersDifferencePercent: Double?
  /// Multiply-adds, or twice as many, as `convention` says.
  var publishedOperations: PublishedCount?
  var convention: String?
  var operations: Int?
  var operationsDifference: Double?
  var operationsDifferencePercent: Double?
  var source: String?

  init(model: String, resolution: Int, parameters: Int, multiplyAdds: Int) {
    (self.model, self.resolution) = (model, resolution)
    (self.parameters, self.multiplyAdds) = (parameters, multiplyAdds)
  }
}

/// A published count; it is encoded as its value.
struct PublishedCount: Hashable, Encodable {
  /// Its value in ones.
  let value: Double
  /// Digits after the point as it is printed.
  let decimals: Int?

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

/// Looks up what was published of the catalogue's networks.
struct PublishedNetworks {
  let library: ReferenceLibrary

  /// A published row of a network.
  private struct Publication: Hashable {
    let resolution: Int
    let parameters: PublishedCount?
    let operations: PublishedCount?
    let convention: CountConvention?
    let table: String
  }

  /// The networks whose names match, in the order of the catalogue, one line a source.
  func counts(matching pattern: String?) throws -> [NetworkCount] {
    try Catalogue.entries.filter { pattern.map(NamePattern.init)?.matches($0.name) ?? true }
      .flatMap { entry in
        let publications = try publications(of: entry)
        if publications.isEmpty { return [try count(of: entry, resolution: entry.resolution)] }
        return try publications.map { publication in
          var count = try count(of: entry, resolution: publication.resolution)
          count.compare(
            parameters: publication.parameters, operations: publication.operations,
            convention: publication.convention, source: publication.table)
          return count
        }
      }
  }

  private func count(of entry: CatalogueEntry, resolution: Int) throws -> NetworkCount {
    let graph = try network(
      entry.model, images: entry.images(resolution: resolution), classes: entry.classes)
    return NetworkCount(
      model: entry.name, resolution: resolution, parameters: graph.parameterCount,
      multiplyAdds: graph.multiplyAdds)
  }

  private func publications(of entry: CatalogueEntry) throws -> [Publication] {
    var found: [Publication] = []
    for counts in library.networks.counts {
      let table = try library.table(named: counts.table)
      for row in table.rows {
        let printed = try table.usable(counts.model, in: row).text
        let names = library.networks.catalogueNames[printed] ?? []
        guard names.contains(entry.name) else { continue }
        let publication = try publication(counts, table, row, entry)
        if !found.contains(publication) { found.append(publication) }
      }
    }
    return found
  }

  private func publication(
    _ counts: PublishedCounts, _ table: ReferenceTable, _ row: ReferenceRow,
    _ entry: CatalogueEntry
  ) throws -> Publication {
    func number(_ column: String?) throws -> PublishedCount? {
      guard let column, case .number(let number) = try table.usable(column, in: row).content
      else { return nil }
      return PublishedCount(
        value: number.scaled(by: try table.column(column).unit), decimals: number.decimals)
    }
    let resolution: Int =
      switch counts.resolution {
      case .column(let column): Int(try number(column)?.value ?? 0)
      case .pixels(let pixels): pixels
      case .published: entry.resolution
      }
    return Publication(
      resolution: resolution, parameters: try number(counts.parameters),
      operations: try number(counts.operations),
      convention: try counts.operations.flatMap { try table.column($0).convention },
      table: table.name)
  }
}

extension NetworkCount {
  /// Sets the published counts beside ours, in the published convention.
  mutating func compare(
    parameters: PublishedCount?, operations: PublishedCount?, convention: CountConvention?,
    source: String
  ) {
    self.source = source
    publishedParameters = parameters
    parametersDifference = parameters.map { Double(self.parameters) - $0.value }
    parametersDifferencePercent = parameters.map { 100 * (Double(self.parameters) / $0.value - 1) }
    guard let operations, let convention else { return }
    let own = convention == .multiplyAdds ? multiplyAdds : 2 * multiplyAdds
    publishedOperations = operations
    self.convention = convention.rawValue
    self.operations = own
    operationsDifference = Double(own) - operations.value
    operationsDifferencePercent = 100 * (Double(own) / operations.value - 1)
  }
}

extension PublishedNetworks {
  /// The list as a terminal has room for it; what is not published is left empty.
  static func shortTable(_ counts: [NetworkCount]) -> ReportTable {
    let columns = [
      ReportColumn("model"), ReportColumn("px"),
      ReportColumn("ours", group: "parameters", unit: .millions, decimals: 3),
      ReportColumn("published", group: "parameters", unit: .millions),
      ReportColumn("diff", unit: .percent, decimals: 2), ReportColumn("ops"),
      ReportColumn("ours", group: "operations", unit: .billions, decimals: 3),
      ReportColumn("published", group: "operations", unit: .billions),
      ReportColumn("diff", unit: .percent, decimals: 2), ReportColumn("source"),
    ]
    let cells = CountCells(absent: .text(""))
    let rows = counts.map { count in
      [
        .text(count.model), .number(Double(count.resolution)), .number(Double(count.parameters)),
        cells.published(count.publishedParameters),
        cells.percent(count.parametersDifferencePercent),
        cells.text(count.convention.map { $0 == "multiply_adds" ? "1" : "2" }),
        .number(Double(count.operations ?? count.multiplyAdds)),
        cells.published(count.publishedOperations),
        cells.percent(count.operationsDifferencePercent), cells.text(count.source),
      ]
    }
    return table(
      columns, rows, of: counts,
      notes: ["ops: operations that a multiply-add counts in the source."])
  }

  /// The list as a table.
  static func table(_ counts: [NetworkCount]) -> ReportTable {
    let columns = [
      ReportColumn("model"), ReportColumn("px"),
      ReportColumn("parameters", unit: .millions, decimals: 3),
      ReportColumn("published", unit: .millions),
      ReportColumn("difference", unit: .millions, decimals: 3),
      ReportColumn("difference", unit: .percent, decimals: 2),
      ReportColumn("multiply-adds", unit: .billions, decimals: 3), ReportColumn("counted as"),
      ReportColumn("ours", unit: .billions, decimals: 3),
      ReportColumn("published", unit: .billions),
      ReportColumn("difference", unit: .billions, decimals: 3),
      ReportColumn("difference", unit: .percent, decimals: 2), ReportColumn("source"),
    ]
    let cells = CountCells(absent: .missing(reason: "not published"))
    let rows = counts.map { count in
      [
        .text(count.model), .number(Double(count.resolution)), .number(Double(count.parameters)),
        cells.published(count.publishedParameters),
        cells.number(count.parametersDifference, isSigned: true),
        cells.percent(count.parametersDifferencePercent), .number(Double(count.multiplyAdds)),
        cells.text(
          count.convention.map { $0 == "multiply_adds" ? "multiply-adds" : "2 x multiply-adds" }),
        cells.number(count.operations.map(Double.init)),
        cells.published(count.publishedOperations),
        cells.number(count.operationsDifference, isSigned: true),
        cells.percent(count.operationsDifferencePercent), cells.text(count.source),
      ]
    }
    return table(columns, rows, of: counts)
  }

  private static func table(
    _ columns: [ReportColumn], _ rows: [[ReportCell]], of counts: [NetworkCount],
    notes: [String] = []
  ) -> ReportTable {
    ReportTable(
      name: "models", title: "Networks, our counts beside the published ones", columns: columns,
      rows: rows, notes: notes,
      provenance: Provenance(
        references: Set(counts.compactMap(\.source)).sorted(),
        commit: shortVersion(CodeVersion.current().text)))
  }

  /// The list as JSON, one object a line of the table.
  static func json(_ counts: [NetworkCount]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(counts), as: UTF8.self)
  }
}

/// A part of a name, or with `*` for anything the whole of it.
struct NamePattern {
  let parts: [Substring]

  init(_ text: String) {
    parts = text.split(separator: "*", omittingEmptySubsequences: false)
  }

  func matches(_ name: String) -> Bool {
    guard parts.count > 1 else { return name.contains(parts[0]) }
    guard name.hasPrefix(parts[0]) else { return false }
    var rest = name.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }
}

/// Cells of counts, where a published one may be absent.
private struct CountCells {
  /// What stands for one that is not published.
  let absent: ReportCell

  func number(_ value: Double?, isSigned: Bool = false) -> ReportCell {
    value.map { .number(ReportNumber($0, isSigned: isSigned)) } ?? absent
  }

  /// A difference in percent.
  func percent(_ value: Double?) -> ReportCell {
    number(value.map { $0 / 100 }, isSigned: true)
  }

  func published(_ count: PublishedCount?) -> ReportCell {
    count.map { .number(ReportNumber($0.value, decimals: $0.decimals)) } ?? absent
  }

  func text(_ value: String?) -> ReportCell { value.map { .text($0) } ?? absent }
}
