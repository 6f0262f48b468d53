// From settings to configurations, part by part: what is judged together is judged once for all points that share it.

import Configuration
import Documents

extension StudyExpansion {
  /// The points with settings that depend on others, in canonical form; what makes no sense is marked.
  mutating func resolved(
    _ given: PointTable, by order: DerivedOrder, isWhole: Bool = false
  ) -> PointTable {
    var points = given
    applyConditions(order.conditions, to: &points, isWhole: isWhole)
    derive(order, in: &points)
    for part in ConfigurationPart.all { resolve(part, in: &points) }
    return points
  }

  private func resolve(_ part: ConfigurationPart, in points: inout PointTable) {
    let paths = part.paths.filter { points.settings[$0] != nil }
    // Defaults alone make sense.
    if paths.isEmpty && !part.hasRequired { return }
    let classes = points.classes(by: paths.map { .setting($0) })
    var faulty: Set<Int> = []
    let drafts = classes.firstRows.enumerated().map { number, row in
      var draft = points.draft(at: row)
      do {
        let values = try withoutLeftovers(&draft) { try part.canonical($0.values) }
        for path in paths { draft.give(path, values[path]) }
      } catch {
        faulty.insert(number)
      }
      return draft
    }
    for path in paths {
      let values = drafts.map { $0.settings[path] }
      guard zip(values, classes.firstRows).contains(where: { $0 != points.settings[path]?[$1] })
      else { continue }
      points.set(path, to: values, by: classes)
    }
    if !faulty.isEmpty { points.markFaulty { faulty.contains(classes.number(of: $0)) } }
  }

  /// Leaves out of a point's settings what another file's choices leave over of a recipe, as long as `judge` complains.
  ///
  /// A recipe with `schedule: step` gives `decay_epochs` too; where the study, or a recipe that changes this one, says
  /// `schedule: cosine`, they say nothing and go. Whatever says nothing within one file is an error.
  private func withoutLeftovers<Judged>(
    _ draft: inout PointDraft, _ judge: (PointDraft) throws -> Judged
  ) throws -> Judged {
    while true {
      do {
        return try judge(draft)
      } catch let errors as ConfigurationErrors {
        let leftovers = errors.errors.compactMap { leftover(of: $0, in: draft) }
        guard !leftovers.isEmpty else { throw errors }
        for path in leftovers { draft.settings[path] = nil }
      }
    }
  }

  /// The setting of a recipe that an error is about, where another file made it meaningless.
  private func leftover(of error: ConfigurationError, in draft: PointDraft) -> String? {
    guard let path = error.path, let setting = draft.settings[path], setting.isFromRecipe else {
      return nil
    }
    let choices = error.choices.compactMap { draft.settings[$0] }
    return choices.contains { $0.position.file != setting.position.file } ? path : nil
  }

  /// Reports all that is wrong with the whole configurations of points that were marked.
  mutating func reportFaults(of points: PointTable) {
    let faulty = (0..<points.rowCount).lazy.filter { points.isFaulty[$0] }
    for row in faulty.prefix(PointProblems.limit) {
      var draft = points.draft(at: row)
      do {
        _ = try withoutLeftovers(&draft) { try Configuration(settings: $0.values) }
      } catch let errors as ConfigurationErrors {
        report(PointFaults(errors, elsewhere: document.basePosition), of: draft)
      } catch {
        fatalError("a configuration throws '\(error)' rather than what is wrong with it")
      }
    }
  }

  /// A network that does not exist is told before any run, whether or not a rule asks for its cost.
  mutating func checkNetworks(_ points: PointTable) {
    let classes = points.classes(by: DraftCosts.paths(withMemory: false).map { .setting($0) })
    var faults: [Int: [PointFault]] = [:]
    for (number, row) in classes.firstRows.enumerated() {
      var draft = points.draft(at: row)
      do {
        try costs.find(for: &draft, withMemory: false)
      } catch {
        faults[number] = PointFaults(error, elsewhere: document.basePosition).faults
      }
    }
    report(faults, classes, in: points)
  }

  private mutating func report(_ faults: PointFaults, of draft: PointDraft) {
    for fault in faults.faults {
      let position = fault.path.flatMap { draft.settings[$0]?.position }
      report(fault.message, at: position ?? fault.position, of: draft)
    }
  }
}

extension PointDraft {
  /// Gives a setting another value where it stands, or takes it away.
  fileprivate mutating func give(_ path: String, _ value: SettingValue?) {
    guard let position = settings[path]?.position else { return }
    settings[path] = value.map { Assignment(path: path, value: $0, position: position) }
  }
}
