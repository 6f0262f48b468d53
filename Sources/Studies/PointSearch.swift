// Why a point is or is not among a study's: what became of the combinations that a description picks.

import Configuration
import Documents

extension Study {
  /// What became of points: that they are there, by which rule they were removed, that they are one with another, or
  /// that the grid has no such combination and which is nearest.
  ///
  /// A description is settings with values (`model.depth=400,data.resolution=320`), also by names of axes and groups; or
  /// an identity, or its first digits, four at least.
  ///
  /// - Throws: `PointQuestionError` where the description says nothing about the study's points.
  public func whyNot(_ description: String) throws -> String {
    let search = PointSearch(study: self)
    if description.wholeMatch(of: #/[0-9a-f]{4,16}/#) != nil {
      return String(search.story(ofID: description).dropLast())
    }
    let grid = StudyPoints(fates.resolved, axes: [], unidentified: unidentified)
    let question = try PointQuestion(description, names, varied: grid.variedSettings)
    guard !question.wishes.isEmpty else {
      throw PointQuestionError("the description is empty; expected settings or an identity")
    }
    return String(search.story(of: question).dropLast())
  }
}

/// Looks for combinations of the grid and tells what became of them.
private struct PointSearch {
  let study: Study

  private var fates: GridFates { study.fates }

  func story(of question: PointQuestion) -> String {
    let asked = question.wishes.map(\.text).joined(separator: ", ")
    let misses = question.wishes.map { Miss($0, fates) }
    let rows = 0..<fates.resolved.rowCount
    let found = rows.filter { row in misses.allSatisfy { $0.value(at: row) == 0 } }
    if !found.isEmpty {
      return "\(counted(found.count, "combination")) of the grid: \(asked)\n" + story(of: found)
    }
    let distances = rows.map { row in misses.reduce(0) { $0 + $1.value(at: row) } }
    guard let nearest = rows.min(by: { distances[$0] < distances[$1] }) else {
      return "The grid is empty.\n"
    }
    let missing = zip(question.wishes, misses)
      .filter { _, miss in rows.allSatisfy { miss.value(at: $0) > 0 } }.map(\.0.text)
    let what =
      missing.isEmpty
      ? "No combination of the grid has all of \(asked)."
      : "No combination of the grid has \(missing.joined(separator: ", nor "))."
    return "\(what)\nThe nearest is this:\n" + story(of: [nearest])
  }

  func story(ofID id: String) -> String {
    let rows = (0..<study.points.count).filter { study.points.id(at: $0).hasPrefix(id) }
    if !rows.isEmpty { return rows.map { story(ofPoint: $0, asked: nil) }.joined() }
    let combinations = StudyPoints(
      fates.resolved, axes: [], unidentified: study.unidentified)
    let found = combinations.indices.filter { combinations.id(at: $0).hasPrefix(id) }
    if !found.isEmpty { return story(of: found) }
    return
      "No combination of the grid has the identity \(id), and none that a rule removed had it.\n"
  }

  /// What became of some combinations: points first, then what was removed, rule by rule.
  private func story(of combinations: [Int]) -> String {
    var points: [(row: Int, combination: Int)] = []
    var removed: [(remover: PointRemover, combinations: [Int])] = []
    for combination in combinations {
      switch fates.fate(of: combination) {
      case .point(let row):
        if points.last?.row != row { points.append((row, combination)) }
      case .removed(let remover):
        if let place = removed.firstIndex(where: { $0.remover.text == remover.text }) {
          removed[place].combinations.append(combination)
        } else {
          removed.append((remover, [combination]))
        }
      }
    }
    let shown = points.prefix(Self.limit).map { story(ofPoint: $0.row, asked: $0.combination) }
    let more = points.count - shown.count
    let rest = more > 0 ? "and \(counted(more, "point")) more of the study\n" : ""
    return shown.joined() + rest + removed.map(story).joined()
  }

  /// A point of the study, and whether the combination that was asked for is one with others.
  private func story(ofPoint row: Int, asked: Int?) -> String {
    let combinations = fates.combinations(of: row)
    guard let first = combinations.first else { return "" }
    let combination = asked ?? first
    var text = "point \(study.points.id(at: row)): \(name(of: combination, in: fates.given))\n"
    let (given, final) = (
      name(of: combination, in: fates.given), name(of: combination, in: fates.resolved)
    )
    if given != final { text += "  by 'override', 'when' or 'derive' it is \(final)\n" }
    let others = combinations.filter { $0 != combination }
    if let other = others.first {
      text += "  one point with \(name(of: other, in: fates.given))"
      text += others.count > 1 ? " and \(others.count - 1) more\n" : "\n"
    }
    return text
  }

  private func story(
    _ removed: (remover: PointRemover, combinations: [Int])
  ) -> String {
    let names = removed.combinations.prefix(Self.limit)
      .map { "  \(name(of: $0, in: fates.resolved))\n" }
    let more = removed.combinations.count - names.count
    return "\(counted(removed.combinations.count, "combination")) \(removed.remover.text)\n"
      + names.joined() + (more > 0 ? "  and \(more) more\n" : "")
  }

  private func name(of combination: Int, in table: PointTable) -> String {
    let name = study.names.name(of: table.draft(at: combination))
    return name.isEmpty ? "the only point" : name
  }

  /// Points and combinations that are named; the others are counted.
  private static let limit = 3
}

extension PointRemover {
  /// What it did, after a number of combinations.
  fileprivate var text: String {
    switch self {
    case .constraint(let rule):
      "removed by '\(rule)' (line \(rule.position.line)): \(rule.why)"
    case .subset(let subset):
      "not in the subset '\(subset.name)'"
        + (subset.condition.map { ", where \($0)" } ?? "")
    }
  }
}

/// How far combinations are from a wish: 0 where it is met, as given or after overrides, conditions and derivations.
private struct Miss {
  /// For each table that may meet it the codes of a column, empty where they are all 0, with the miss of each code.
  private let columns: [(codes: [UInt32], misses: [Double])]

  init(_ wish: PointQuestion.Wish, _ fates: GridFates) {
    columns = [fates.given, fates.resolved].map { table in
      switch wish {
      case .label(let group, let alternative):
        let column = table.labels[group] ?? CodedColumn([])
        return (column.codes, column.values.map { $0.contains(alternative) ? 0 : 1 })
      case .value(let path, let value):
        let column = table.settings[path] ?? CodedColumn(nil)
        let defaultValue = Schema.setting(at: path)?.defaultValue
        return (
          column.codes,
          column.values.map {
            Self.distance($0?.value ?? defaultValue, value ?? defaultValue)
          }
        )
      }
    }
  }

  func value(at row: Int) -> Double {
    columns.map { $0.misses[$0.codes.isEmpty ? 0 : Int($0.codes[row])] }.min() ?? 0
  }

  /// 0 for equal values, up to 1 for numbers, 1 for anything else.
  private static func distance(_ first: SettingValue?, _ second: SettingValue?) -> Double {
    if first == second { return 0 }
    guard let left = first?.number, let right = second?.number else { return 1 }
    return min(1, abs(left - right) / max(abs(left), abs(right)))
  }
}
