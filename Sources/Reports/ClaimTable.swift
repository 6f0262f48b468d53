// The ledger of claims as a table: one row a claim, with the estimate that decides.

import Analysis

extension ReportTable {
  /// The table of a ledger.
  ///
  /// - Parameters:
  ///   - ledger: The claims with their verdicts.
  ///   - name: The table's name.
  ///   - provenance: Where the numbers come from.
  public init(_ ledger: ClaimLedger, name: String, provenance: Provenance) {
    self.init(
      name: name, title: "Claims and how they stand. \(ledger.title)",
      columns: [
        ReportColumn("claim"), ReportColumn("paper", isForPrograms: true),
        ReportColumn("statement", isForPrograms: true),
        ReportColumn("source", isForPrograms: true), ReportColumn("what it says, and where"),
        ReportColumn("verdict"), ReportColumn("estimate", decimals: 2),
        ReportColumn("unit", isForPrograms: true),
        ReportColumn("margin", decimals: 2, isForPrograms: true), ReportColumn("judged by"),
        ReportColumn("runs", isForPrograms: true), ReportColumn("secondary", isForPrograms: true),
      ],
      rows: ledger.claims.map(\.cells),
      notes: ["\(ledger.totals)."] + ledger.verdicts + ledger.marginNotes + ledger.notes,
      provenance: provenance)
  }
}

extension JudgedClaim {
  fileprivate var cells: [ReportCell] {
    let leading = leading
    let estimate = leading?.judgement.estimate.map { value in
      ReportCell.number(ReportNumber(value, interval: leading?.judgement.interval))
    }
    return [
      .text(id), .text(paper), .text(statement), .text(source),
      .text("\(statement) [\(source)]"), .text(verdictWords),
      estimate ?? .missing(reason: "nothing to estimate"), .text(leading?.unit ?? ""),
      leading?.margin.map { .number($0) } ?? .missing(reason: "no margin stated"),
      .text(judgedBy), .text((leading?.runs ?? []).joined(separator: " ")),
      .text(isSecondary ? "true" : "false"),
    ]
  }

  /// Every piece of evidence in a clause.
  private var judgedBy: String {
    if evidence.isEmpty { return correction ?? "" }
    return evidence.map { piece in
      let verdict = evidence.count > 1 ? "\(piece.judgement.verdict.rawValue), " : ""
      let margin = piece.margin.map { ", margin \(shortNumber($0))" } ?? ""
      let unit =
        piece.unit.isEmpty || piece.judgement.estimate == nil ? "" : " (\(piece.unit)\(margin))"
      return piece.kind == nil
        ? piece.judgement.why : "\(piece.words)\(unit): \(verdict)\(piece.judgement.why)"
    }.joined(separator: "; ")
  }
}

extension ClaimLedger {
  /// Why margins are what they are, and what else is to be known, each once.
  fileprivate var marginNotes: [String] {
    var notes: [String] = []
    for claim in claims {
      for note in claim.evidence.flatMap(\.notes) {
        let sentence = note.hasSuffix(".") ? note : note + "."
        let whole = sentence.prefix(1).uppercased() + sentence.dropFirst()
        if !notes.contains(whole) { notes.append(whole) }
      }
    }
    return notes
  }
}
