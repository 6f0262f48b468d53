// The keys of a study file, each described once: its reader and `revisit study schema` both take them from here.

import Configuration
import Documents

/// What a study file may hold.
enum StudyGrammar {
  /// The file as a whole.
  static let document = DocumentMap([
    DocumentKey(
      "schema", .value(.integer(1...1)), required: true, "the version of this language: 1"),
    DocumentKey(
      "study", .either([.text(pattern: "[a-z0-9-]{1,64}"), .value(.integer(0...Int.max))]),
      required: true,
      "the study's name, the only one used in paths"),
    DocumentKey("title", .words, required: true, "the title, for people"),
    DocumentKey(
      "extends", .words, "another study file, beside this one: maps merge by key, lists replace"),
    DocumentKey("recipe", names, "the training procedure to start from, or several"),
    DocumentKey("base", .settings(.value), required: true, "what all points share"),
    DocumentKey(
      "axes", .named(.map(axis)), "settings that vary: their product, the last fastest"),
    DocumentKey(
      "groups", .named(.either([.named(.map(alternative)), .list(.named(.settings(.value)))])),
      "axes made of alternatives side by side; a list adds to its rows one by one"),
    DocumentKey("seeds", .map(seeds), "the replicates of each point"),
    DocumentKey("derive", .settings(.expression), "settings that follow from others"),
    DocumentKey("when", .settings(.expression), "settings that exist only where a condition holds"),
    DocumentKey("override", .list(.map(override)), "settings where a condition holds"),
    DocumentKey("constraints", .list(.map(constraint)), "which points there are"),
    DocumentKey("identity", .map(identity), "which points are the same"),
    DocumentKey("subsets", .named(.map(subset)), "parts of the study, asked for by name"),
    DocumentKey("measure", .named(.map(measure)), "metrics under names of the study"),
    DocumentKey(
      "fits", .named(.either([.map(powerLaw), .map(contrast), .map(frontier)])),
      "the questions to the results"),
    DocumentKey("tables", .named(.map(table)), "the tables to write"),
    DocumentKey("run", .map(run), "how runs are done; no result depends on it"),
    DocumentKey("budget", .map(budget), "what the runs may cost; no result depends on it"),
    DocumentKey("claims", .named(.map(claim)), "published statements to hold against the fits"),
  ])

  private static let names = DocumentShape.either([.words, .list(.words)])
  private static let expression = DocumentShape.words
  private static let count = DocumentShape.value(.integer(1...10_000))
  private static let size = DocumentShape.text(pattern: "[0-9.eE+-]+ *([kMGTP]B|[KMGTP]iB)")
  private static let time = DocumentShape.text(pattern: "[0-9]{1,6}(s|min|h)")
  private static let tries = DocumentShape.value(.integer(0...100))

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _: Choice.Type
  ) -> DocumentShape {
    .value(.choice(Choice.allCases.map(\.rawValue)))
  }
}

// MARK: - What is varied

extension StudyGrammar {
  /// The settings of the seeds that an axis may vary: what is drawn anew, and from which root.
  static let seedAxes = ["seeds.vary", "seeds.root"]

  static let axis = DocumentMap([
    DocumentKey(
      "set", .either([.settingPath, .value(.choice(seedAxes))]), required: true,
      "the setting that varies"),
    DocumentKey("values", .list(.anySettingValue), required: true, "its values, in order"),
  ])

  static let alternative = DocumentMap([
    DocumentKey("recipe", names, "the training procedure of these points"),
    DocumentKey("axes", .settings(.list), "lists of values: their product"),
    DocumentKey("zip", .settings(.list), "lists of values of one length, side by side"),
  ])

  static let seeds = DocumentMap([
    DocumentKey("root", .value(.integer(0...Int.max)), "the root seed"),
    DocumentKey("count", count, "replicates of each point"),
    DocumentKey(
      "vary", .value(.choices(RandomSource.allCases.map(\.rawValue))),
      "what differs between replicates; the rest is drawn as in replicate 0"),
    DocumentKey(
      "paired", .value(.boolean),
      "whether replicate k is the same chance at every point; otherwise each point has its own"),
  ])

  static let override = DocumentMap([
    DocumentKey("where", expression, required: true, "the condition"),
    DocumentKey("set", .settings(.value), required: true, "the settings there"),
    DocumentKey("why", .words, required: true, "the reason, in words"),
  ])

  static let constraint = DocumentMap(
    [
      DocumentKey("drop", expression, "points to leave out"),
      DocumentKey("keep", expression, "points to keep; all others go"),
      DocumentKey("expect", expression, "what holds of all that is left, such as count() == 40"),
      DocumentKey("why", .words, "the reason, in words; drop and keep need one"),
    ], exactlyOne: Constraint.Rule.allCases.map(\.rawValue))

  static let identity = DocumentMap([
    DocumentKey("defaults", .settings(.value), "defaults that the study relies on"),
    DocumentKey("aliases", .named(.settingPath), "other names of settings"),
    DocumentKey(
      "ignore", .list(.value(.choice(Schema.identityMayLeaveOut))),
      "settings that identities leave out"),
  ])

  static let subset = DocumentMap([
    DocumentKey("where", expression, "the points of the subset"),
    DocumentKey("seeds", count, "replicates of each of them"),
    DocumentKey("set", .settings(.value), "settings there"),
  ])
}

// MARK: - What is asked

extension StudyGrammar {
  /// The metrics of a run.
  static let metrics = ["validation", "test", "train"].flatMap { ["\($0).top1", "\($0).loss"] }

  static let measure = DocumentMap([
    DocumentKey("metric", .value(.choice(metrics)), required: true, "a metric of a run"),
    DocumentKey("of", choice(MeasuredWeights.self), "which weights"),
    DocumentKey("at", choice(MeasuredEpoch.self), "after which epoch"),
    DocumentKey("unit", choice(MeasureUnit.self), "as recorded, or in percent"),
  ])

  static let powerLaw = DocumentMap([
    DocumentKey(
      "form", expression, required: true, "E + A * x^-a, or with two terms E + A * u^-a + B * v^-b"),
    DocumentKey("x", expression, "the quantity x, positive, where the form names x"),
    DocumentKey("y", expression, required: true, "the quantity y"),
    DocumentKey("where", expression, "which observations count"),
    DocumentKey("loss", .map(loss), "what is minimised"),
    DocumentKey("starts", count, "from how many starts"),
    DocumentKey("bootstrap", .map(bootstrap), "resampling for intervals"),
    DocumentKey("holdout", expression, "what is only predicted, in terms of x and y too"),
    DocumentKey(
      "multiverse", .list(expression), "other countings of x: the fit under the analyst's choices"),
    DocumentKey(
      "break", .value(.integer(99...1_000_000)), "simulations of the test for a break of the law"),
  ])

  static let loss = DocumentMap([
    DocumentKey(
      "huber", .value(.number(Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude)),
      "the residual at which Huber's loss turns from square to linear"),
    DocumentKey("space", choice(FitSpace.self), "the scale of residuals"),
  ])

  static let bootstrap = DocumentMap([
    DocumentKey("n", .value(.integer(1...1_000_000)), required: true, "the number of resamples"),
    DocumentKey(
      "unit", .either([choice(ResamplingUnit.self), .list(choice(ResamplingUnit.self))]),
      "what is drawn, from the outer to the inner level"),
  ])

  static let contrast = DocumentMap([
    DocumentKey("contrast", .list(.words), required: true, "two alternatives of a group"),
    DocumentKey("metric", .words, required: true, "a name from 'measure'"),
    DocumentKey(
      "match", .map(DocumentMap(ExpressionScope.costs.map { DocumentKey($0, percentage, "cost") })),
      required: true, "how closely costs must agree"),
    DocumentKey("by", .list(.words), "the axes by which regimes are told apart"),
    DocumentKey("paired_by", .value(.choice(["seed"])), "what pairs replicates"),
    DocumentKey("correct", choice(MultipleTesting.self), "for asking in several regimes"),
    DocumentKey(
      "equivalence", .value(.number(0...Double.greatestFiniteMagnitude)),
      "the difference that counts as none, in the measure's unit"),
  ])

  /// What `frontier` has where points are asked for, not a setting.
  static let points = "points"

  private static let percentage = DocumentShape.text(pattern: "[0-9.eE+-]+%")

  static let frontier = DocumentMap([
    DocumentKey(
      "frontier", .either([.settingPath, .value(.choice([ExpressionScope.resolution, points]))]),
      required: true,
      "the setting whose best value is sought, or points: which of them are worth their cost"),
    DocumentKey("x", expression, required: true, "the cost, positive"),
    DocumentKey("y", expression, required: true, "what is to be low"),
    DocumentKey("where", expression, "which observations count"),
    DocumentKey("bootstrap", .map(bootstrap), "resampling for intervals"),
  ])

  static let table = DocumentMap([
    DocumentKey("rows", .list(.words), required: true, "axes, groups or settings"),
    DocumentKey("columns", .list(.words), "axes, groups or settings"),
    DocumentKey(
      "cell", .words, required: true, "mean(m), mean(m) +- ci95 or std, difference(m), or a cost"),
    DocumentKey("reference", expression, "the row that differences are taken from"),
    DocumentKey(
      "equivalence",
      .value(.number(Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude)),
      "the difference that counts as none, in the measure's unit"),
    DocumentKey("mark", .map(mark), "what is marked in each column"),
    DocumentKey("formats", .list(choice(TableFormat.self)), "the files to write"),
    DocumentKey("caption", .words, "what stands above it"),
  ])

  static let mark = DocumentMap([
    DocumentKey("best", choice(TableMarks.Best.self), "the best mean"),
    DocumentKey("same_as_best", choice(TableMarks.SameAsBest.self), "what is not told from it"),
  ])

  static let claim = DocumentMap([
    DocumentKey("source", .map(source), required: true, "where it was published"),
    DocumentKey("fit", .words, required: true, "a name from 'fits'"),
    DocumentKey("where", expression, "the regimes that it is about, by the axes of the fit"),
    DocumentKey("expect", expression, required: true, "what it says of the fit's answer"),
  ])

  static let source = DocumentMap(
    [
      DocumentKey(
        "arxiv", .either([.text(pattern: ClaimSource.arxivPattern), .value(.number(1...1e5))]),
        "its number at arXiv"),
      DocumentKey("doi", .text(pattern: ClaimSource.doiPattern), "its DOI"),
      DocumentKey("url", .text(pattern: ClaimSource.urlPattern), "its address"),
      DocumentKey("section", .words, "the section in it"),
      DocumentKey("table", .words, "the table in it"),
      DocumentKey("figure", .words, "the figure in it"),
      DocumentKey("page", .words, "the page in it"),
    ], exactlyOne: ["arxiv", "doi", "url"])
}

// MARK: - How runs are done

extension StudyGrammar {
  static let run = DocumentMap([
    DocumentKey("determinism", choice(RequiredDeterminism.self), "what keeps the results' bits"),
    DocumentKey("retry", .map(retry), "more tries after a failure, by its class"),
    DocumentKey("limits", .map(limits), "what stops a run"),
    DocumentKey("checkpoint", .map(checkpoint), "what an interrupted run goes on from"),
  ])

  static let retry = DocumentMap(
    RetryCause.allCases.map { cause in
      DocumentKey(
        cause.rawValue, cause.isCertain ? .value(.integer(0...0)) : tries,
        cause.isCertain ? "0, since another try would end alike" : "more tries")
    })

  static let limits = DocumentMap([
    DocumentKey("time", time, "of one try, such as 2h, 10min or 90s"),
    DocumentKey("memory", size, "of one run, such as 8GB"),
  ])

  static let checkpoint = DocumentMap([
    DocumentKey(
      "every", .either([time, .value(.integer(0...0))]),
      "how often, such as 10min; 0 for after every step"),
    DocumentKey("keep", choice(CheckpointSettings.Keep.self), "what is kept"),
  ])

  static let budget = DocumentMap([
    DocumentKey(
      "core_hours", .value(.number(Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude)),
      "processor time of all runs, in core hours"),
    DocumentKey("disk", size, "room for all results, such as 200GB"),
    DocumentKey("order", choice(StudyBudget.Order.self), "which runs begin first"),
  ])
}
