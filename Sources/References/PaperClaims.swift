// The claims of a paper, each with its source and how it is judged: read from `paper-tables/claims/`.

public import Documents

/// What a paper claims, and what others say that it claims.
public struct PaperClaims: Hashable, Sendable {
  /// The file's name without suffix, for example `resnet-rs`.
  public let name: String
  /// The paper's identifier, for example `arXiv 2103.07579`.
  public let paper: String
  /// Its title.
  public let title: String
  /// The paper's claims, in the order of the file.
  public let claims: [PaperClaim]
  /// Claims that others make about it, which are not its own.
  public let secondary: [PaperClaim]
  /// What a reader must know.
  public let notes: [String]

  /// All claims, the paper's own first.
  public var all: [PaperClaim] { claims + secondary }

  /// The reference tables that it mentions, sorted.
  public var references: [String] {
    let tables = all.flatMap { claim -> [String] in
      let stated =
        switch claim.stated {
        case .cell(let table, _, _), .fact(let table, _): table
        }
      return [stated] + claim.evidence.flatMap(\.references)
    }
    return Set(tables).sorted()
  }
}

/// A claim.
public struct PaperClaim: Hashable, Sendable {
  /// Its name, the only one in its file, for example `depth-350-epochs`.
  public let id: String
  /// What it says, in our words.
  public let statement: String
  /// Where it was published, for example `section 6.1, figure 3`.
  public let source: String
  /// The published value that states it.
  public let stated: PublishedPlace
  /// What it is judged by; empty only for a claim that is not the paper's.
  public let evidence: [ClaimEvidence]
  /// Where it stands in its file.
  public let position: SourcePosition
}

/// A value of a reference table: of one of its rows, or one of its facts.
public enum PublishedPlace: Hashable, Sendable {
  /// The column of the row that has these values.
  case cell(table: String, match: [String: String], column: String)
  /// The fact of a name.
  case fact(table: String, name: String)
}

/// One thing that a claim is judged by.
public struct ClaimEvidence: Hashable, Sendable {
  /// What is asked.
  public enum Question: Hashable, Sendable {
    /// Published values: of reruns, of weights evaluated again, or of the paper itself.
    case values(ValuesOrigin, ValuesEvidence)
    /// Our counts or measurements of networks.
    case ours(OwnEvidence)
    /// The answer of an analysis of published points.
    case analysis(AnalysisEvidence)
    /// Whether published points follow one power law.
    case law(LawEvidence)
    /// Runs of a study.
    case runs(RunsEvidence)
    /// There is none, for this reason.
    case nothing(String)
  }

  /// What is asked.
  public let question: Question
  /// What the numbers are, for example `points`; empty for plain numbers.
  public let unit: String
  /// Why the margin is what it is; nil where there is none.
  public let because: String?
  /// What a reader must know of this evidence.
  public let note: String?
  /// Where it stands in its file.
  public let position: SourcePosition

  /// The reference tables that it mentions.
  fileprivate var references: [String] {
    switch question {
    case .values(_, let values):
      let terms = values.terms.flatMap { [$0.value.table, $0.second?.place.table] }
      return ([values.rows.reference] + terms).compactMap(\.self)
    case .ours(let own):
      guard case .printed(let template, _) = own.demand else {
        return [own.rows.reference].compactMap(\.self)
      }
      return [own.rows.reference, template.table].compactMap(\.self)
    case .law(let law): return [law.table]
    case .analysis, .runs, .nothing: return []
    }
  }
}

/// What published values are.
public enum ValuesOrigin: String, Hashable, Sendable, CaseIterable {
  /// Networks trained by others, from the same recipe.
  case rerun
  /// The authors' own weights, evaluated by others.
  case reevaluation = "re-evaluation"
  /// The paper's own.
  case published
}

/// What a claim states of some numbers.
public enum StatedExpectation: Hashable, Sendable {
  /// Their mean is this, and differences within the margin do not matter.
  case equal(Double, margin: Double)
  /// Their mean is above this.
  case above(Double)
  /// Their mean is below this.
  case below(Double)
  /// Each, rounded to as many digits after the point, lies between these.
  case eachWithin(Double, Double, decimals: Int)
}

/// The rows that templates are filled from, as in a specification of a table.
public struct EvidenceRows: Hashable, Sendable {
  /// Where they come from.
  public enum Source: Hashable, Sendable {
    /// A reference table.
    case reference(String)
    /// These words.
    case listed([[String: String]])
  }

  /// Where they come from.
  public let source: Source
  /// The rows kept, by the values of a column; all where empty.
  public let only: [String: [String]]

  fileprivate var reference: String? { if case .reference(let name) = source { name } else { nil } }
}

/// Published values, or what two of them make: one or several a row.
public struct ValuesEvidence: Hashable, Sendable {
  /// The rows.
  public let rows: EvidenceRows
  /// What each row gives.
  public let terms: [Term]
  /// What the claim states of them.
  public let expectation: StatedExpectation

  /// A value, perhaps with a second one.
  public struct Term: Hashable, Sendable {
    /// The value.
    public let value: PublishedTemplate
    /// What is done with a second one.
    public let second: Second?
  }

  /// A second value.
  public enum Second: Hashable, Sendable {
    /// It is subtracted.
    case less(PublishedTemplate)
    /// It divides.
    case over(PublishedTemplate)

    /// Where it is.
    public var place: PublishedTemplate {
      switch self {
      case .less(let place), .over(let place): place
      }
    }
  }
}

/// Our counts or measurements beside published values.
public struct OwnEvidence: Hashable, Sendable {
  /// The rows.
  public let rows: EvidenceRows
  /// What is counted or measured.
  public let quantity: OwnQuantity
  /// The network.
  public let network: NetworkTemplate
  /// The network whose quantity it is divided by.
  public let over: NetworkTemplate?
  /// What the claim states.
  public let demand: Demand

  /// What the claim states of our numbers.
  public enum Demand: Hashable, Sendable {
    /// They are the printed ones, to their digits or within a share of them.
    case printed(PublishedTemplate, margin: Double)
    /// They are as expected.
    case expected(StatedExpectation)
  }
}

/// An answer of an analysis of `paper-tables/analyses/`.
public struct AnalysisEvidence: Hashable, Sendable {
  /// The analysis.
  public let analysis: String
  /// Which of its answers, and what the claim states of it.
  public let answer: Answer

  /// An answer.
  public enum Answer: Hashable, Sendable {
    /// Of a contrast of two factors: at a regime, at equal cost.
    case regime(String, cost: String, FactorExpectation)
    /// Of the growth of resolution: of the frontier, or of a family by its name.
    case growth(of: String, isSlower: Bool)
  }
}

/// What a claim states of a contrast of two factors.
public enum FactorExpectation: String, Hashable, Sendable, CaseIterable {
  /// The first factor is better.
  case first
  /// The second one is.
  case second
  /// One is better in some blocks of the regime, the other in others.
  case depends
}

/// A power law of published points, and whether it breaks.
public struct LawEvidence: Hashable, Sendable {
  /// The reference table.
  public let table: String
  /// The column of costs.
  public let x: String
  /// The column of errors.
  public let y: String
  /// How often points without a break are simulated.
  public let simulations: Int
  /// The seed of the simulations.
  public let seed: Int
  /// Whether the claim is that it breaks.
  public let breaks: Bool
}

/// The runs of a study, of one kind of points or of two.
public struct RunsEvidence: Hashable, Sendable {
  /// The study's file within `studies/`.
  public let file: String
  /// The set that its packed file stands for where that is not at hand.
  public let data: StudyData
  /// The points.
  public let points: StudyPoints
  /// The points that are subtracted, paired by replicate.
  public let less: StudyPoints?
  /// What the claim states.
  public let expectation: StatedExpectation
  /// How the study's protocol differs from the paper's; nil where it is the paper's.
  public let otherProtocol: String?
}
