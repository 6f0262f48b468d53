// Reads the fits of power laws.

import Documents

extension StudyReader {
  mutating func readPowerLaw(
    _ node: SourceNode, _ place: String, _ scope: ExpressionScope
  ) -> PowerLawFit? {
    let fields = fields(of: node, in: place, StudyGrammar.powerLaw)
    let form = fields["form"].flatMap { readForm($0, fields.path("form")) }
    let isOfTwo = (form?.factors.count ?? 1) > 1
    let condition = optionalExpression(fields, "where", scope)
    let holdout = optionalExpression(
      fields, "holdout", scope.adding(isOfTwo ? ["y"] : ["x", "y"]))
    let loss = fields["loss"].map { readLoss($0, fields.path("loss")) }
    let starts = fields["starts"].flatMap { integer($0, fields.path("starts"), in: 1...10_000) }
    let bootstrap = readBootstrap(fields)
    let multiverse = fields["multiverse"].map { readMultiverse($0, fields, scope) }
    let simulations = fields["break"].flatMap {
      integer($0, fields.path("break"), in: 99...1_000_000)
    }
    let factors = readFactors(form, fields, scope)
    let y = requiredExpression(fields, "y", scope)
    for key in ["multiverse", "break"] where isOfTwo {
      guard let node = fields[key] else { continue }
      report("'\(fields.path(key))' is for laws of one factor", at: node.position)
    }
    guard let form, let factors, let y else { return nil }
    return PowerLawFit(
      form: form, factors: factors, y: y, condition: condition,
      loss: loss ?? FitLoss(huber: nil, space: .linear), starts: starts ?? 64,
      bootstrap: bootstrap, holdout: holdout, multiverse: multiverse,
      breakSimulations: simulations)
  }

  private mutating func readForm(_ node: SourceNode, _ place: String) -> LawForm? {
    guard let text = text(node, place) else { return nil }
    do {
      return try LawForm(text)
    } catch {
      report("in '\(place)': \(error.description)", at: node.position)
      return nil
    }
  }

  /// What the law has terms of: `x`, or what the form itself names; nil where one is wrong.
  private mutating func readFactors(
    _ form: LawForm?, _ fields: Fields, _ scope: ExpressionScope
  ) -> [StudyExpression]? {
    guard let form, let node = fields["form"], form.factors != ["x"] else {
      return requiredExpression(fields, "x", scope).map { [$0] }
    }
    if let x = fields["x"] {
      report(
        "'\(fields.path("x"))' stands beside a form without x; remove it, or write x in the form",
        at: x.position)
    }
    let factors = form.factors.compactMap { name -> StudyExpression? in
      let (term, problems) = scope.resolve(.name(name))
      for problem in problems {
        report("in '\(fields.path("form"))': \(problem)", at: node.position)
      }
      return problems.isEmpty ? StudyExpression(name, at: node.position, term: term) : nil
    }
    return factors.count == form.factors.count ? factors : nil
  }

  private mutating func readMultiverse(
    _ node: SourceNode, _ fields: Fields, _ scope: ExpressionScope
  ) -> MultiversePlan {
    let place = fields.path("multiverse")
    return MultiversePlan(
      countings: list(node, place).compactMap { expression($0, place, scope) })
  }
}
