// What a study asked, what was run and what came of it, in words: the head of its page and of its notebook.

import Analysis
import Configuration
import Datasets
import Foundation
import Records
import Reports
import Studies

extension StudyReport {
  /// What was done, in a sentence.
  var lead: String {
    let part = study.subset.map { " This is the subset '\($0)' of the study." } ?? ""
    return "\(counted(study.points.count, "point")) with \(counted(study.replicateCount, "seed")) "
      + "each: \(runCounts.done) of \(counted(study.runs.count, "run")) done.\(part)"
  }

  /// Each question of the study with its answers: its fits, or, where it has none, what its tables compare.
  var pageAnswers: [PageAnswer] {
    let fits = answers.map { answer in
      PageAnswer(
        question: study.question(answer.definition.kind), name: answer.definition.name,
        statements: answer.statements.map { $0.prefix(1).uppercased() + $0.dropFirst() })
    }
    return fits.isEmpty ? study.tables.compactMap(comparison) : fits
  }

  private func comparison(_ definition: TableDefinition) -> PageAnswer? {
    guard case .mean(let measure, _) = definition.cell,
      let statements = all.first(where: { $0.name == definition.name })?.bestStatements,
      !statements.isEmpty
    else { return nil }
    let settings = (definition.rows + definition.columns).joined(separator: " and ")
    return PageAnswer(
      question: "How does \(words(study.measure(measure).metric)) depend on \(settings)?",
      name: definition.name, statements: statements, origin: .table)
  }

  /// What was run, by what and where; nothing that a repetition of the runs would change.
  ///
  /// - Throws: What counting the images of a set throws.
  func facts(at location: DataLocation) throws -> [PageFact] {
    let provenance = tables.provenance
    let done = results.results.map(\.record).filter(\.outcome.isResult)
    let fingerprints = Set(done.map(\.numericsFingerprint)).subtracting([""]).sorted()
    let numerics = Set(
      study.points.firstIndices(differingIn: ["numerics"]).compactMap {
        study.points[$0].configuration.settings["numerics"]?.canonicalText
      }
    ).sorted()
    let facts = [
      PageFact("Runs", runCounts.text), PageFact("Varied", study.variation),
      PageFact(
        "Replicates",
        provenance.seedText + (provenance.rootSeed.map { " of root \($0)" } ?? "")),
      PageFact(
        "Training",
        "\(scaledText(try trainingMultiplyAdds(at: location))) multiply-adds, evaluation included"),
      PageFact("Machine", provenance.machine ?? ""), PageFact("Commit", provenance.commit),
      PageFact(
        "Numerics",
        numerics.joined(separator: ", ")
          + (fingerprints.isEmpty ? "" : ", fingerprint " + fingerprints.joined(separator: ", "))),
      PageFact("Study file", "SHA-256 " + study.sourceSHA256),
    ]
    return facts.filter { !$0.text.isEmpty }
  }

  /// What the runs that are done took.
  private func trainingMultiplyAdds(at location: DataLocation) throws -> Double {
    let classes = study.points.classes(differingIn: RunWork.settings)
    var works: [Int: Double] = [:]
    return try results.results.reduce(0) { sum, result in
      guard result.record.outcome.isResult else { return sum }
      let number = classes.number(of: result.order)
      if let known = works[number] { return sum + known }
      let configuration = result.point.configuration
      let work = RunWork(
        configuration, result.cost, on: try configuration.data.traits(at: location)
      ).multiplyAdds
      works[number] = work
      return sum + work
    }
  }

  private var runCounts: RunCounts {
    let outcomes = results.results.map(\.record.outcome)
    let done = outcomes.count(where: \.isResult)
    return RunCounts(
      done: done, diverged: outcomes.count { if case .diverged = $0 { true } else { false } },
      failed: outcomes.count - done, open: study.runs.count - outcomes.count)
  }
}

/// How many runs of a study stand how.
private struct RunCounts {
  /// Those with a result.
  let done: Int
  /// Of them, those whose loss left the finite numbers.
  let diverged: Int
  let failed: Int
  /// Those that have not ended.
  let open: Int

  var text: String {
    "\(done) done" + (diverged > 0 ? " (\(diverged) of them diverged)" : "")
      + ", \(failed) failed, \(open) not done"
  }
}

extension StudyAnswer {
  /// What it says, in sentences.
  var statements: [String] {
    switch result {
    case .failure(let error): ["no answer: \(error)"]
    case .success(.contrast(let result)): result.regimes.map(\.statement)
    case .success(.powerLaw(let fit)): [fit.statement] + furtherStatements
    case .success(.resolution(let rule)): [rule.statement]
    case .success(.speedAccuracy(let frontier)): [frontier.statement]
    }
  }
}

extension Study {
  /// A fit as a question.
  fileprivate func question(_ kind: FitKind) -> String {
    switch kind {
    case .contrast(let fit):
      let measure = measure(fit.measure)
      let degree = measure.higherIsBetter ? "higher" : "lower"
      let costs = fit.matches.map { words($0.cost) }.joined(separator: " and ")
      let sentence =
        "\(fit.first) or \(fit.second): which has the \(degree) "
        + "\(words(measure.metric)) at equal \(costs)?"
      return sentence.prefix(1).uppercased() + sentence.dropFirst()
    case .powerLaw(let law):
      let factors = law.factors.map { words($0.description) }.joined(separator: " and ")
      return
        "How does the error \(law.y.description) fall with \(factors)\(law.condition.map(place) ?? "")?"
    case .frontier(let frontier):
      let setting = frontier.setting.split(separator: ".").last ?? ""
      return "How does the best \(setting) grow with "
        + "\(words(frontier.x.description))\(frontier.condition.map(place) ?? "")?"
    case .speedAccuracy(let front):
      return "Which points are worth their \(words(front.x.description)), by "
        + "\(words(front.y.description))\(front.condition.map(place) ?? "")?"
    }
  }

  private func place(_ condition: StudyExpression) -> String {
    ", where " + condition.description.replacing(" == ", with: " = ")
  }

  /// What the study varies: groups with their alternatives, axes with the values that its points have.
  fileprivate var variation: String {
    let groups = groups.map { ($0.name, $0.alternatives) }
    let axes = axes.map { axis in
      let values = points.firstIndices(differingIn: [axis.path]).compactMap {
        points[$0].axisValues[axis.name]?.canonicalText
      }
      return (axis.name, values)
    }
    return (groups + axes).map { name, values in
      let shown = values.prefix(12).joined(separator: ", ")
      let rest = values.count > 12 ? ", and \(values.count - 12) more" : ""
      return "\(name) (\(shown)\(rest))"
    }
    .joined(separator: "; ")
  }
}

/// A metric or a cost as people read it; an expression as it stands.
private func words(_ name: String) -> String { title(ofColumn: name) }
