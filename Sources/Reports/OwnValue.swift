// What a table of published values asks of us, and what it is told.

public import Analysis
public import References

/// A question of a table.
public enum OwnQuestion: Hashable, Sendable {
  /// What a network is.
  case network(NetworkQuestion)
  /// What training gives, or takes.
  case training(TrainingQuestion)
  /// What a recipe sets.
  case setting(SettingQuestion)
}

/// A question about a network.
public struct NetworkQuestion: Hashable, Sendable {
  /// Its name in the catalogue.
  public let network: String
  /// Side of the images in pixels; nil for the published one.
  public let resolution: Int?
  /// The stem, where it is not the family's.
  public let stem: String?
  /// The factor on the network's channels; nil for 1.
  public let width: Double?
  /// What is asked.
  public let quantity: OwnQuantity
}

/// A question about points of a study.
public struct TrainingQuestion: Hashable, Sendable {
  /// The study's file within `studies/`.
  public let file: String
  /// The set that its packed file stands for.
  public let data: StudyData
  /// Which points, and which measure of them.
  public let points: StudyPoints
  /// The points of the row before, where a step from them is asked for.
  public let before: StudyPoints?
  /// What is asked: of their runs, or of the one network that they have.
  public let quantity: OwnQuantity
}

/// A question about a training recipe.
public struct SettingQuestion: Hashable, Sendable {
  /// The recipe's name.
  public let recipe: String
  /// What is set beside it, by path.
  public let base: [String: String]
  /// An expression over its settings.
  public let expression: String
}

/// An answer to it.
public enum OwnValue: Hashable, Sendable {
  /// A number.
  case number(Double)
  /// A mean over replicates.
  case estimate(MeanEstimate)
  /// Words or numbers, in order.
  case list([String])
  /// A setting in words, and as a number where it is one.
  case setting(words: String, number: Double?)
  /// None, for this reason.
  case missing(reason: String)
}
