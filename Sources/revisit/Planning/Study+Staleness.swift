// What this program, this machine and the data here are, to compare done runs with.

import Configuration
import Datasets
import Foundation
import Records
import Studies
import Training

/// What done runs are compared with, and what could not be.
struct PresentState {
  /// The fingerprint that a setting `numerics` gives in this process.
  var fingerprints: [Numerics: String] = [:]
  /// Runs that were trained on other data than are here now.
  var withOtherData: Set<String> = []
  /// What was not compared, and why.
  var notes: [String] = []
}

extension Study {
  /// Finds what the done runs are to be compared with; does nothing where none is done.
  ///
  /// - Parameters:
  ///   - isHeld: Whether this process is held to the numerics that all points share.
  ///   - history: What ended.
  ///   - store: The study's results.
  ///   - location: Where data sets are.
  /// - Returns: What was found, with notes on what could not be compared.
  /// - Throws: `StorageError` if a manifest cannot be read, `OneDNNError`.
  func presentState(
    isHeld: Bool, _ history: RunHistory, _ store: StudyStore, at location: DataLocation
  ) throws -> PresentState {
    var state = PresentState()
    guard !history.results.isEmpty else { return state }
    let kinds = numerics
    // oneDNN is held once for a process: only what it is held to, or the machine's own, can be had in this one.
    if let kind = kinds.count == 1 && isHeld ? kinds.first : kinds.contains(.native) ? .native : nil
    {
      state.fingerprints[kind] = try NumericsFingerprint.compute()
    }
    let others = kinds.subtracting(state.fingerprints.keys).map(\.rawValue).sorted()
    if !others.isEmpty {
      state.notes.append("numerics of \(others.joined(separator: ", ")) could not be compared here")
    }
    try compareData(history, store, at: location, &state)
    return state
  }

  /// Compares each data set's files with what done runs were trained on.
  ///
  /// A packed file's content is compared with every manifest. Of another set the training images of one run, of
  /// those with the most, are read again and stand for all: that takes a second, and files of a set change as a whole.
  /// Generated images change with the code alone.
  private func compareData(
    _ history: RunHistory, _ store: StudyStore, at location: DataLocation,
    _ state: inout PresentState
  ) throws {
    let done = runs.filter {
      !$0.data.set.isGenerated && history.results[$0.runID] != nil
    }
    let bySource = Dictionary(grouping: done) { DataSource($0.data) }
    for (_, runs) in bySource.sorted(by: { $0.value[0].runID < $1.value[0].runID }) {
      let most = runs.max { trainingCount($0) < trainingCount($1) } ?? runs[0]
      do {
        try most.data.checkFiles(at: location)
      } catch let error as DataError {
        state.notes.append("data could not be compared: \(error)")
        continue
      }
      if most.data.set == .packed {
        let content = try most.data.packedFile(at: location).contentSHA256
        for run in runs
        where try !store.runFolder(run.runID).manifest().dataDescription.contains(content) {
          state.withOtherData.insert(run.runID)
        }
      } else {
        let digest = try prepareTrainingImages(most, at: location).training.sha256
        let manifest = try store.runFolder(most.runID).manifest()
        if !manifest.dataDescription.contains(digest) {
          state.withOtherData.formUnion(runs.map(\.runID))
        }
      }
    }
  }

  private func trainingCount(_ configuration: Configuration) -> Int {
    configuration.data.trainImages ?? .max
  }
}
