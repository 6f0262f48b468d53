// From a listing and its checked files to what is packed, and to everything that is wrong.

import Datasets
import Foundation

/// The sound samples of a source in the order of packing, and what is wrong with the others.
struct PackedAssembly {
  /// The sound samples.
  private(set) var samples: [PackedSplit: [SourceSample]] = [:]
  /// Their names, labels and images.
  private(set) var parts: [PackedSplit: PackedIndex] = [:]
  /// Files that are broken or of another format, in order, each with the sample that is left out for it.
  private(set) var brokenFiles: [(sample: String, error: DataError)] = []
  /// How images are stored.
  let encoding: ImageEncoding
  private let listing: SourceListing
  /// What is wrong if a source mixes clips of both kinds.
  private var mixture: DataError?

  init(_ listing: SourceListing, _ checked: CheckedFiles) {
    self.listing = listing
    let clipFiles = listing.samples.count { FileReader.isClip($0.sample.files.first ?? "") }
    encoding = clipFiles > 0 ? .raw : .jpeg
    for (split, sample) in listing.samples {
      let files = sample.files.compactMap { checked.files[$0] }
      let problems = files.filter { $0.problem != nil }
      guard problems.isEmpty else {
        brokenFiles += problems.map { ("\(split.rawValue)/\(sample.name)", error($0)) }
        continue
      }
      append(sample, files.flatMap(\.images), to: split)
    }
    brokenFiles += listing.unsupported.map { ($0.place, $0) }
    if clipFiles > 0 && clipFiles < listing.samples.count { addMixture(clipFiles) }
  }

  /// Everything that is wrong, as one error.
  ///
  /// - Throws: `DataReport` if something is wrong that is not to be left out.
  func check(leavesOutBroken: Bool) throws {
    var problems = listing.problems + [mixture].compactMap(\.self) + (leavesOutBroken ? [] : broken)
    if problems.isEmpty { problems = emptyClasses }
    guard !problems.isEmpty else { return }
    let advice =
      broken.isEmpty || leavesOutBroken
      ? nil
      : "Mend or remove the \(broken.count) broken file\(broken.count == 1 ? "" : "s"), or leave "
        + "\(broken.count == 1 ? "it" : "them") out with --skip-broken; what was checked is not "
        + "checked again."
    throw DataReport(place: listing.root, problems: problems, advice: advice)
  }

  /// The errors of broken files.
  var broken: [DataError] { brokenFiles.map(\.error) }

  /// The samples that are left out for them.
  var leftOut: [String] {
    var seen: Set<String> = []
    return brokenFiles.map(\.sample).filter { seen.insert($0).inserted }
  }

  /// What was passed over.
  var notes: [String] {
    listing.passedOver.isEmpty
      ? [] : ["passed over, as no part: \(listing.passedOver.joined(separator: ", "))"]
  }

  /// Classes of which broken files leave nothing to train on.
  private var emptyClasses: [DataError] {
    let used = Set(parts[.training]?.labels ?? [])
    return listing.classNames.indices.filter { !used.contains($0) }.map { label in
      DataError(
        "\(listing.root): class \(listing.classNames[label])",
        found: "all of its training files are broken", expected: "at least one that is sound",
        remedy: "mend one, or remove the class")
    }
  }

  private mutating func append(
    _ sample: SourceSample, _ images: [CheckedFile.Image], to split: PackedSplit
  ) {
    samples[split, default: []].append(sample)
    let images = images.map { image in
      PackedImage(
        height: image.height, width: image.width, byteCount: image.byteCount,
        digest: ImageDigest(hexadecimal: image.sha256))
    }
    parts[split, default: PackedIndex()].append(sample, images, kind: listing.kind)
  }

  private func error(_ file: CheckedFile) -> DataError {
    DataError(
      "\(listing.root)/\(file.path)", found: file.problem ?? "",
      expected: FileReader.isClip(file.path) ? "a clip" : "a whole JPEG",
      remedy: "fetch it again, or remove it")
  }

  private mutating func addMixture(_ clipFiles: Int) {
    mixture = DataError(
      listing.root, found: "\(clipFiles) clips are HDF5 files and the others folders of frames",
      expected: "one kind in a packed file", remedy: "pack each kind by itself")
  }
}

extension PackedIndex {
  /// Adds a sample with its images.
  fileprivate mutating func append(
    _ sample: SourceSample, _ newImages: [PackedImage], kind: PackedKind
  ) {
    names.append(sample.name)
    labels.append(sample.label)
    images += newImages
    guard kind == .clips else { return }
    if firstImages.isEmpty { firstImages = [0] }
    firstImages.append(images.count)
  }
}

extension ImageDigest {
  /// The digest from its hexadecimal digits; zeros for what is none.
  init(hexadecimal text: String) {
    self.init()
    let digits = text.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }
    for index in indices where 2 * index + 1 < digits.count {
      self[index] = digits[2 * index] << 4 | digits[2 * index + 1]
    }
  }
}
