// What a study may cost: the limits of its section `budget`, which no result depends on.

import Configuration
import Documents

/// Limits on what the runs of a study take, and the order in which they are begun.
public struct StudyBudget: Hashable, Sendable {
  /// Processor time for all runs, in core hours; nil for no limit.
  public var coreHours: Double?
  /// Room for all results on the disk, in bytes; nil for no limit.
  public var diskBytes: Int?
  /// Which runs begin first.
  public var order: Order

  /// No limits; the runs begin in the order of the file.
  public init() { (coreHours, diskBytes, order) = (nil, nil, .declared) }

  /// Which runs begin first; replicate 0 of every point comes before any replicate 1 in both.
  public enum Order: String, CaseIterable, Sendable {
    /// Those of the cheapest points, so that a budget that ends leaves the most points done.
    case cheapFirst = "cheap_first"
    /// Those of the points that stand first.
    case declared
  }
}

/// Bytes as a file spells them: `200GB`, `1.5TB`, `512MiB`.
enum ByteCount {
  private static let units: [(name: String, bytes: Double)] = [
    ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("PB", 1e15),
    ("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30), ("TiB", 0x1p40), ("PiB", 0x1p50),
  ]

  /// The whole bytes that a text means; nil where it means none, or more than 2^62.
  static func parse(_ text: String) -> Int? {
    let parts = split(text)
    guard let unit = units.first(where: { $0.name == parts.unit }),
      let number = NumberText.parse(parts.number)?.number
    else { return nil }
    let bytes = (number * unit.bytes).rounded()
    return bytes >= 1 && bytes <= 0x1p62 ? Int(bytes) : nil
  }

  /// Why a text means no bytes, to end a message.
  static func hint(for text: String) -> String {
    let (number, unit) = split(text)
    guard NumberText.parse(number) != nil else { return NumberText.hint(for: number) }
    if unit.isEmpty { return "; give it a unit, such as GB (10^9 bytes) or GiB (2^30)" }
    if let known = units.first(where: { $0.name.lowercased() == unit.lowercased() }) {
      return "; did you mean '\(number)\(known.name)'?"
    }
    return parse(text) == nil && units.contains { $0.name == unit }
      ? "" : "; the units are \(units.map(\.name).joined(separator: ", "))"
  }

  /// The number and, without the blanks between, the unit.
  private static func split(_ text: String) -> (number: String, unit: String) {
    let unit = text.reversed().prefix { $0.isLetter }.reversed()
    let number = text.dropLast(unit.count)
    return (String(number.reversed().drop { $0 == " " }.reversed()), String(unit))
  }
}

extension StudyReader {
  /// Reads the section `budget`; a budget that names no order begins with what is cheap.
  mutating func readBudget(_ node: SourceNode) -> StudyBudget {
    let fields = fields(of: node, in: "budget", StudyGrammar.budget)
    var budget = StudyBudget()
    budget.order = .cheapFirst
    if let node = fields["core_hours"] {
      let positive = Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude
      budget.coreHours = number(node, "budget.core_hours", in: positive)
    }
    budget.diskBytes = fields["disk"].flatMap { byteCount($0, "budget.disk") }
    if let node = fields["order"],
      let order = choice(node, "budget.order", of: StudyBudget.Order.self)
    {
      budget.order = order
    }
    return budget
  }

  /// A size such as 200GB, in bytes.
  mutating func byteCount(_ node: SourceNode, _ place: String) -> Int? {
    if let text = node.text, let bytes = ByteCount.parse(text) { return bytes }
    report(
      "'\(place)' is \(node.found); expected a size such as 200GB or 1.5TiB"
        + (node.text.map(ByteCount.hint) ?? ""),
      at: node.position)
    return nil
  }
}
