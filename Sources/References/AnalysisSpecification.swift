// What is asked of published values beyond showing them: read from `paper-tables/analyses/`.

/// An analysis of published values, whose answers are tables.
public struct AnalysisSpecification: Hashable, Sendable {
  /// What is asked.
  public enum Question: Hashable, Sendable {
    /// Which of two factors is better raised at equal cost.
    case depthOrWidth(DepthOrWidthSpecification)
    /// How fast the best resolution grows with cost.
    case slowResolution(SlowResolutionSpecification)
  }

  /// Its name, and that of its folder and of its first table.
  public let name: String
  /// The caption of its first table.
  public let title: String
  /// The table of published points.
  public let reference: String
  /// The network of a point, whose multiply-adds and parameters we count.
  public let network: NetworkTemplate
  /// What is asked.
  public let question: Question
  /// How often readings are drawn anew.
  public let draws: Int
  /// The seed of the draws.
  public let seed: Int
  /// Sentences under the first table.
  public let notes: [String]
}

/// A contrast of two factors of one base network.
public struct DepthOrWidthSpecification: Hashable, Sendable {
  /// The column of accuracies.
  public let metric: String
  /// The column of regimes.
  public let regime: String
  /// The column of resolutions.
  public let block: String
  /// The factors, by column, with their values in the base network.
  public let first: FactorSpecification
  /// The second factor.
  public let second: FactorSpecification
  /// The costs at which points are held against each other, each for itself.
  public let costs: [CostSpecification]
  /// How far beyond the end of the first factor's curve a cost may lie, as a share.
  public let reach: Double
}

/// A factor of a contrast.
public struct FactorSpecification: Hashable, Sendable {
  /// Its column and name.
  public let column: String
  /// Its value in the base network.
  public let base: Double
}

/// A cost by which points are compared.
public struct CostSpecification: Hashable, Sendable {
  /// Its column: one of the table's, or `cost.multiply_adds` for our own count.
  public let column: String
  /// What sentences call it.
  public let title: String
}

/// The growth of resolution along a frontier and in families of networks.
public struct SlowResolutionSpecification: Hashable, Sendable {
  /// The column of costs.
  public let cost: String
  /// The column of errors.
  public let error: String
  /// The column of resolutions.
  public let resolution: String
  /// The factors of a compound rule: depth, width, resolution.
  public let compound: [Double]
  /// The law of error against cost that a figure shows; nil for none.
  public let law: LawSpecification?
  /// The families beside it; the first is held against the frontier, network by network.
  public let families: [ResolutionFamily]
}

/// A law of error against cost through all points.
public struct LawSpecification: Hashable, Sendable {
  /// The multiply-adds above which points are not fitted but predicted.
  public let heldOutAbove: Double
}

/// Networks that were published together, by cost and resolution.
public struct ResolutionFamily: Hashable, Sendable {
  /// What tables call it.
  public let name: String
  /// Where its networks stand.
  public enum Source: Hashable, Sendable {
    /// Rows of a reference table: those whose value in a column is one of some; all where the map is empty.
    case table(
      String, only: [String: [String]], model: String, resolution: String, operations: String)
    /// Nowhere, for this reason.
    case none(String)
  }
  /// The table of its networks.
  public let source: Source
}
