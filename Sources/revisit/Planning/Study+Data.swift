// Whether the data of a study are there, and are those that its results were made from.

import Configuration
import Datasets
import Foundation
import Records
import Studies

extension Study {
  /// Looks for the data of every point, and that a packed set still has the content which done runs were trained on.
  ///
  /// - Throws: `DataError` or `ChangedData`, before anything is computed.
  func checkData(_ store: StudyStore, at location: DataLocation) throws {
    let sources = points.classes(differingIn: DataSource.settings)
    let data = sources.firstIndices.map { points[$0].configuration.data }
    for data in data.sorted(by: { $0.set.rawValue < $1.set.rawValue }) {
      try data.checkFiles(at: location)
    }
    guard data.contains(where: { $0.set == .packed }) else { return }
    let results = try store.history().results
    if results.isEmpty { return }
    for place in runs.indices
    where data[sources.number(of: place % points.count)].set == .packed {
      let (index, replicate) = (place % points.count, place / points.count)
      guard results["\(points.id(at: index))-\(replicate)"] != nil else { continue }
      let configuration = runs[place]
      let packed = try configuration.data.packedFile(at: location)
      let manifest = try store.runFolder(configuration.runID).manifest()
      guard manifest.dataDescription.contains(packed.contentSHA256) else {
        throw ChangedData(
          file: packed.path, content: packed.contentSHA256, runID: configuration.runID,
          trainedOn: manifest.dataDescription)
      }
    }
  }
}

extension Study {
  /// Why the samples of its sets are not what its networks take, for a plan, which goes on all the same.
  ///
  /// Clips that are too short, or images in place of clips; sets that other machines may have are not looked for.
  ///
  /// - Parameters:
  ///   - location: Where data sets are.
  ///   - told: Notes that say so already.
  /// - Returns: A note for each set that a run would be refused for.
  func sampleNotes(at location: DataLocation, besides told: [String]) -> [String] {
    let paths = ["data.set", "data.file", "data.sha256", "data.frames", "data.frame_stride"]
    let notes = points.firstIndices(differingIn: paths).compactMap { index -> String? in
      let data = points[index].configuration.data
      guard data.set == .packed || data.set == .generatedClips else { return nil }
      do {
        try data.checkFiles(at: location)
        return nil
      } catch {
        return told.contains { $0.contains("\(error)") }
          ? nil : "'revisit run' refuses it: \(error)"
      }
    }
    return notes
  }
}

/// What decides which files a configuration reads, and what is asked of them.
struct DataSource: Hashable {
  let set: DataSetName
  let file: String?
  let contentSHA256: String?
  let frames: Int?
  let frameStride: Int

  /// The settings that it is made of.
  static let settings = [
    "data.set", "data.file", "data.sha256", "data.frames", "data.frame_stride",
  ]

  init(_ data: DataConfiguration) {
    set = data.set
    file = data.file
    contentSHA256 = data.contentSHA256
    frames = data.frames
    frameStride = data.frameStride
  }
}

/// A packed file that is not the one that a done run was trained on, under the same name.
struct ChangedData: Error, CustomStringConvertible {
  let file: String
  let content: String
  let runID: String
  let trainedOn: String

  var description: String {
    "\(file): its content has SHA-256 \(content), but run \(runID) was trained on: \(trainedOn); expected "
      + "the same content for all runs; bring the former file back, or give the new one a name of its own "
      + "in data.file, so that its runs are told from the others"
  }
}

/// The data of a run for its manifest: the set, a packed one with its content, and what was trained on.
func dataDescription(
  _ data: DataConfiguration, at location: DataLocation, trainingSHA256: String
) throws -> String {
  var parts = [try data.traits(at: location).displayName]
  if data.set == .packed {
    let packed = try data.packedFile(at: location)
    parts.append("packed as \(data.file ?? ""), content \(packed.contentSHA256)")
  }
  return (parts + ["training split \(trainingSHA256)"]).joined(separator: ", ")
}
