// The tables that a study writes.

/// A table of a study.
public struct TableDefinition: Hashable, Sendable {
  /// Its name, and that of its files.
  public let name: String
  /// Axes, groups or settings whose values name the rows, outermost first.
  public let rows: [String]
  /// Axes, groups or settings whose values name the columns, outermost first.
  public let columns: [String]
  /// What a cell shows.
  public let cell: CellContent
  /// In which formats it is written.
  public let formats: [TableFormat]
  /// Its caption; nil for the study's title.
  public let caption: String?
  /// What is marked in each column of means.
  public let marks: TableMarks
}

/// What a cell shows.
public enum CellContent: Hashable, Sendable {
  /// The mean of a measure over replicates.
  case mean(measure: String, spread: CellSpread?)
  /// A cost, for example `cost.multiply_adds`.
  case cost(String)
  /// The difference of a measure from one row, paired by seed.
  case difference(DifferenceCell)
}

/// How the differences of a table are taken.
public struct DifferenceCell: Hashable, Sendable {
  /// The measure.
  public let measure: String
  /// What holds of the values of the one row that others are compared with.
  public let reference: StudyExpression
  /// The difference below which a row counts as equal to it, in the measure's unit; nil for none.
  public let equivalence: Double?

  /// Whether it holds of a row, given the values that name it.
  ///
  /// - Throws: `ExpressionError` where the condition has no answer.
  public func isReference(_ row: [String: ExpressionValue]) throws(ExpressionError) -> Bool {
    try reference.holds { row[$0] }
  }
}

/// How uncertain a mean is.
public enum CellSpread: String, CaseIterable, Sendable {
  /// Half the width of the 95 percent confidence interval of the mean.
  case confidence95 = "ci95"
  /// Standard deviation over replicates.
  case deviation = "std"
}

/// A format of tables.
public enum TableFormat: String, CaseIterable, Sendable {
  /// Comma-separated values.
  case csv
  /// Markdown.
  case markdown = "md"
  /// LaTeX.
  case latex = "tex"
  /// A fragment of HTML.
  case html

  /// The formats of a table that names none.
  static let usual: [TableFormat] = [.csv, .markdown, .latex]
}

/// What is marked in each column of a table of means.
public struct TableMarks: Hashable, Sendable {
  /// How the best mean is marked.
  public let best: Best
  /// How a mean is marked that is not told from the best.
  public let sameAsBest: SameAsBest

  /// Both marks, as a table has them that says nothing.
  init(best: Best = .bold, sameAsBest: SameAsBest = .dagger) {
    (self.best, self.sameAsBest) = (best, sameAsBest)
  }

  /// How the best mean is marked.
  public enum Best: String, CaseIterable, Sendable {
    /// In bold type, or by an asterisk where there is none.
    case bold
    /// Not at all.
    case none
  }

  /// How a mean is marked that is not told from the best.
  public enum SameAsBest: String, CaseIterable, Sendable {
    /// By a dagger.
    case dagger
    /// Not at all.
    case none
  }
}
