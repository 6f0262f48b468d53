// What may be said of a published claim, and what several pieces of evidence say together.

/// How a claim stands.
public enum ClaimVerdict: String, Hashable, Sendable, CaseIterable {
  /// Training, counting or reruns of others show what it states.
  ///
  /// A number is shown by equivalence: two one-sided tests find the mean difference within the margin. A direction is
  /// shown where the whole interval lies on its side. A count is shown where ours rounds to the printed digits.
  case reproduced
  /// The evidence agrees with it, without showing it.
  ///
  /// Either the interval holds the number and equivalence is not shown, or all that is shown is shown by the paper's own
  /// figures or by its own weights evaluated again.
  case consistent
  /// The evidence does not decide, or there is none.
  case undecided
  /// The evidence shows the opposite: the whole interval lies beyond the margin, or on the other side.
  case contradicted
  /// There are numbers, but of another protocol or machine, so that they speak neither for it nor against it.
  case notComparable = "not comparable"
}

/// Where the values come from that a claim is judged by.
public enum EvidenceKind: String, Hashable, Sendable, CaseIterable {
  /// Networks trained by others, from the same recipe.
  case rerun
  /// The authors' own weights, evaluated by others: it supports a number, not the training that led to it.
  case reevaluation = "re-evaluation"
  /// The paper's own figures, read or calculated anew.
  case published
  /// Our own count of a network.
  case count
  /// Runs of a study of ours.
  case runs
  /// Times or memory measured here.
  case measurement

  /// Whether it can show a claim by itself, rather than agree with it.
  public var isIndependent: Bool {
    switch self {
    case .rerun, .count, .runs, .measurement: true
    case .reevaluation, .published: false
    }
  }
}

/// What one piece of evidence says of a claim.
public struct ClaimJudgement: Hashable, Sendable {
  /// How the claim stands by it.
  public var verdict: ClaimVerdict
  /// The number that decides; nil where there is none.
  public var estimate: Double?
  /// Its interval, which covers with 95 %; nil for exact numbers and for a single value.
  public var interval: Interval?
  /// The verdict's reason in a clause.
  public var why: String

  /// A judgement from its parts.
  public init(
    _ verdict: ClaimVerdict, estimate: Double? = nil, interval: Interval? = nil, why: String
  ) {
    (self.verdict, self.estimate, self.interval, self.why) = (verdict, estimate, interval, why)
  }
}

extension ClaimVerdict {
  /// What several pieces of evidence say together.
  ///
  /// Evidence that decides nothing yields to evidence that does. Where one contradicts and another supports, the claim is
  /// undecided: they are not weighed against each other. The empty list is undecided.
  public init(together verdicts: [ClaimVerdict]) {
    let supports = verdicts.contains(.reproduced) || verdicts.contains(.consistent)
    self =
      switch (supports, verdicts.contains(.contradicted)) {
      case (true, true): .undecided
      case (false, true): .contradicted
      case (true, false): verdicts.contains(.reproduced) ? .reproduced : .consistent
      case (false, false):
        verdicts.isEmpty || verdicts.contains(.undecided) ? .undecided : .notComparable
      }
  }
}

extension ClaimVerdict {
  /// What parts say of a claim that is about every one of them.
  ///
  /// It is shown only where each part shows it, and one part is enough against it. The empty list is undecided.
  ///
  /// - Source: Berger 1982, "Multiparameter hypothesis testing and acceptance sampling" (intersection-union tests).
  public init(inEvery parts: [ClaimVerdict]) {
    let supports = parts.allSatisfy { $0 == .reproduced || $0 == .consistent }
    self =
      if parts.contains(.contradicted) {
        .contradicted
      } else if parts.isEmpty || !supports {
        .undecided
      } else {
        parts.contains(.consistent) ? .consistent : .reproduced
      }
  }
}
