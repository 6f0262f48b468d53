// What a study file asks for that only its points can tell to be possible.

import Configuration
import Documents

extension Study {
  /// Checks the points against what the sections `run` and `measure` ask for.
  ///
  /// - Throws: `SourceErrors`, all of them.
  func checkPoints(_ document: StudyDocument) throws {
    let problems =
      blindnessProblems(document) + numericsProblems(document) + pairingProblems(document)
      + referenceProblems()
    guard problems.isEmpty else { throw SourceErrors(problems) }
  }

  /// The best epoch is the one with the best validation accuracy.
  private func blindnessProblems(_ document: StudyDocument) -> [DocumentError] {
    // A packed set may have a validation split of its own, which only the file tells.
    let kinds = points.firstIndices(differingIn: ["data.validation_images", "data.set"])
    let blind = kinds.lazy.map { points[$0] }.first { point in
      point.configuration.data.validationImages == 0 && point.configuration.data.set != .packed
    }
    guard let blind else { return [] }
    let lack = "but point \(blind.id) has no validation images to tell the best epoch by"
    var problems: [DocumentError] = []
    if checkpoints.keep == .best {
      problems.append(
        DocumentError(
          position: document.runPosition,
          message:
            "'run.checkpoint.keep' is best, \(lack); set data.validation_images, or keep last"
        ))
    }
    for measure in measures where measure.isOfBestEpoch {
      problems.append(
        DocumentError(
          position: measure.position,
          message: "'measure.\(measure.name).at' is best, \(lack); set data.validation_images, or "
            + "say last"))
    }
    return problems
  }

  /// Replicates that share nothing are no pairs.
  private func pairingProblems(_ document: StudyDocument) -> [DocumentError] {
    let pairing = document.seeds.assignments.first { $0.path == "seeds.paired" }
    guard let pairing, pairing.value == .boolean(false) else { return [] }
    let contrasts = fits.compactMap { fit -> String? in
      guard case .contrast(let contrast) = fit.kind, contrast.isPairedBySeed else { return nil }
      return "fits.\(fit.name)"
    }
    let differences = tables.compactMap { table -> String? in
      if case .difference = table.cell { "tables.\(table.name)" } else { nil }
    }
    return (contrasts + differences).map { name in
      DocumentError(
        position: pairing.position,
        message: "'seeds.paired' is false, but '\(name)' is paired by seed; remove one")
    }
  }

  /// Differences are taken from one row.
  private func referenceProblems() -> [DocumentError] {
    tables.compactMap { table in
      guard case .difference(let cell) = table.cell else { return nil }
      let place = "'tables.\(table.name).reference'"
      do {
        let rows = try referenceRows(cell, of: table)
        if rows.count == 1 { return nil }
        let found = rows.isEmpty ? "no row" : rows.sorted().joined(separator: "; ")
        return DocumentError(
          position: cell.reference.position,
          message: "\(place) holds for \(found); expected exactly one row")
      } catch {
        return DocumentError(
          position: cell.reference.position, message: "in \(place): \(error)")
      }
    }
  }

  /// The rows of a table for which its reference holds, each in words.
  private func referenceRows(
    _ cell: DifferenceCell, of table: TableDefinition
  ) throws(ExpressionError) -> Set<String> {
    var found: Set<String> = []
    for point in points {
      let values = table.rows.map { name -> [ExpressionValue] in
        switch point.value(of: name) {
        case .labels(let labels): labels.map { .text($0) }
        case let value?: [value]
        case nil: [.text("")]
        }
      }
      for row in crossed(values) {
        let named = Dictionary(zip(table.rows, row), uniquingKeysWith: { first, _ in first })
        guard try cell.isReference(named) else { continue }
        found.insert(
          zip(table.rows, row).map { "\($0) = \($1.plainText)" }.joined(separator: ", "))
      }
    }
    return found
  }

  /// Bits that hold on other machines take one instruction set.
  private func numericsProblems(_ document: StudyDocument) -> [DocumentError] {
    let native = points.firstIndices(differingIn: ["numerics"]).lazy.map { points[$0] }
      .first { $0.configuration.numerics == .native }
    guard runSettings.determinism == .anyMachine, let native else { return [] }
    return [
      DocumentError(
        position: document.runPosition,
        message: "'run.determinism' is L3, but point \(native.id) has numerics: native, whose bits "
          + "depend on the processor; set numerics to avx2 or avx512, or say L2")
    ]
  }
}

extension ExpressionValue {
  /// The value in words, without what kind it is.
  fileprivate var plainText: String {
    switch self {
    case .number(let value): Self.plain(value)
    case .boolean(let value): "\(value)"
    case .text(let text): text
    case .list(let values): "[" + values.map(\.plainText).joined(separator: ", ") + "]"
    case .labels(let labels): labels.joined(separator: ", ")
    }
  }
}
