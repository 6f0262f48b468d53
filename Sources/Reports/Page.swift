// One page that holds a whole study: a single file of HTML that loads nothing from anywhere.

/// A study as a page: what it asked, what came of it, and everything that this rests on.
public struct Page: Hashable, Sendable {
  /// The study's title.
  public var title: String
  /// The study's name, as its files carry it.
  public var name: String
  /// What was done, in a sentence.
  public var lead: String
  /// What was asked, and what the results say to it.
  public var answers: [PageAnswer]
  /// What was run, and where.
  public var facts: [PageFact]
  /// The figures.
  public var figures: [PageFigure]
  /// The tables.
  public var tables: [ReportTable]
  /// The runs, one a row.
  public var runs: PageRuns
  /// The study's files.
  public var files: [PageFile]
  /// How to do it again.
  public var steps: [PageStep]

  /// A page from its parts.
  public init(
    title: String, name: String, lead: String, answers: [PageAnswer] = [], facts: [PageFact] = [],
    figures: [PageFigure] = [], tables: [ReportTable] = [], runs: PageRuns,
    files: [PageFile] = [], steps: [PageStep] = []
  ) {
    self.title = title
    self.name = name
    self.lead = lead
    self.answers = answers
    self.facts = facts
    self.figures = figures
    self.tables = tables
    self.runs = runs
    self.files = files
    self.steps = steps
  }
}

/// A question of a study with what the results say.
public struct PageAnswer: Hashable, Sendable {
  /// What of a study asks.
  public enum Origin: Hashable, Sendable {
    /// A fit.
    case fit
    /// A table, which the page has too.
    case table
  }

  /// The question, in a sentence.
  public var question: String
  /// The name under which the study asks it.
  public var name: String
  /// What the results say, in sentences.
  public var statements: [String]
  /// What the name is of.
  public var origin: Origin

  /// A question with its answers.
  public init(
    question: String, name: String, statements: [String], origin: Origin = .fit
  ) {
    self.question = question
    self.name = name
    self.origin = origin
    self.statements = statements
  }
}

/// Something that is to be known of a study.
public struct PageFact: Hashable, Sendable {
  /// What it is about, in a word or two.
  public var term: String
  /// What holds.
  public var text: String

  /// A fact from its parts.
  public init(_ term: String, _ text: String) {
    self.term = term
    self.text = text
  }
}

/// The list of a study's runs.
public struct PageRuns: Hashable, Sendable {
  /// The runs that the page shows.
  public var table: ReportTable
  /// What the list leaves out, and where all of it stands, in a sentence.
  public var remark: String

  /// A list of runs with a remark on it.
  public init(table: ReportTable, remark: String) {
    self.table = table
    self.remark = remark
  }
}

/// A file that a page shows.
public struct PageFile: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// What it holds.
  public var text: String

  /// A file from its name and text.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// A command that a reader may give.
public struct PageStep: Hashable, Sendable {
  /// The command.
  public var command: String
  /// What it does, in a sentence.
  public var effect: String

  /// A command with what it does.
  public init(_ command: String, _ effect: String) {
    self.command = command
    self.effect = effect
  }
}
