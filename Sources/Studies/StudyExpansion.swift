// From a study file's sections to its points. The order is fixed: base, groups x axes, override,
// derive, equal points collapsed, constraints, subset.

import Configuration
import Documents

/// Expands a document, collecting everything that is wrong with it.
struct StudyExpansion {
  let document: StudyDocument
  let costOf: (Configuration) throws -> Cost
  let trainingMemoryOf: (Configuration) throws -> Int
  private(set) var problems: [DocumentError] = []
  private(set) var removed: [RemovedPoints] = []
  /// Paths by axis name.
  let axisPaths: [String: String]
  private var pointProblems = PointProblems()

  init(
    _ document: StudyDocument, costOf: @escaping (Configuration) throws -> Cost,
    trainingMemoryOf: @escaping (Configuration) throws -> Int
  ) {
    self.document = document
    self.costOf = costOf
    self.trainingMemoryOf = trainingMemoryOf
    axisPaths = Dictionary(document.axes.map { ($0.name, $0.path) }) { first, _ in first }
  }

  /// The points, in order; what is wrong is in `problems`.
  mutating func expand(subset: SubsetDefinition?) -> [PointDraft] {
    checkConflicts()
    guard problems.isEmpty, let derivations = derivationOrder() else { return [] }
    var drafts = grid()
    applyOverrides(to: &drafts)
    drafts = collapsed(derived(drafts, by: derivations))
    if !hasPointProblems {
      applyConstraints(to: &drafts)
      drafts = chosen(subset, among: drafts, derivations)
    }
    // A network that does not exist is told before any run, whether or not a rule asks for its cost.
    for index in drafts.indices { findCost(of: &drafts[index]) }
    problems += pointProblems.described
    return drafts
  }

  /// The points of a subset, or all; every subset of the file has to match something.
  private mutating func chosen(
    _ subset: SubsetDefinition?, among drafts: [PointDraft], _ derivations: [Derivation]
  ) -> [PointDraft] {
    var (all, chosen) = (drafts, drafts)
    for definition in document.subsets {
      let members = members(of: definition, among: &all)
      guard definition.name == subset?.name else { continue }
      chosen = collapsed(derived(members, by: derivations))
    }
    return chosen
  }

  mutating func report(_ message: String, at position: SourcePosition) {
    problems.append(DocumentError(position: position, message: message))
  }

  /// Reports something wrong with one point; the same wrong with others is only counted.
  mutating func report(_ message: String, at position: SourcePosition, of draft: PointDraft) {
    pointProblems.add(message, at: position, point: name(of: draft))
  }

  /// Whether something is wrong with a point; counts that follow mean nothing then.
  var hasPointProblems: Bool { !pointProblems.isEmpty }

  mutating func note(_ rule: Constraint, removed count: Int) {
    removed.append(
      RemovedPoints(
        rule: "\(rule.rule.rawValue) \(rule.expression)", reason: rule.why, count: count))
  }

  /// What tells a point apart, for messages: `scale = depth, model.depth = 8, epochs = 2`.
  private func name(of draft: PointDraft) -> String {
    let groups = document.groups.flatMap { group in
      let paths = group.alternatives.flatMap { $0.rows.first ?? [] }.map(\.path)
      let different = paths.enumerated().filter { !paths[..<$0.offset].contains($0.element) }
      return [(group.name, (draft.labels[group.name] ?? []).joined(separator: "/"))]
        + different.compactMap { _, path in
          draft.setting(at: path).map { (path, $0.canonicalText) }
        }
    }
    let axes = document.axes.compactMap { axis in
      draft.setting(at: axis.path).map { (axis.name, $0.canonicalText) }
    }
    return (groups + axes).map { "\($0.0) = \($0.1)" }.joined(separator: ", ")
  }

  /// One point for equal ones, under all their labels.
  private func collapsed(_ drafts: [PointDraft]) -> [PointDraft] {
    var places: [String: Int] = [:]
    var distinct: [PointDraft] = []
    for draft in drafts {
      if let place = places[draft.identity] {
        distinct[place].labels.merge(draft.labels) { old, new in
          old + new.filter { !old.contains($0) }
        }
      } else {
        places[draft.identity] = distinct.count
        distinct.append(draft)
      }
    }
    return distinct
  }

  /// Reports what is wrong with a point's configuration, where its settings stand in the file.
  mutating func reportConfigurationErrors(of draft: PointDraft) {
    guard case .failure(let errors)? = draft.configuration else { return }
    for error in errors.errors {
      let position = error.path.flatMap { draft.settings[$0]?.position }
      report(error.description, at: position ?? document.basePosition, of: draft)
    }
  }
}

/// What is wrong with single points, said once for all points that share it.
private struct PointProblems {
  private var errors: [DocumentError] = []
  private var points: [DocumentError: (first: String, all: Set<String>)] = [:]

  mutating func add(_ message: String, at position: SourcePosition, point: String) {
    let error = DocumentError(position: position, message: message)
    if points[error] == nil { errors.append(error) }
    points[error, default: (point, [])].all.insert(point)
  }

  var isEmpty: Bool { errors.isEmpty }

  /// The errors in the order in which they were found, each with the first of its points.
  var described: [DocumentError] {
    errors.map { error in
      guard let points = points[error], !points.first.isEmpty else { return error }
      let others = points.all.count > 1 ? "; and at \(points.all.count - 1) more" : ""
      return DocumentError(
        position: error.position, message: "\(error.message) (at \(points.first)\(others))")
    }
  }
}
