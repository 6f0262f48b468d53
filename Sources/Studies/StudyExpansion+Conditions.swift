// Conditions over all points: each is asked once for points that agree in what it mentions.

import Configuration
import Documents

/// Something wrong with all points of a class.
struct PointFault {
  let message: String
  /// The setting concerned, whose place in the file is told.
  var path: String?
  /// The place where there is no such setting.
  let position: SourcePosition
}

extension StudyExpansion {
  /// The rows at which a condition holds, in order.
  ///
  /// One at which it has no value is reported and counts as holding: the rule may yet match.
  mutating func rows(where condition: StudyExpression, in points: PointTable) -> [Int] {
    if condition.mentionsCost { reportFaults(of: points) }
    let classes = points.classes(by: columns(of: condition.names, in: points))
    let truths = truths(of: condition, classes, in: points)
    return (0..<points.rowCount).filter { truths[classes.number(of: $0)] }
  }

  private mutating func truths(
    of condition: StudyExpression, _ classes: RowClasses, in points: PointTable
  ) -> [Bool] {
    var faults: [Int: [PointFault]] = [:]
    var truths: [Bool] = []
    for (number, row) in classes.firstRows.enumerated() {
      do {
        truths.append(try holds(condition, at: points.draft(at: row)))
      } catch {
        faults[number] = error.faults
        truths.append(true)
      }
    }
    report(faults, classes, in: points)
    return truths
  }

  /// Whether a condition holds at a point.
  mutating func holds(
    _ condition: StudyExpression, at draft: PointDraft
  ) throws(PointFaults) -> Bool {
    var draft = draft
    if condition.mentionsCost {
      if draft.isFaulty { throw PointFaults(faults: []) }
      let withMemory = condition.names.contains(CostQuantity.trainingMemory.rawValue)
      do {
        try costs.find(for: &draft, withMemory: withMemory)
      } catch {
        throw PointFaults(error, elsewhere: document.basePosition)
      }
    }
    let (point, axes) = (draft, axisPaths)
    do {
      return try condition.holds { point.value(of: $0, axes: axes) }
    } catch {
      throw PointFaults(faults: [PointFault(message: "\(error)", position: condition.position)])
    }
  }

  /// The columns that names in an expression stand for.
  func columns(of names: [String], in points: PointTable) -> Set<PointTable.Column> {
    var columns: Set<PointTable.Column> = []
    for name in names {
      if points.labels[name] != nil {
        columns.insert(.group(name))
      } else if name.hasPrefix("cost.") {
        let withMemory = name == CostQuantity.trainingMemory.rawValue
        columns.formUnion(DraftCosts.paths(withMemory: withMemory).map { .setting($0) })
        columns.insert(.fault)
      } else {
        columns.insert(.setting(axisPaths[name] ?? name))
      }
    }
    return columns
  }

  /// Reports what is wrong with classes at each of their points.
  mutating func report(
    _ faults: [Int: [PointFault]], _ classes: RowClasses, in points: PointTable
  ) {
    guard !faults.isEmpty else { return }
    var count = 0
    for row in 0..<points.rowCount where count < PointProblems.limit {
      guard let faults = faults[classes.number(of: row)] else { continue }
      count += 1
      let draft = points.draft(at: row)
      for fault in faults {
        let position = fault.path.flatMap { draft.settings[$0]?.position }
        report(fault.message, at: position ?? fault.position, of: draft)
      }
    }
  }

  /// Reports a condition that says nothing about any point.
  mutating func demandMatch(
    _ matching: [Int], _ rule: String, _ condition: StudyExpression,
    at position: SourcePosition? = nil
  ) {
    guard matching.isEmpty else { return }
    report(
      "\(rule) matches no point (\(condition)); mend it or remove it",
      at: position ?? condition.position)
  }
}

extension StudyExpression {
  fileprivate var mentionsCost: Bool { names.contains { $0.hasPrefix("cost.") } }
}

/// What is wrong with a point.
struct PointFaults: Error {
  /// None where all is reported already.
  let faults: [PointFault]

  init(faults: [PointFault]) { self.faults = faults }

  /// What a configuration's errors say of a point, told where the settings concerned stand, or elsewhere.
  init(_ errors: ConfigurationErrors, elsewhere position: SourcePosition) {
    faults = errors.errors.map {
      PointFault(message: $0.description, path: $0.path, position: position)
    }
  }
}
