// From a content and the bytes of its samples to one file, which appears whole under its name.

import Datasets
import Foundation
import HDF5

/// Writes a packed file.
///
/// HDF5 makes the file with all but the bytes of images and closes it, which takes a moment. The bytes are then written at
/// their places without the library, so that a process killed at any time leaves a file that can be completed.
struct PackWriter {
  let output: String
  let content: PackedContent
  let leftOut: [String]

  /// The file as long as it is not whole.
  var unfinished: String { output + ".unfinished" }

  /// Bytes after which what was written is brought to the disk.
  var bytesPerMark = 64 << 20

  /// Writes what the journal says is missing, and gives the file its name.
  ///
  /// `images` gives the bytes of a sample's images; what differs from the content's digests is an error.
  func write(
    _ journal: PreparationJournal, images: (PackedSplit, Int) throws -> [Data],
    report: (Int) throws -> Void
  ) throws {
    let first = packed(journal)
    if first == nil {
      try PackedLayout.create(unfinished, content, leftOut: leftOut)
      try sync(unfinished)
      try journal.begin(layout: content.sha256)
    }
    try copy(journal, from: first ?? 0, images, report)
    try FileManager.default.moveItem(atPath: unfinished, toPath: output)
    try sync(URL(filePath: output).deletingLastPathComponent().path(percentEncoded: false))
  }

  /// The samples that an earlier start has written; nil if it wrote no file for this content.
  func packed(_ journal: PreparationJournal) -> Int? {
    FileManager.default.fileExists(atPath: unfinished) ? journal.packed(of: content.sha256) : nil
  }

  private func copy(
    _ journal: PreparationJournal, from first: Int, _ images: (PackedSplit, Int) throws -> [Data],
    _ report: (Int) throws -> Void
  ) throws {
    let places = try places()
    let file = try FileHandle(forUpdating: URL(filePath: unfinished))
    defer { try? file.close() }
    var done = 0
    var unmarked = 0
    for split in PackedSplit.allCases {
      guard let part = content.parts[split], let place = places[split] else { continue }
      let starts = part.starts
      for sample in 0..<part.count {
        defer { done += 1 }
        if done < first { continue }
        let range = part.images(of: sample)
        let all = try images(split, sample)
        try verify(all, part, range, sample)
        try file.seek(toOffset: UInt64(place.lowerBound + starts[range.lowerBound]))
        for bytes in all {
          try file.write(contentsOf: bytes)
          unmarked += bytes.count
        }
        if unmarked >= bytesPerMark {
          try file.synchronize()
          try journal.advance(packed: done + 1)
          unmarked = 0
        }
        try report(done + 1)
      }
    }
    try file.synchronize()
  }

  /// Where the bytes of each part lie in the unfinished file.
  private func places() throws -> [PackedSplit: Range<Int>] {
    let file = try HDF5File(opening: unfinished)
    var places: [PackedSplit: Range<Int>] = [:]
    for split in content.parts.keys {
      places[split] = try file.bytePlaces(of: "\(split.rawValue)/bytes")
    }
    return places
  }

  private func verify(
    _ images: [Data], _ part: PackedIndex, _ range: Range<Int>, _ sample: Int
  ) throws {
    let digests = images.map { ImageDigest(of: $0) }
    guard digests == part.images[range].map(\.digest) else {
      throw DataError(
        part.names[sample], found: "it changed while it was packed",
        expected: "files that stay as they are", remedy: "start again, which checks it anew")
    }
  }

  private func sync(_ path: String) throws {
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    try handle.synchronize()
  }
}
