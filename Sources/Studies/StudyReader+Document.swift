// The sections of a study file.

import Configuration
import Documents

extension StudyReader {
  /// The sections of a tree; what is wrong is in `problems`.
  mutating func readDocument(
    _ root: SourceNode, _ recipes: inout RecipeReader
  ) -> StudyDocument {
    let fields = fields(of: root, in: "", StudyGrammar.document)
    var document = StudyDocument()
    readHead(fields, into: &document)
    document.identity = fields["identity"].map { readIdentity($0) } ?? IdentityDefinition()
    document.recipe = fields["recipe"].map { recipes.recipe($0, "recipe", &self) } ?? Recipe()
    if let node = fields.required("base", "the settings of a run", &self) {
      document.base = assignments(node, in: "base")
      document.basePosition = node.position
    }
    document.groups = fields["groups"].map { readGroups($0, &recipes) } ?? []
    document.axes = fields["axes"].map { readAxes($0) } ?? []
    document.seeds = fields["seeds"].map { readSeeds($0) } ?? SeedsDefinition()
    document.run = fields["run"].map { readRun($0) } ?? RunSettings()
    document.budget = fields["budget"].map { readBudget($0) } ?? StudyBudget()
    document.runPosition = fields["run"]?.position ?? .start
    readRules(fields, into: &document)
    readQuestions(fields, into: &document)
    return document
  }

  private mutating func readHead(_ fields: Fields, into document: inout StudyDocument) {
    checkSchema(fields)
    if let node = fields.required("study", "the study's name", &self),
      let name = text(node, "study")
    {
      document.name = name
      if name.wholeMatch(of: #/[a-z0-9-]{1,64}/#) == nil {
        report(
          "'study' is '\(name)'; expected at most 64 small letters, digits and '-'",
          at: node.position)
      }
    }
    document.title =
      fields.required("title", "a title in words", &self).flatMap { text($0, "title") } ?? ""
  }

  private mutating func readRules(_ fields: Fields, into document: inout StudyDocument) {
    let given = ExpressionScope(
      axes: document.axes.map(\.name), groups: document.groups, aliases: aliases)
    let costed = given.adding(ExpressionScope.costs)
    document.derivations = fields["derive"].map { readDerivations($0, in: "derive", given) } ?? []
    let early = given.beforeDeriving(document.derivations.map(\.path))
    document.conditions = fields["when"].map { readConditions($0, early) } ?? []
    document.overrides = fields["override"].map { readOverrides($0, early) } ?? []
    document.constraints = fields["constraints"].map { readConstraints($0, costed) } ?? []
    document.subsets = fields["subsets"].map { readSubsets($0, costed) } ?? []
  }

  private mutating func readQuestions(_ fields: Fields, into document: inout StudyDocument) {
    document.measures = fields["measure"].map { readMeasures($0) } ?? []
    let measures = document.measures.map(\.name)
    let axes = document.axes.map(\.name)
    let context = QuestionContext(
      scope: ExpressionScope(axes: axes, groups: document.groups, aliases: aliases)
        .adding(ExpressionScope.costs + measures + ["seed"]),
      axes: axes, groups: document.groups, measures: measures)
    demandDifferentNames(document, fields)
    document.fits = fields["fits"].map { readFits($0, context) } ?? []
    document.tables = fields["tables"].map { readTables($0, context) } ?? []
    let names = fields["fits"].map { entryNames(of: $0) } ?? []
    document.claims =
      fields["claims"].map { readClaims($0, document.fits, names: names) } ?? []
  }

  /// The keys of a map, those of which something is wrong included.
  private func entryNames(of node: SourceNode) -> [String] {
    if case .mapping(let entries) = node.content { entries.map(\.key) } else { [] }
  }

  /// Axes, groups and measures share one space of names in expressions.
  private mutating func demandDifferentNames(_ document: StudyDocument, _ fields: Fields) {
    let axes = document.axes.map { ($0.name, $0.position) }
    let groups = document.groups.map { ($0.name, $0.position) }
    var measures: [(String, SourcePosition)] = []
    if case .mapping(let entries)? = fields["measure"]?.content {
      measures = entries.map { ($0.key, $0.keyPosition) }
    }
    var first: [String: SourcePosition] = [:]
    for (name, position) in (axes + groups + measures).sorted(by: { $0.1 < $1.1 }) {
      if let earlier = first[name], earlier != position {
        report("the name '\(name)' is taken already, at \(earlier)", at: position)
      } else {
        first[name] = position
      }
    }
  }
}
