// The tables and figures of an analysis of published values, with its verdicts in sentences.

import Analysis
import Foundation
import Randomness
public import References

/// An analysis of published values with the tables and figures that say what came of it.
public struct AnalysisTables: Sendable {
  /// The analysis's name, and that of its tables' folder.
  public let name: String
  /// The tables; the first has the verdicts.
  public let tables: [ReportTable]
  /// What was answered, for claims to be judged by.
  let answer: AnalysisAnswer
  /// The figures.
  public let figures: [Figure]

  /// Makes an analysis.
  ///
  /// - Parameters:
  ///   - specification: What is asked.
  ///   - library: The published values.
  ///   - commit: Version of the code that counts.
  ///   - ours: What we say of a network.
  /// - Throws: `ReferenceError` where a table or a column is not there or a value is not verified; `AnalysisError` where
  ///   the values cannot answer; what `ours` throws.
  public init(
    _ specification: AnalysisSpecification, library: ReferenceLibrary, commit: String,
    ours: (NetworkQuestion) throws -> OwnValue
  ) throws {
    let points = try PublishedObservations(
      library.table(named: specification.reference), network: specification.network,
      library: library, ours: ours)
    name = specification.name
    switch specification.question {
    case .depthOrWidth(let question):
      let maker = DepthOrWidthTables(
        specification: specification, question: question, points: points, commit: commit)
      let answers = try maker.answers()
      tables = try maker.tables(of: answers)
      figures = try maker.figures(answers)
      answer = AnalysisAnswer(answers, of: question, points)
    case .slowResolution(let question):
      let maker = SlowResolutionTables(
        specification: specification, question: question, points: points, library: library,
        commit: commit)
      let found = try maker.answer()
      tables = try maker.tables(of: found)
      figures = try maker.figures(found.growth)
      answer = AnalysisAnswer(found, of: maker)
    }
  }
}

extension AnalysisSpecification {
  /// Draws of the readings for one of the analysis's estimators.
  func simulation(_ estimator: Int) -> ErrorSimulation {
    ErrorSimulation(
      draws: draws, seed: Seed(root: UInt64(max(seed, 0))), estimator: estimator)
  }

  /// The sentence that says how readings' errors enter.
  func readingNote(_ points: PublishedObservations) -> String {
    let errors = points.reference.columns.compactMap { column in
      switch column.uncertainty {
      case .absolute(let deviation):
        "\(column.name) \(shortNumber(deviation))\(column.unit.map { " \($0.rawValue)" } ?? "")"
      case .relative(let deviation): "\(column.name) \(shortNumber(100 * deviation)) %"
      case nil: nil
      }
    }
    return "Readings are drawn anew \(draws) times (seed \(seed)) with normal errors of "
      + "deviation \(errors.joined(separator: ", ")), as the digitisation states them."
  }

  /// The sentence that says where the points stand.
  func sourceNote(_ points: PublishedObservations) -> String {
    let table = points.reference
    let note = table.statusNote.map { " (\($0))" } ?? ""
    return "\(table.name): \(table.status.rawValue)\(note), \(table.provenance.words), from "
      + table.sources.joined(separator: "; ") + "."
  }
}

/// A number in at most three significant digits, without zeros at its end.
func shortNumber(_ value: Double) -> String {
  String(format: "%.3g", locale: Locale(identifier: "en_US_POSIX"), value)
}

/// A number with fixed digits after the point; no minus before zeros.
func fixedNumber(_ value: Double, _ decimals: Int) -> String {
  let text = String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), value)
  return Double(text) == 0 && text.hasPrefix("-") ? String(text.dropFirst()) : text
}

/// An interval in brackets.
func bracketed(_ interval: Interval?, _ decimals: Int, factor: Double = 1) -> String {
  guard let interval else { return "" }
  return " [\(fixedNumber(interval.low * factor, decimals)), "
    + "\(fixedNumber(interval.high * factor, decimals))]"
}

extension Verdict {
  /// The verdict in a word: a name, `equivalent` or `undecided`.
  func word(_ first: String, _ second: String) -> String {
    switch self {
    case .first: first
    case .second: second
    case .equivalent: "equivalent"
    case .undecided: "undecided"
    }
  }
}
