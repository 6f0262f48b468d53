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
    return fits.compactMap { fit in
      guard case .contrast(let contrast) = fit.kind, contrast.isPairedBySeed else { return nil }
      return DocumentError(
        position: pairing.position,
        message: "'seeds.paired' is false, but 'fits.\(fit.name)' is paired by seed; remove one")
    }
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
