// Whether a packed file is sound, and whether it still is what its source holds.

import Configuration
public import Datasets
import Foundation
import Synchronization

/// What a check found.
public struct PackCheckResult: Sendable {
  /// The file.
  public let file: PackedFile
  /// What is wrong with it, in order.
  public let problems: [DataError]
  /// What is worth knowing.
  public let notes: [String]
}

/// The check of one packed file.
public struct PackCheck: Sendable {
  /// The packed file.
  public var path: String
  /// What to compare it with, if anything.
  public var source: PackSource?
  /// Whether every image is decoded too.
  public var decodes = false
  /// Threads that read.
  public var threads = ProcessInfo.processInfo.activeProcessorCount

  /// A check of the file at `path`.
  public init(_ path: String) { self.path = path }

  /// Verifies the index against the header, every image against its digest, and all of it against the source.
  ///
  /// - Throws: `DataError` if the file cannot be opened as a packed one, or the source cannot be read.
  public func run(
    report: @escaping @Sendable (PreparationProgress) throws -> Void = { _ in }
  ) throws -> PackCheckResult {
    let file = try PackedFile(opening: path)
    let content = try file.content()
    var problems: [DataError] = []
    if content.sha256 != file.contentSHA256 {
      problems.append(
        problem(
          "its header", found: "the content has SHA-256 \(content.sha256)",
          expected: file.contentSHA256))
    }
    for split in PackedSplit.allCases where content.parts[split] != nil {
      let images = try file.images(split)
      problems += repeatedNames(split, images.index)
      problems += try damagedImages(split, images, report)
    }
    if let source { problems += try differences(content, file, source, report) }
    return PackCheckResult(file: file, problems: problems, notes: content.repetitions)
  }

  private func problem(
    _ object: String, found: String, expected: String,
    remedy: String = "copy the file again, or make it anew with 'revisit data prepare'"
  ) -> DataError {
    DataError("\(path): \(object)", found: found, expected: expected, remedy: remedy)
  }

  private func repeatedNames(_ split: PackedSplit, _ part: PackedIndex) -> [DataError] {
    var seen: Set<String> = []
    return part.names.filter { !seen.insert($0.lowercased()).inserted }.map { name in
      problem(
        "\(split.rawValue)/\(name)", found: "the name occurs twice, but for capitals",
        expected: "names that differ in more",
        remedy: "rename one in the source and prepare it anew")
    }
  }

  /// Images whose bytes have another digest, or that cannot be decoded.
  private func damagedImages(
    _ split: PackedSplit, _ images: EncodedImages,
    _ report: @escaping @Sendable (PreparationProgress) throws -> Void
  ) throws -> [DataError] {
    let facts = images.index.images
    let names = images.index.imageNames
    let start = ContinuousClock.now
    let state = Mutex(
      (
        progress: PreparationProgress(phase: .checking, done: 0, total: facts.count, resumed: 0),
        found: [Int: DataError]()
      ))
    try decodeConcurrently(count: facts.count, threads: threads) { image, decoder in
      let digest = ImageDigest(of: images.encodedBytes(ofImage: image))
      var error: DataError?
      if digest != facts[image].digest {
        error = problem(
          "\(split.rawValue)/\(names[image])",
          found: "its bytes have SHA-256 \(digest.hexadecimal)",
          expected: facts[image].digest.hexadecimal)
      } else if decodes, (try? images.image(at: image, using: &decoder)) == nil {
        error = problem(
          "\(split.rawValue)/\(names[image])", found: "it cannot be decoded to its size",
          expected: "\(facts[image].height) x \(facts[image].width) pixels")
      }
      try state.withLock { state in
        state.found[image] = error
        state.progress.done += 1
        state.progress.broken = state.found.count
        state.progress.seconds = (ContinuousClock.now - start) / .seconds(1)
        try report(state.progress)
      }
    }
    return state.withLock { $0.found }.sorted { $0.key < $1.key }.map(\.value)
  }

  // MARK: - Against the source

  private func differences(
    _ content: PackedContent, _ file: PackedFile, _ source: PackSource,
    _ report: @escaping @Sendable (PreparationProgress) throws -> Void
  ) throws -> [DataError] {
    let now: PackedContent
    var leftOut = Set(file.leftOut)
    var problems: [DataError] = []
    if case .set(let set, let folder) = source {
      now = try PublishedImages(set, at: DataLocation(root: folder))
        .content(name: content.description.name)
    } else {
      guard let listing = try source.listing() else { return [] }
      let checked = try CheckedFiles(listing, nil, threads: threads, report)
      let assembly = PackedAssembly(listing, checked)
      problems =
        listing.problems
        + assembly.brokenFiles.filter { !leftOut.contains($0.sample) }.map(\.error)
      leftOut.formUnion(assembly.leftOut)
      var description = content.description
      description.classNames = listing.classNames
      now = PackedContent(description, parts: assembly.parts)
    }
    if now.description.classNames != content.description.classNames {
      problems.append(
        changed(
          "the classes", found: "the source has \(now.description.classNames.count) classes",
          expected: "the \(content.description.classNames.count) that were packed"))
    }
    for split in PackedSplit.allCases {
      problems += differences(split, content.samples(split), now.samples(split), leftOut)
    }
    return problems
  }

  private func differences(
    _ split: PackedSplit, _ packed: [String: PackedSample], _ now: [String: PackedSample],
    _ leftOut: Set<String>
  ) -> [DataError] {
    let names = Set(packed.keys).union(now.keys).sorted { $0.precedesByBytes($1) }
    return names.compactMap { name in
      let place = "\(split.rawValue)/\(name)"
      switch (packed[name], now[name]) {
      case (let old?, let new?):
        if old.digests != new.digests {
          return changed(place, found: "its bytes have changed", expected: "those that were packed")
        }
        if old.className != new.className {
          return changed(
            place, found: "its class is \(new.className) now", expected: old.className)
        }
        return nil
      case (nil, _?):
        return changed(
          place, found: "it has come since the preparation", expected: "the samples then packed")
      case (_?, nil):
        if leftOut.contains(place) { return nil }  // Named as broken already.
        return changed(
          place, found: "it is gone from the source", expected: "the samples then packed")
      case (nil, nil): return nil
      }
    }
  }

  private func changed(_ place: String, found: String, expected: String) -> DataError {
    DataError(
      "\(source?.place ?? path): \(place)", found: found, expected: expected,
      remedy: "prepare it anew under another name, or bring the source back")
  }
}

/// A sample as far as it can differ from that of a source.
private struct PackedSample {
  let className: String
  let digests: [ImageDigest]
}

extension PackedContent {
  fileprivate func samples(_ split: PackedSplit) -> [String: PackedSample] {
    guard let part = parts[split] else { return [:] }
    let samples = (0..<part.count).map { sample in
      let label = part.labels[sample]
      let names = description.classNames
      return (
        part.names[sample],
        PackedSample(
          className: names.indices.contains(label) ? names[label] : "\(label)",
          digests: part.images[part.images(of: sample)].map(\.digest))
      )
    }
    return Dictionary(samples, uniquingKeysWith: { first, _ in first })
  }
}

extension PackedIndex {
  /// The name of each image: of a clip's frame with its number, from 1.
  fileprivate var imageNames: [String] {
    guard !firstImages.isEmpty else { return names }
    return (0..<count).flatMap { sample in
      (0..<images(of: sample).count).map { "\(names[sample]), frame \($0 + 1)" }
    }
  }
}
