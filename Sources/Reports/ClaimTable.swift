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
    let hasOthers = ledger.claims.contains(where: \.isSecondary)
    self.init(
      name: name, title: "Claims and how they stand. \(ledger.title)",
      columns: [
        ReportColumn("claim"), ReportColumn("paper", isForPrograms: true),
        ReportColumn("what it says"), ReportColumn("source"), ReportColumn("verdict"),
        ReportColumn("estimate"), ReportColumn("unit"), ReportColumn("margin", decimals: 2),
        ReportColumn("judged by"), ReportColumn("runs", isForPrograms: true),
        ReportColumn("secondary", isForPrograms: true),
      ],
      rows: ledger.claims.map { $0.cells },
      notes: ["\(ledger.totals)."] + ClaimLedger.verdictNotes(hasOthers: hasOthers)
        + ledger.marginNotes + ledger.notes,
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
      .text(id), .text(paper), .text(statement), .text(source), .text(verdictWords),
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
      return piece.kind == nil
        ? piece.judgement.why : "\(piece.words): \(verdict)\(piece.judgement.why)"
    }.joined(separator: "; ")
  }
}

extension ClaimLedger {
  /// What the verdicts mean.
  static func verdictNotes(hasOthers: Bool) -> [String] {
    let own =
      "Reproduced: shown by reruns of others, our counts or our runs, a number by two one-sided tests "
      + "at 5 % within the margin. Consistent: the 95 % interval agrees but equivalence is not shown, "
      + "or it rests on the paper's own figures or weights. Contradicted: the whole 95 % interval is "
      + "beyond the margin or on the other side. Not comparable: other protocol or hardware."
    return hasOthers
      ? [own, "Claims at the end are made by others of the paper; they are none of its own."]
      : [own]
  }

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
