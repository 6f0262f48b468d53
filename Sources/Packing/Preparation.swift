// From a source to a packed file: list, check every image, report, pack.

import Configuration
public import Datasets
import Foundation
import Synchronization

/// How far a preparation has come.
public struct PreparationProgress: Hashable, Sendable {
  /// What is being done.
  public enum Phase: String, Hashable, Sendable {
    /// Every file is read and decoded.
    case checking
    /// The bytes are written into the packed file.
    case packing
  }

  /// What is being done.
  public var phase: Phase
  /// Files checked or samples packed, those of an earlier start included.
  public var done: Int
  /// Files or samples in all.
  public var total: Int
  /// Those of them that an earlier start had done.
  public var resumed: Int
  /// Files that are broken.
  public var broken = 0
  /// Seconds since the phase began.
  public var seconds = 0.0

  /// Files or samples a second.
  public var speed: Double { seconds > 0 ? Double(done - resumed) / seconds : 0 }
}

/// What a preparation made.
public struct PreparationResult: Sendable {
  /// What is in the packed file, apart from the bytes.
  public let content: PackedContent
  /// The broken files that were left out.
  public let leftOut: [DataError]
  /// What was passed over, and images that occur more than once.
  public let notes: [String]
  /// How the last of each phase stood.
  public let phases: [PreparationProgress]
}

/// The making of one packed file.
public struct Preparation: Sendable {
  /// Where the images come from.
  public var source: PackSource
  /// Where the packed file goes.
  public var output: String
  /// The set's name for people; nil for that of the source or the folder.
  public var name: String?
  /// Whether broken files are left out rather than an error.
  public var leavesOutBroken = false
  /// Threads that check files.
  public var threads = ProcessInfo.processInfo.activeProcessorCount
  /// Bytes after which the packed file is brought to the disk.
  var bytesPerMark = 64 << 20

  /// A preparation of a source.
  public init(_ source: PackSource, output: String) {
    self.source = source
    self.output = output
  }

  /// Prepares the file, or goes on with it.
  ///
  /// `report` is called after every file, by any thread, one at a time. What it throws ends the preparation as a kill
  /// would.
  /// - Throws: `DataReport` with everything that is wrong with the source, `DataError`.
  public func run(
    report: @escaping @Sendable (PreparationProgress) throws -> Void = { _ in }
  ) throws -> PreparationResult {
    guard !FileManager.default.fileExists(atPath: output) else {
      throw DataError(
        output, found: "it is there already", expected: "a name that is free",
        remedy: "verify it with 'revisit data check', or remove it first")
    }
    if case .set(let set, let folder) = source { return try packSet(set, folder, report) }
    return try packFolder(report)
  }

  // MARK: - Folders

  private func packFolder(
    _ report: @escaping @Sendable (PreparationProgress) throws -> Void
  ) throws -> PreparationResult {
    guard let listing = try source.listing() else { fatalError("a published set has no listing") }
    let journal = try PreparationJournal(path: output + ".progress")
    let checked = try CheckedFiles(listing, journal, threads: threads, report)
    let assembly = PackedAssembly(listing, checked)
    try assembly.check(leavesOutBroken: leavesOutBroken)
    let content = PackedContent(
      description(classNames: listing.classNames, kind: listing.kind, assembly.encoding),
      parts: assembly.parts)
    let writer = PackWriter(
      output: output, content: content, leftOut: assembly.leftOut, bytesPerMark: bytesPerMark)
    let reader = FileReader(root: listing.root)
    let packing = try write(writer, journal, report) { split, sample in
      try assembly.samples[split, default: []][sample].files.flatMap { try reader.images($0) }.map(
        \.bytes)
    }
    return PreparationResult(
      content: content, leftOut: assembly.broken, notes: assembly.notes + content.repetitions,
      phases: [checked.progress, packing])
  }

  private func description(
    classNames: [String], kind: PackedKind, _ encoding: ImageEncoding
  ) -> PackedDescription {
    let folder = URL(filePath: source.place).lastPathComponent
    return PackedDescription(
      name: name ?? folder, kind: kind, encoding: encoding, classNames: classNames,
      normalization: .imageNet)
  }

  private func write(
    _ writer: PackWriter, _ journal: PreparationJournal,
    _ report: (PreparationProgress) throws -> Void, images: (PackedSplit, Int) throws -> [Data]
  ) throws -> PreparationProgress {
    let clock = ContinuousClock()
    let start = clock.now
    let total = writer.content.parts.values.map(\.count).reduce(0, +)
    let resumed = writer.packed(journal) ?? 0
    var progress = PreparationProgress(
      phase: .packing, done: resumed, total: total, resumed: resumed)
    try writer.write(journal, images: images) { done in
      progress.done = done
      progress.seconds = (clock.now - start) / .seconds(1)
      try report(progress)
    }
    try journal.remove()
    return progress
  }

  // MARK: - Published sets

  private func packSet(
    _ set: DataSetName, _ folder: String,
    _ report: (PreparationProgress) throws -> Void
  ) throws -> PreparationResult {
    let journal = try PreparationJournal(path: output + ".progress")
    let published = try PublishedImages(set, at: DataLocation(root: folder))
    let content = published.content(name: name)
    let writer = PackWriter(
      output: output, content: content, leftOut: [], bytesPerMark: bytesPerMark)
    let packing = try write(writer, journal, report) { split, sample in
      [published.bytes(split, sample)]
    }
    return PreparationResult(
      content: content, leftOut: [], notes: content.repetitions, phases: [packing])
  }
}
