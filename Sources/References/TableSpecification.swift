// What a table of a paper shows beside what: read from `paper-tables/specs/`.

/// A table to emit: its rows, and a column each for published values, our counts and how they compare.
public struct TableSpecification: Hashable, Sendable {
  /// Where the rows come from, and with them the names that templates write in braces.
  public enum Rows: Hashable, Sendable {
    /// The rows of a reference table but some; names are its columns.
    case reference(String, except: [String: [String]])
    /// The facts of a reference table; names are `name` and `value`.
    case facts(String)
    /// These.
    case listed([[String: String]])
  }

  /// Its name, and that of its folder and files.
  public let name: String
  /// Its caption.
  public let title: String
  /// Its rows.
  public let rows: Rows
  /// The network of a row; nil for a table without counts.
  public let network: NetworkTemplate?
  /// The study whose runs a row is about; nil for a table that asks for no training.
  public let study: StudyTemplate?
  /// The settings that rows are about; nil for a table that asks no recipe.
  public let settings: SettingsTemplate?
  /// The columns, from left to right.
  public let columns: [SpecifiedColumn]
  /// Whether columns agree, each answered by a sentence under the table.
  public let agreements: [AgreementSpecification]
  /// Sentences under the table.
  public let notes: [String]
}

/// Two columns that are to be held against each other as a whole.
public struct AgreementSpecification: Hashable, Sendable {
  /// What of them is compared.
  public let kind: Kind
  /// The places of the two columns among the table's, from 0.
  public let columns: [Int]
  /// Their names, as CSV heads them.
  public let names: [String]

  /// What of two columns is compared.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// How they order the rows.
    case order
    /// The signs of their steps from row to row.
    case steps
    /// The signs of their values.
    case signs
  }
}

/// The network that a row is about; all parts are templates.
public struct NetworkTemplate: Hashable, Sendable {
  /// Its printed name.
  public let name: String
  /// Side of the images in pixels; nil for the published one.
  public let resolution: String?
  /// The stem, where it is not the family's.
  public let stem: String?
  /// The factor on the network's channels; nil for 1.
  public let width: String?
}

/// What rows ask of a training recipe; words are templates.
public struct SettingsTemplate: Hashable, Sendable {
  /// What is set beside the recipe, by path: the network, for example.
  public let base: [String: String]
  /// What tells rows apart; nil where columns name their settings.
  public let row: String?
  /// What each row asks: an expression over settings, as studies write them.
  public let expressions: [String: String]
}

/// The points of a study that a row is about.
public struct StudyTemplate: Hashable, Sendable {
  /// How a row leads to points.
  public enum Rows: Hashable, Sendable {
    /// The condition is a template.
    case template(StudyPoints)
    /// A template of what tells rows apart, and the points of each row.
    case listed(row: String, [String: StudyPoints])
  }

  /// The study's file within `studies/`.
  public let file: String
  /// The set that its packed file stands for where that is not at hand.
  public let data: StudyData
  /// The points of the rows.
  public let rows: Rows
}

/// What a training set must have for its runs to be counted.
public struct StudyData: Hashable, Sendable {
  /// Training images.
  public let images: Int
  /// Classes.
  public let classes: Int
}

/// Some points of a study and what is asked of them.
public struct StudyPoints: Hashable, Sendable {
  /// A condition on points, as studies write them.
  public let condition: String
  /// A measure of the study.
  public let measure: String
  /// Their study's file, where it is not the table's.
  public let file: String?

  /// Points from their condition.
  public init(condition: String, measure: String, file: String? = nil) {
    (self.condition, self.measure, self.file) = (condition, measure, file)
  }
}

/// A column of a specification.
public struct SpecifiedColumn: Hashable, Sendable {
  /// Its heading; of a comparison the heading of the group.
  public let header: String
  /// The heading that it shares with its neighbours.
  public let group: String?
  /// The unit of our numbers, where no published value beside them says it.
  public let unit: ReferenceUnit?
  /// Digits after the point of our numbers.
  public let decimals: Int?
  /// Whether a value that is not verified is left out; where it is not, one is an error.
  public let withholdsUnverified: Bool
  /// What it shows.
  public let content: Content
  /// How near to the published value a trained one has to be; nil where that is not said.
  public let margin: VerdictMargin?

  /// What a column shows.
  public enum Content: Hashable, Sendable {
    /// Words with names in braces.
    case text(String)
    /// A published value.
    case published(PublishedTemplate)
    /// A number of our own.
    case ours(OwnTemplate)
    /// Both, and what they say together.
    case comparison(OwnTemplate, PublishedTemplate, parts: [ComparisonPart])
    /// Whether our count decides between what is printed and what is right.
    case decision(DecisionTemplate)
  }
}

extension SpecifiedColumn {
  /// The names of the table's columns that it becomes, without units.
  public var names: [String] {
    switch content {
    case .text, .published, .ours: [[group, header].compactMap(\.self).joined(separator: " ")]
    case .decision: ["our count", header]
    case .comparison(_, _, let parts): parts.map { "\(header) \($0.rawValue)" }
    }
  }
}

/// A difference from a published value that does not matter, with the reason for its size.
public struct VerdictMargin: Hashable, Sendable {
  /// The difference, in the unit of its column.
  public let within: Double
  /// Why so much.
  public let reason: String
}

/// A published value: in the row's table, or looked up in another.
public struct PublishedTemplate: Hashable, Sendable {
  /// The table; nil for that of the rows.
  public let table: String?
  /// Templates of the values by which the row is found, by column; where one comes out empty there is none.
  public let match: [String: String]
  /// The column, a template.
  public let column: String
}

/// A number of our own: a quantity of the row's network or of another, perhaps over that of a third.
public struct OwnTemplate: Hashable, Sendable {
  /// What is counted.
  public let quantity: OwnQuantity
  /// The network, where it is not the row's.
  public let network: NetworkTemplate?
  /// The network whose quantity it is divided by.
  public let over: NetworkTemplate?
  /// The recipe whose setting is asked, a template; nil for all other quantities.
  public let recipe: String?
  /// An expression over its settings, a template; nil where the row says which.
  public let setting: String?
  /// What is set beside it, by path; templates.
  public let base: [String: String]

  /// A quantity, of the row's network unless others are given.
  public init(
    quantity: OwnQuantity, network: NetworkTemplate? = nil, over: NetworkTemplate? = nil,
    recipe: String? = nil, setting: String? = nil, base: [String: String] = [:]
  ) {
    (self.quantity, self.network, self.over) = (quantity, network, over)
    (self.recipe, self.setting, self.base) = (recipe, setting, base)
  }
}

/// What our count decides; all parts are templates.
public struct DecisionTemplate: Hashable, Sendable {
  /// The number as it is printed wrongly.
  public let claimed: String
  /// The number that is right.
  public let right: String
  /// The unit of both.
  public let unit: String
  /// What is counted; empty where no count of ours decides.
  public let quantity: String
  /// Who decides where our count does not.
  public let otherwise: String
}

/// What a comparison shows.
public enum ComparisonPart: String, Hashable, Sendable, CaseIterable {
  /// The published value.
  case published
  /// Our value.
  case ours
  /// Ours less the published one.
  case difference
  /// Whether ours is the published one: by its digits, or of a trained one by tests.
  case verdict
  /// Whether ours has the published sign.
  case sign
}

/// What we can say of a network, of the runs of a study, or of a recipe.
public enum OwnQuantity: String, Hashable, Sendable, CaseIterable {
  /// Trainable numbers.
  case parameters
  /// Multiply-adds of convolutions and linear layers.
  case multiplyAdds = "multiply_adds"
  /// Those and one addition for each bias of an output, as pycls counts.
  case multiplyAddsAndBiases = "multiply_adds_and_biases"
  /// Those and the products of attention.
  case multiplyAddsAndAttention = "multiply_adds_and_attention"
  /// Twice the multiply-adds.
  case twiceMultiplyAdds = "twice_multiply_adds"
  /// Twice the multiply-adds and one addition for each output of a convolution, as a batch norm's shift takes.
  case twiceMultiplyAddsAndShifts = "twice_multiply_adds_and_shifts"
  /// Output elements of convolutions and of the classifier.
  case activations
  /// Blocks of each stage.
  case stageDepths = "stage_depths"
  /// Output channels of each stage.
  case stageWidths = "stage_widths"
  /// Channels of a group in each stage's grouped convolutions.
  case stageGroupWidths = "stage_group_widths"
  /// Channels of the first convolution.
  case stemWidth = "stem_width"
  /// Channels of the last convolution.
  case headWidth = "head_width"
  /// Convolutions in the blocks' branches, the first one and the classifier.
  case layers
  /// Time of a training step per image, in milliseconds, as measured.
  case stepMilliseconds = "step_milliseconds_per_image"
  /// Peak memory of a training step per image, in mebibytes, as measured.
  case memoryMebibytes = "memory_mebibytes_per_image"
  /// Mean of the measure over the runs of the row's points.
  case trained
  /// One less that mean.
  case trainedError = "trained_error"
  /// Mean over replicates of the measure less that of the row before.
  case trainedStep = "trained_step"
  /// Multiply-adds of all those runs, done or not.
  case trainingMultiplyAdds = "training_multiply_adds"
  /// What a recipe sets.
  case setting
}

extension OwnQuantity {
  /// Whether it is what runs reached, an accuracy or an error, to stand beside a published one.
  public var isAccuracyOfRuns: Bool { self == .trained || self == .trainedError }
}
