// The ledger of claims for a terminal and for programs.

import Analysis
import Reports
import Studies

extension ClaimLedger {
  /// The ledger in lines of at most 80 columns, one block a claim, the totals above.
  var text: String {
    let head = wrapped(title, indent: 0) + "\n" + wrapped("\(totals).", indent: 0) + "\n"
    let blocks = claims.map(\.textBlock)
    let last = notes.isEmpty ? "" : "\n" + notes.map { wrapped($0, indent: 0) + "\n" }.joined()
    return head + "\n" + blocks.joined(separator: "\n") + last
  }
}

extension JudgedClaim {
  fileprivate var textBlock: String {
    let secondary = isSecondary && verdict != nil ? " (said by others)" : ""
    var lines = ["\(id): \(verdictWords.uppercased())\(secondary)"]
    lines.append(wrapped("\(statement) [\(source)]", start: 2, indent: 2))
    if let correction { lines.append(wrapped("found: \(correction)", start: 2, indent: 4)) }
    lines += evidence.map(\.textLines)
    return lines.joined(separator: "\n") + "\n"
  }
}

extension JudgedEvidence {
  /// What it says, and under it why.
  fileprivate var textLines: String {
    let estimate = judgement.estimate.map { value in
      let range = judgement.interval.map {
        " [\(significant($0.low)), \(significant($0.high))]"
      }
      let within = margin.map { ", margin \(significant($0))" }
      return ": \(significant(value))\(range ?? "")\(unit.isEmpty ? "" : " \(unit)")\(within ?? "")"
    }
    let kindWords = kind == nil ? "no evidence" : "\(words)\(estimate ?? "")"
    let verdict = judgement.verdict.rawValue
    return wrapped("- \(kindWords): \(verdict), \(judgement.why)", start: 2, indent: 4)
      + notes.map { "\n" + wrapped("(\($0))", start: 4, indent: 5) }.joined()
  }
}

/// Ledgers as JSON: the keys that are promised first, in their order.
func claimsJSON(_ ledgers: [ClaimLedger]) -> String {
  JSONText.object([("claims", .list(ledgers.flatMap(\.claims).map(\.json)))]).text
}

extension JudgedClaim {
  fileprivate var json: JSONText {
    let leading = leading
    return .object([
      ("id", .text(id)), ("paper", .text(paper)), ("statement", .text(statement)),
      ("source", .text(source)), ("verdict", .text(verdictWords)),
      ("estimate", .number(orNull: leading?.judgement.estimate)),
      ("interval", .interval(leading?.judgement.interval)),
      ("runs", .list((leading?.runs ?? []).map { .text($0) })),
      ("unit", .text(leading?.unit ?? "")), ("margin", .number(orNull: leading?.margin)),
      ("why", .text(why)), ("secondary", .boolean(isSecondary)),
      ("correction", correction.map { .text($0) } ?? .null),
      ("evidence", .list(evidence.map(\.json))),
    ])
  }
}

extension JudgedEvidence {
  fileprivate var json: JSONText {
    .object([
      ("kind", kind.map { .text($0.rawValue) } ?? .null), ("what", .text(words)),
      ("verdict", .text(judgement.verdict.rawValue)),
      ("estimate", .number(orNull: judgement.estimate)),
      ("interval", .interval(judgement.interval)), ("unit", .text(unit)),
      ("margin", .number(orNull: margin)), ("why", .text(judgement.why)),
      ("notes", .list(notes.map { .text($0) })), ("runs", .list(runs.map { .text($0) })),
    ])
  }
}

extension JSONText {
  fileprivate static func number(orNull value: Double?) -> JSONText {
    guard let value, value.isFinite else { return .null }
    return .number(value)
  }

  fileprivate static func interval(_ interval: Interval?) -> JSONText {
    guard let interval, interval.low.isFinite, interval.high.isFinite else { return .null }
    return .list([.number(interval.low), .number(interval.high)])
  }
}
