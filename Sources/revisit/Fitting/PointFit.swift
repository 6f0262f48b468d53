// The fit that `revisit fit` makes, from its options to its answer.

import Analysis
import Foundation
import Randomness
import Reports
import Studies

/// A law fitted to a file of points, with all that was asked beside it.
struct PointFit {
  let form: LawForm
  let question: PointQuestion
  let asked: AskedPoints
  let fit: Analysis.PowerLawFit
  var multiverse: Multiverse?
  var lawBreak: LawBreak?
  let file: String

  init(_ command: FitCommand) throws {
    let table = try PointTable(file: command.from)
    file = table.file
    do {
      form = try LawForm(command.form)
    } catch {
      throw PointError("in --form: \(error)")
    }
    question = try PointQuestion(command, form, columns: table.columns, file: table.file)
    let asked = try table.points(question)
    self.asked = asked
    let fitting = try PowerLawFitting(command, replicates: asked.fitted.map(\.replicate))
    fit = try Self.naming(table.file) { try fitting.fit(asked.fitted, heldOut: asked.heldOut) }
    if command.multiverse { multiverse = try multiverse(command, table, fitting) }
    if let simulations = command.breakSimulations {
      guard form.factors.count == 1 else {
        throw PointError("--break is for laws of one factor; this one has two")
      }
      var search = LawBreakSearch(seed: Seed(root: command.seed))
      search.simulations = simulations
      lawBreak = try Self.naming(file) { try search.search(asked.fitted) }
    }
  }

  private static func naming<Answer>(_ file: String, _ body: () throws -> Answer) throws -> Answer {
    do {
      return try body()
    } catch let error as AnalysisError {
      throw PointError("\(file): \(error)")
    }
  }

  private func multiverse(
    _ command: FitCommand, _ table: PointTable, _ fitting: PowerLawFitting
  ) throws -> Multiverse {
    guard form.factors.count == 1 else {
      throw PointError("--multiverse is for laws of one factor; this one has two")
    }
    let others = try command.alsoX.map { text in
      try Self.expression(text, table.columns, "--also-x", file: file)
    }
    let countings =
      try [
        CostCounting(
          name: question.factors[0].description, runs: asked.fitted, heldOut: asked.heldOut)
      ]
      + others.map { other in
        let points = try table.points(question.counting(by: other))
        return CostCounting(
          name: other.description, runs: points.fitted, heldOut: points.heldOut)
      }
    var losses = Multiverse.usualLosses.filter { $0 != fitting.loss }
    if !asked.fitted.allSatisfy({ $0.error > 0 }) { losses.removeAll { $0.space == .log } }
    return Multiverse(
      countings, losses: [fitting.loss] + losses, exclusions: Multiverse.usualExclusions,
      fitting: fitting)
  }

  static func expression(
    _ text: String, _ columns: [String], _ place: String, file: String
  ) throws -> StudyExpression {
    do {
      return try StudyExpression(text, columns: columns, place: place)
    } catch {
      throw PointError("\(file): \(error)")
    }
  }
}

extension PointQuestion {
  init(_ command: FitCommand, _ form: LawForm, columns: [String], file: String) throws {
    func read(_ text: String, _ place: String, _ more: [String] = []) throws -> StudyExpression {
      try PointFit.expression(text, columns + more, place, file: file)
    }
    if form.factors == ["x"], let x = command.x {
      factors = [try read(x, "--x")]
    } else if let x = command.x {
      throw PointError(
        "--x is '\(x)', but the form names its factors itself (\(form)); leave --x out, or write x "
          + "in the form")
    } else if form.factors == ["x"], !columns.contains("x") {
      throw PointError("--x is missing: what of \(columns.joined(separator: ", ")) is x?")
    } else {
      factors = try form.factors.map { try read($0, "--form") }
    }
    ownFactors = factors
    error = try read(command.y, "--y")
    condition = try command.condition.map { try read($0, "--where") }
    let more = form.factors.count == 1 ? ["x", "y"] : ["y"]
    holdout = try command.holdout.map { try read($0, "--holdout", more) }
    loss = try command.fitLoss()
  }

  private init(_ other: PointQuestion, factors: [StudyExpression]) {
    self.factors = factors
    ownFactors = other.ownFactors
    error = other.error
    condition = other.condition
    holdout = other.holdout
    loss = other.loss
  }

  /// The same question with another cost.
  func counting(by cost: StudyExpression) -> PointQuestion {
    PointQuestion(self, factors: [cost])
  }
}

extension PowerLawFitting {
  fileprivate init(_ command: FitCommand, replicates: [Int]) throws {
    self.init()
    loss = try command.fitLoss()
    starts = command.starts
    seed = Seed(root: command.seed)
    profileLevel = 0.95
    if command.bootstrap > 0 {
      let hasReplicates = Set(replicates).count > 1
      bootstrap = Bootstrap(
        count: command.bootstrap, units: hasReplicates ? [.point, .seed] : [.point],
        seed: Seed(root: command.seed))
    }
  }
}
