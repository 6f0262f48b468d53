// Whether a packed file has what a network sees: images, or clips that are long enough.

import Configuration
import HDF5

extension DataConfiguration {
  /// Checks that the samples of a file are what the network takes, and its clips as long as is asked for.
  ///
  /// - Throws: `DataError` with what the file has instead, or with the first clip that is too short.
  func checkSamples(of packed: PackedFile) throws {
    guard let sampling = FrameSampling(self) else {
      guard packed.description.kind == .images else {
        throw DataError(
          packed.path, found: "it holds clips", expected: "single images",
          remedy: "choose a family that takes clips, or a file prepared without --clips")
      }
      return
    }
    guard packed.description.kind == .clips else {
      throw DataError(
        packed.path, found: "it holds single images", expected: "clips",
        remedy: "choose a family that takes images, or a file prepared with --clips")
    }
    for split in PackedSplit.allCases where packed.counts[split] != nil {
      try packed.checkClips(split, sampling)
    }
  }
}

extension PackedFile {
  /// Checks that every clip of a part is long enough.
  fileprivate func checkClips(_ split: PackedSplit, _ sampling: FrameSampling) throws {
    let (short, names) = try Self.reading(path) { file in
      let first = try file.read("\(split.rawValue)/first_images", as: Int.self).elements
      let short = zip(first, first.dropFirst()).map { $1 - $0 }.enumerated().filter {
        $0.element < sampling.span
      }
      return (short, short.isEmpty ? [] : try file.readStrings("\(split.rawValue)/names"))
    }
    guard let clip = short.first else { return }
    let others = short.count > 1 ? ", and \(short.count - 1) more are too short" : ""
    throw DataError(
      path,
      found: "\(split.rawValue) clip '\(names[clip.offset])' has \(clip.element) frames\(others)",
      expected: "at least \(sampling.span) for \(sampling.settingsText)",
      remedy: "use fewer frames or a smaller stride, or prepare the set without such clips")
  }
}
