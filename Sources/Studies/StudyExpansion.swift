// From a study file's sections to its points. The order is fixed: base, groups x axes, override, when, derive, equal
// points collapsed, constraints, subset.

import Configuration
import Documents

/// Expands a document, collecting everything that is wrong with it.
///
/// Points are rows of a table. What a rule says of a point depends on the few columns that it mentions, so it is asked
/// once for all rows that agree in them (`RowClasses`), as a question about one of them (`PointDraft`).
struct StudyExpansion {
  let document: StudyDocument
  var problems: [DocumentError] = []
  private(set) var removed: [RemovedPoints] = []
  /// Paths by axis name.
  let axisPaths: [String: String]
  private let names: PointNames
  var costs: DraftCosts
  var pointProblems = PointProblems()
  /// What became of each combination of the grid.
  private(set) var fates = GridFates()

  init(
    _ document: StudyDocument, costOf: @escaping (Configuration) throws -> Cost,
    trainingMemoryOf: @escaping (Configuration) throws -> Int
  ) {
    self.document = document
    names = PointNames(document)
    costs = DraftCosts(costOf: costOf, trainingMemoryOf: trainingMemoryOf)
    axisPaths = Dictionary(document.axes.map { ($0.name, $0.path) }) { first, _ in first }
  }

  /// The points, in order; what is wrong is in `problems`.
  mutating func expand(subset: SubsetDefinition?) -> PointTable {
    checkConflicts()
    guard problems.isEmpty, let order = derivationOrder(), var given = grid() else {
      return PointTable(rowCount: 0)
    }
    let grid = given
    applyOverrides(to: &given)
    checkIgnored(given)
    var points = resolved(given, by: order, isWhole: true)
    fates = GridFates(grid, resolved: points)
    collapse(&points)
    if !hasPointProblems {
      checkAlternatives(points)
      applyConstraints(to: &points)
      points = chosen(subset, among: points, given, order)
    }
    reportFaults(of: points)
    points.select((0..<points.rowCount).filter { !points.isFaulty[$0] })
    checkNetworks(points)
    problems += pointProblems.described
    return points
  }

  /// The points of a subset, or all; every subset of the file has to match something.
  private mutating func chosen(
    _ subset: SubsetDefinition?, among points: PointTable, _ given: PointTable,
    _ order: DerivedOrder
  ) -> PointTable {
    var chosen = points
    for definition in document.subsets {
      let rows = rows(of: definition, in: points)
      guard definition.name == subset?.name else { continue }
      fates.remove(allBut: rows, of: points.rowCount, by: .subset(definition))
      var members = points
      members.select(rows)
      var again = given
      again.select((0..<members.rowCount).map(members.origin))
      again.takeLabels(of: members)
      for assignment in definition.assignments {
        again.set(assignment.path, to: assignment) { _ in true }
      }
      chosen = resolved(again, by: order)
      collapse(&chosen)
    }
    return chosen
  }

  mutating func report(_ message: String, at position: SourcePosition) {
    problems.append(DocumentError(position: position, message: message))
  }

  /// Reports something wrong with one point; the same wrong with others is only counted.
  mutating func report(_ message: String, at position: SourcePosition, of draft: PointDraft) {
    pointProblems.add(message, at: position, point: names.name(of: draft))
  }

  /// Whether something is wrong with a point; counts that follow mean nothing then.
  var hasPointProblems: Bool { !pointProblems.isEmpty }

  /// Notes what a rule takes away.
  mutating func note(_ rule: Constraint, keeps rows: [Int], of count: Int) {
    fates.remove(allBut: rows, of: count, by: .constraint(rule))
    removed.append(
      RemovedPoints(rule: rule.description, reason: rule.why, count: count - rows.count))
  }

  /// One row for equal points, under all their labels.
  private mutating func collapse(_ points: inout PointTable) {
    let classes = points.classes(byIdentityWithout: document.identity.ignoredPaths)
    fates.collapse(classes)
    points.collapse(classes)
  }
}

/// What is wrong with single points, said once for all points that share it.
struct PointProblems {
  /// Points that are looked at for one thing; to name each of a million would take minutes.
  static let limit = 10_000

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
      let least = points.all.count >= Self.limit ? "at least " : ""
      let others = points.all.count > 1 ? "; and at \(least)\(points.all.count - 1) more" : ""
      return DocumentError(
        position: error.position, message: "\(error.message) (at \(points.first)\(others))")
    }
  }
}
