// Points that no study made, as observations of a fit; every fault is told with its line.

import Analysis
import Configuration
import Foundation
import Studies

/// Something wrong with a file of points or with what was asked of it.
struct PointError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Named columns and rows of a file, each row with its line.
struct PointTable {
  let file: String
  let columns: [String]
  private let rows: [Row]

  /// A row and where it stands.
  struct Row {
    let line: Int
    let values: [ObservationValue]
  }

  init(file: String, columns: [String], rows: [Row]) {
    (self.file, self.columns, self.rows) = (file, columns, rows)
  }

  /// Reads a CSV, or a table of published values (`.yaml`).
  ///
  /// In a CSV lines that begin with `#` are left out, empty fields are missing.
  init(file: String) throws {
    if URL(filePath: file).pathExtension == "yaml" {
      self = try Self.published(file: file)
      return
    }
    let text: String
    do {
      text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    } catch {
      throw PointError(
        "\(file): cannot be read; expected a file of comma-separated text in UTF-8")
    }
    try self.init(text: text, file: file)
  }

  /// Reads the text of a file.
  init(text: String, file: String) throws {
    let records: [(line: Int, fields: [CSVField])]
    do {
      records = try CSV.numberedRecords(of: text)
    } catch let error as AnalysisError {
      throw PointError("\(file): \(error)")
    }
    guard let header = records.first else {
      throw PointError("\(file): empty; expected a line with the names of the columns")
    }
    let columns = header.fields.map { $0.text.trimmingCharacters(in: .whitespaces) }
    if let twice = columns.first(where: { name in columns.count { $0 == name } > 1 }) {
      throw PointError(
        "\(file):\(header.line): two columns are called '\(twice)'; expected each name once")
    }
    let width = columns.count
    if let ragged = records.first(where: { $0.fields.count != width }) {
      throw PointError(
        "\(file):\(ragged.line): \(ragged.fields.count) fields; expected \(width), one a column")
    }
    self.file = file
    self.columns = columns
    rows = records.dropFirst().map { record in
      Row(line: record.line, values: record.fields.map(Self.value))
    }
  }

  private static func value(_ field: CSVField) -> ObservationValue {
    if field.isQuoted { return .text(field.text) }
    let text = field.text.trimmingCharacters(in: .whitespaces)
    if text.isEmpty { return .missing }
    if let number = Double(text), number.isFinite { return .number(number) }
    return .text(text)
  }
}

/// What is asked of a file of points.
struct PointQuestion {
  /// What the law has terms of.
  let factors: [StudyExpression]
  /// What `x` means in `holdout`: so that the same rows are held out however cost is counted.
  let ownFactors: [StudyExpression]
  let error: StudyExpression
  let condition: StudyExpression?
  let holdout: StudyExpression?
  let loss: Analysis.FitLoss
}

/// The points that a question is about.
struct AskedPoints {
  var fitted: [FitObservation] = []
  var heldOut: [FitObservation] = []
  /// Rows that lack a number which the law asks for.
  var incomplete = 0
  /// Rows for which the condition does not hold.
  var excluded = 0
}

extension PointTable {
  /// The points of a question.
  ///
  /// A column `point` tells which rows are runs of one point, `replicate` or `seed` which replicate a row is; without
  /// them each row is a point of its own.
  func points(_ question: PointQuestion) throws -> AskedPoints {
    var asked = AskedPoints()
    for row in rows {
      let place = "\(file):\(row.line)"
      if lacksValue(row, question) {
        asked.incomplete += 1
        continue
      }
      do {
        guard try question.condition?.holds(lookup(row)) ?? true else {
          asked.excluded += 1
          continue
        }
        let run = try observation(row, question)
        let own = try question.ownFactors.map { try $0.number(lookup(row)) }
        let isHeldOut = try question.holdout?.holds { name in
          switch name {
          case "x" where own.count == 1: .number(own[0])
          case "y": .number(run.error)
          default: self.lookup(row)(name)
          }
        }
        if isHeldOut ?? false { asked.heldOut.append(run) } else { asked.fitted.append(run) }
      } catch let error as ExpressionError {
        throw PointError("\(place): \(error)")
      }
    }
    return asked
  }

  private func lookup(_ row: Row) -> (String) -> ExpressionValue? {
    { name in
      guard let column = columns.firstIndex(of: name) else { return nil }
      switch row.values[column] {
      case .number(let value): return .number(value)
      case .text(let value): return .text(value)
      case .boolean(let value): return .boolean(value)
      case .missing: return nil
      }
    }
  }

  /// Whether a row is empty in a column that the question mentions.
  private func lacksValue(_ row: Row, _ question: PointQuestion) -> Bool {
    let expressions = [question.error, question.condition, question.holdout].compactMap(\.self)
    let names = (question.ownFactors + question.factors + expressions).flatMap(\.names)
    return names.contains { name in
      columns.firstIndex(of: name).map { row.values[$0] == .missing } ?? false
    }
  }

  private func checkNumbers(_ row: Row, _ question: PointQuestion) throws {
    let names = (question.ownFactors + question.factors + [question.error]).flatMap(\.names)
    for name in names {
      guard let column = columns.firstIndex(of: name),
        case .text(let text) = row.values[column]
      else { continue }
      throw PointError(
        "\(file):\(row.line): column \(column + 1), '\(name)', holds '\(text)'; "
          + "expected a number, or nothing where there is none")
    }
  }

  private func observation(_ row: Row, _ question: PointQuestion) throws -> FitObservation {
    try checkNumbers(row, question)
    let factors = try question.factors.map { factor in
      let value = try factor.number(lookup(row))
      guard value > 0 else {
        throw PointError(
          "\(file):\(row.line): '\(factor)' is \(shortText(value)); expected a positive number")
      }
      return value
    }
    let error = try question.error.number(lookup(row))
    guard question.loss.space == .linear || error > 0 else {
      throw PointError(
        "\(file):\(row.line): '\(question.error)' is \(shortText(error)); residuals of logarithms "
          + "need positive values: leave the row out with --where, or take --space linear")
    }
    return FitObservation(
      factors: factors, error: error, point: text(of: ["point"], row) ?? "line \(row.line)",
      replicate: text(of: ["replicate", "seed"], row).flatMap { Int($0) } ?? 0)
  }

  private func text(of names: [String], _ row: Row) -> String? {
    names.compactMap { name in columns.firstIndex(of: name).map { row.values[$0].text } }
      .first { !$0.isEmpty }
  }
}

/// A number without a fraction that is zero.
func shortText(_ value: Double) -> String {
  Int(exactly: value).map(String.init) ?? "\(value)"
}
