// Which columns of a table are held against each other, and within what a trained value counts as the published one.

import Configuration
import Documents

extension DocumentReader {
  /// The key `agreement` of a specification: a list of `{order: [A, B]}`, `{steps: [A, B]}` or `{signs: [A, B]}`.
  mutating func agreements(
    _ node: SourceNode, _ columns: [SpecifiedColumn]
  ) -> [AgreementSpecification] {
    let names = columns.flatMap(\.names)
    let kinds = AgreementSpecification.Kind.allCases.map(\.rawValue)
    return list(node, "agreement").compactMap { element in
      let fields = fields(of: element, in: "agreement", known: kinds)
      let given = AgreementSpecification.Kind.allCases.filter { fields[$0.rawValue] != nil }
      guard given.count == 1, let pair = fields[given[0].rawValue] else {
        report("an agreement has one of \(kinds.joined(separator: ", "))", at: element.position)
        return nil
      }
      let path = fields.path(given[0].rawValue)
      let columns = list(pair, path)
      let places = columns.compactMap { columnPlace($0, path, among: names) }
      if places.count < columns.count { return nil }
      guard places.count == 2, places[0] != places[1] else {
        report("'\(path)' has to name two columns of the table", at: pair.position)
        return nil
      }
      return AgreementSpecification(
        kind: given[0], columns: places, names: places.map { names[$0] })
    }
  }

  /// The place of a column that is written as CSV heads it.
  private mutating func columnPlace(
    _ node: SourceNode, _ path: String, among names: [String]
  ) -> Int? {
    guard let name = text(node, path) else { return nil }
    let places = names.indices.filter { names[$0] == name }
    if places.count == 1 { return places[0] }
    let hint =
      nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
      ?? "expected one of \(names.joined(separator: ", "))"
    report(
      places.isEmpty
        ? "no column '\(name)' in '\(path)'; \(hint)"
        : "\(places.count) columns '\(name)' in '\(path)'; give them other headers",
      at: node.position)
    return nil
  }

  /// The key `margin` of a column, which is for trained values beside published ones.
  mutating func margin(
    _ node: SourceNode, of content: SpecifiedColumn.Content
  ) -> VerdictMargin? {
    let path = "columns.margin"
    let fields = fields(of: node, in: path, known: ["within", "why"])
    let smallest = Double.leastNonzeroMagnitude
    let within = fields.required("within", "a difference, in the column's unit", &self)
      .flatMap { number($0, fields.path("within"), in: smallest...1e9) }
    let reason = fields.required("why", "the reason for its size", &self)
      .flatMap { text($0, fields.path("why")) }
    guard case .comparison(let own, _, let parts) = content, own.quantity.isAccuracyOfRuns,
      parts.contains(.verdict)
    else {
      report(
        "'\(path)' is for the verdict on a trained value beside a published one; remove it",
        at: node.position)
      return nil
    }
    guard let within, let reason else { return nil }
    return VerdictMargin(within: within, reason: reason)
  }
}
