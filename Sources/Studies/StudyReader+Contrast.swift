// The comparison of two alternatives at equal cost, as a study file asks for it.

import Configuration
import Documents

/// The names that measures, fits and tables may refer to.
struct QuestionContext {
  let scope: ExpressionScope
  let axes: [String]
  let groups: [GroupDefinition]
  let measures: [String]
}

extension StudyReader {
  mutating func readContrast(
    _ node: SourceNode, _ place: String, _ context: QuestionContext
  ) -> ContrastFit? {
    let fields = fields(of: node, in: place, StudyGrammar.contrast)
    let alternatives = fields["contrast"].flatMap {
      readAlternatives($0, fields.path("contrast"), context.groups)
    }
    let measure = fields.required("metric", "a name from 'measure'", &self)
      .flatMap { readName($0, fields.path("metric"), among: context.measures) }
    let matches = fields.required("match", "a map such as {cost.multiply_adds: 15%}", &self)
      .map { readMatches($0, fields.path("match")) }
    let regimes = fields["by"].map { readNames($0, fields.path("by"), among: context.axes) } ?? []
    let pairing = fields["paired_by"]
      .flatMap { readName($0, fields.path("paired_by"), among: ["seed"]) }
    let correction = fields["correct"]
      .flatMap { choice($0, fields.path("correct"), of: MultipleTesting.self) }
    let equivalence = fields["equivalence"].flatMap {
      number($0, fields.path("equivalence"), in: 0...Double.greatestFiniteMagnitude)
    }
    guard let alternatives, let measure, let matches else { return nil }
    return ContrastFit(
      group: alternatives.group, first: alternatives.first, second: alternatives.second,
      measure: measure, matches: matches, regimes: regimes, isPairedBySeed: pairing != nil,
      correction: correction ?? .holm, equivalence: equivalence)
  }

  /// Two alternatives of one group, each written `group.alternative`.
  private mutating func readAlternatives(
    _ node: SourceNode, _ place: String, _ groups: [GroupDefinition]
  ) -> (group: String, first: String, second: String)? {
    let known = groups.flatMap { group in group.alternatives.map { "\(group.name).\($0.name)" } }
    let names = readNames(node, place, among: known)
    let parts = names.map { $0.split(separator: ".").map(String.init) }
    guard parts.count == 2, parts[0] != parts[1], parts[0].first == parts[1].first else {
      report(
        "'\(place)' has to name two alternatives of one group, such as [scale.depth, scale.width]",
        at: node.position)
      return nil
    }
    return (parts[0][0], parts[0][1], parts[1][1])
  }

  private mutating func readMatches(_ node: SourceNode, _ place: String) -> [CostMatch] {
    var matches: [CostMatch] = []
    for entry in entries(of: node, in: place) {
      guard ExpressionScope.costs.contains(entry.key) else {
        reportUnknown(entry.key, in: place, known: ExpressionScope.costs, at: entry.keyPosition)
        continue
      }
      guard let tolerance = readPercentage(entry.value, "\(place).\(entry.key)") else { continue }
      matches.append(CostMatch(cost: entry.key, tolerance: tolerance))
    }
    return matches
  }

  /// A fraction written in percent.
  private mutating func readPercentage(_ node: SourceNode, _ place: String) -> Double? {
    if let text = node.text, text.hasSuffix("%"),
      let percent = NumberText.parse(String(text.dropLast()))?.number, (0...100).contains(percent)
    {
      return percent / 100
    }
    report("'\(place)' is \(node.found); expected a percentage such as 15%", at: node.position)
    return nil
  }

  /// A list of known names.
  mutating func readNames(_ node: SourceNode, _ place: String, among known: [String]) -> [String] {
    var names: [String] = []
    for element in list(node, place) {
      guard let name = readName(element, place, among: known) else { continue }
      names.append(name)
    }
    return names
  }

  /// A known name.
  mutating func readName(_ node: SourceNode, _ place: String, among known: [String]) -> String? {
    guard let name = text(node, place), !known.contains(name) else { return node.text }
    let all = known.isEmpty ? "" : "; expected one of \(known.joined(separator: ", "))"
    let hint = nearestName(to: name, among: known).map { "; did you mean '\($0)'?" }
    report("unknown name '\(name)' in '\(place)'\(hint ?? all)", at: node.position)
    return nil
  }
}
