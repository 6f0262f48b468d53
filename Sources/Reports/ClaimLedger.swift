// The ledger of claims: each with its verdict, and with what it was judged by.

public import Analysis

/// One thing that a claim was judged by, and what it says.
public struct JudgedEvidence: Hashable, Sendable {
  /// Where its values come from; nil where there are none.
  public var kind: EvidenceKind?
  /// What it is, in a few words: `10 reruns`, `7 pairs of figure 3`.
  public var words: String
  /// What it says.
  public var judgement: ClaimJudgement
  /// In what its estimate is, for example `points`; empty for plain numbers.
  public var unit: String
  /// The difference that does not matter; nil where none is stated.
  public var margin: Double?
  /// The runs, or the places of published values, that it rests on.
  public var runs: [String]
  /// Why the margin is what it is, and what else a reader must know.
  public var notes: [String]

  /// Evidence from its parts.
  public init(
    kind: EvidenceKind?, words: String, judgement: ClaimJudgement, unit: String = "",
    margin: Double? = nil, runs: [String] = [], notes: [String] = []
  ) {
    (self.kind, self.words, self.judgement) = (kind, words, judgement)
    (self.unit, self.margin, self.runs, self.notes) = (unit, margin, runs, notes)
  }
}

/// A claim with its verdict.
public struct JudgedClaim: Hashable, Sendable {
  /// Its name within its paper.
  public let id: String
  /// The paper, or the study's name for a claim of a study.
  public let paper: String
  /// What it says.
  public let statement: String
  /// Where it was published.
  public let source: String
  /// Whether others say it of the paper, which does not.
  public let isSecondary: Bool
  /// Where a claim of others is put right: what the paper says.
  public let correction: String?
  /// What it was judged by.
  public let evidence: [JudgedEvidence]
  /// Whether it is about every piece of evidence, as about regimes, so that all have to show it.
  public let isAboutAll: Bool

  /// A claim from its parts.
  public init(
    id: String, paper: String, statement: String, source: String, isSecondary: Bool = false,
    correction: String? = nil, evidence: [JudgedEvidence], isAboutAll: Bool = false
  ) {
    self.isAboutAll = isAboutAll
    (self.id, self.paper, self.statement, self.source) = (id, paper, statement, source)
    (self.isSecondary, self.correction, self.evidence) = (isSecondary, correction, evidence)
  }

  /// The verdict; nil for a claim that is not the paper's and that nothing judges.
  public var verdict: ClaimVerdict? {
    let verdicts = evidence.map(\.judgement.verdict)
    if isSecondary, evidence.isEmpty { return nil }
    return isAboutAll ? ClaimVerdict(inEvery: verdicts) : ClaimVerdict(together: verdicts)
  }

  /// The verdict in words.
  public var verdictWords: String { verdict?.rawValue ?? JudgedClaim.notMade }

  /// The verdict of a claim that others make.
  public static let notMade = "not made by the paper"

  /// The evidence that says what the verdict says, or the first; its estimate is the claim's.
  public var leading: JudgedEvidence? {
    evidence.first { $0.judgement.verdict == verdict } ?? evidence.first
  }

  /// The verdict's reason.
  public var why: String {
    let verdicts = evidence.map(\.judgement.verdict)
    if verdict == .undecided, !isAboutAll, verdicts.contains(.contradicted) {
      return "the evidence disagrees with itself"
    }
    return leading?.judgement.why ?? correction ?? ""
  }
}

/// The claims of a paper, or of a study, with their verdicts.
public struct ClaimLedger: Hashable, Sendable {
  /// Its name: that of the paper's file, or the study's.
  public let name: String
  /// The paper's identifier and title, or the study's title.
  public let title: String
  /// The claims, the paper's own first.
  public let claims: [JudgedClaim]
  /// What the verdicts mean here, in a sentence each.
  public let verdicts: [String]
  /// What a reader must know.
  public let notes: [String]

  /// A ledger from its parts.
  public init(
    name: String, title: String, claims: [JudgedClaim], verdicts: [String], notes: [String] = []
  ) {
    (self.name, self.title, self.claims) = (name, title, claims)
    (self.verdicts, self.notes) = (verdicts, notes)
  }

  /// How many of the paper's own claims stand how: `3 reproduced, 8 consistent, ...`, verdicts that occur.
  public var totals: String {
    let own = claims.filter { !$0.isSecondary }
    let parts = ClaimVerdict.allCases.compactMap { verdict -> String? in
      let count = own.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }
    let others = claims.count - own.count
    let all = "\(own.count) \(own.count == 1 ? "claim" : "claims")"
    return all + (parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))")
      + (others == 0 ? "" : "; \(others) that others make of it")
  }
}
