// Folders of images, one folder a class: ImageNet's own layout and torchvision's ImageFolder.

import Datasets
import Foundation

/// A reader of a folder that holds `train/<class>/...`, `val/<class>/...` and `test/<class>/...`, or classes alone.
///
/// Classes are numbered by the order of their names and files ordered within a class, both by bytes, which is the order of
/// torchvision's `ImageFolder`. Names that begin with a dot are passed over.
struct ImageFolder {
  /// Endings of image files, in small letters.
  static let jpegEndings = ["jpg", "jpeg", "jpe"]
  /// Endings of files that hold images of other formats.
  static let otherEndings = [
    "png", "gif", "bmp", "webp", "tif", "tiff", "ppm", "pgm", "heic", "avif",
  ]
  static let clipEndings = ["h5", "hdf5"]

  let root: String
  private var listing: SourceListing

  /// Lists the folder `root`.
  ///
  /// `labels` is the path of a file with the classes of a validation folder that holds images without class folders.
  /// - Throws: `DataError` if `root` or the file of labels cannot be read.
  static func listing(
    _ root: String, kind: PackedKind, labels: String? = nil
  ) throws -> SourceListing {
    let labels = try labels.map(LabelsFile.init)
    var folder = ImageFolder(root: root, kind: kind)
    try folder.list(labels)
    return folder.listing
  }

  private init(root: String, kind: PackedKind) {
    self.root = root
    listing = SourceListing(root: root, kind: kind)
  }

  private static let splitNames: [String: PackedSplit] = [
    "train": .training, "training": .training, "val": .validation, "valid": .validation,
    "validation": .validation, "test": .test,
  ]

  private mutating func list(_ labels: LabelsFile?) throws {
    guard let top = names(in: "") else {
      throw DataError(
        root, found: "there is no such folder, or it cannot be read",
        expected: "a folder with train and val or test, or with a folder for each class",
        remedy: "check the name")
    }
    var folders: [PackedSplit: String] = [:]
    for name in top {
      guard let split = Self.splitNames[name.lowercased()], isFolder(name) else { continue }
      if let other = folders[split] {
        listing.add(
          name, found: "it is the \(split.rawValue) part, and so is \(other)",
          expected: "one folder for a part", remedy: "move one of them away")
      }
      folders[split] = name
    }
    if folders.isEmpty { return listClasses(.training, "") }
    listing.passedOver = top.filter { !folders.values.contains($0) }
    if folders[.training] == nil {
      listing.add(
        "train", found: "there is no such folder", expected: "one with a folder for each class",
        remedy: "name the training folder so, or give the folder that holds it")
    }
    for split in PackedSplit.allCases {
      guard let folder = folders[split] else { continue }
      if split == .validation, let labels {
        listFlat(split, folder, labels)
      } else {
        listClasses(split, folder)
      }
    }
  }

  // MARK: - Classes

  private mutating func listClasses(_ split: PackedSplit, _ folder: String) {
    guard let names = names(in: folder) else { return addUnreadable(folder) }
    let loose = names.filter(Self.isImage)
    if let first = loose.first {
      listing.add(
        Self.join(folder, first),
        found: "it lies in no class folder, with \(loose.count - 1) others",
        expected: "a folder for each class",
        remedy: split == .validation
          ? "move them there, or give their classes with --labels" : "move them there")
    }
    let classes = names.filter { !Self.isImage($0) && isFolder(Self.join(folder, $0)) }
    if classes.isEmpty && loose.isEmpty {
      listing.add(
        folder, found: "it holds no class folders", expected: "a folder for each class",
        remedy: "check the name")
    }
    addRepeatedNames(classes.map { Self.join(folder, $0) })
    if split == .training { listing.classNames = classes }
    let labels = Dictionary(
      listing.classNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var samples: [SourceSample] = []
    for name in classes {
      guard let label = labels[name] else {
        listing.add(
          Self.join(folder, name), found: "training has no class of this name",
          expected: "one of the \(listing.classNames.count) folders of the training part",
          remedy: "rename it, or move it away")
        continue
      }
      let found = self.samples(ofClass: name, label: label, in: folder)
      if found.isEmpty {
        let content = listing.kind == .clips ? "clips" : "images"
        listing.add(
          Self.join(folder, name), found: "it holds no \(content)",
          expected: "at least one in each class folder",
          remedy: "put its files there, or remove the folder")
      }
      samples += found
    }
    listing.parts[split] = samples
  }

  private mutating func samples(
    ofClass name: String, label: Int, in folder: String
  ) -> [SourceSample] {
    let path = Self.join(folder, name)
    if listing.kind == .clips { return clips(ofClass: name, label: label, at: path) }
    let files = images(below: path, ancestors: [])
    addRepeatedNames(files)
    return files.map { file in
      let name = folder.isEmpty ? file : String(file.dropFirst(folder.count + 1))
      return SourceSample(name: name, label: label, files: [file])
    }
  }

  /// The JPEG files of a folder and the folders below it, folders in the order of their paths.
  private mutating func images(below path: String, ancestors: [String]) -> [String] {
    guard let folder = enter(path, ancestors) else { return [] }
    guard let names = names(in: path) else {
      addUnreadable(path)
      return []
    }
    var files: [String] = []
    var folders: [String] = []
    for name in names {
      let file = Self.join(path, name)
      switch Self.ending(name) {
      case let ending where Self.jpegEndings.contains(ending): files.append(file)
      case let ending where Self.otherEndings.contains(ending): addUnsupported(file, ending)
      default: if isFolder(file) { folders.append(file) } else { addLink(file) }
      }
    }
    return files + folders.flatMap { images(below: $0, ancestors: ancestors + [folder]) }
  }

  /// The folder that a path leads to; nil, and a problem, if that is one of those above it.
  private mutating func enter(_ path: String, _ ancestors: [String]) -> String? {
    let real = URL(filePath: "\(root)/\(path)").resolvingSymlinksInPath().path(
      percentEncoded: false)
    guard !ancestors.contains(real) else {
      listing.add(
        path, found: "it is a link to a folder above it", expected: "folders without end in a file",
        remedy: "remove the link")
      return nil
    }
    return real
  }

  // MARK: - Clips

  private mutating func clips(
    ofClass name: String, label: Int, at path: String
  ) -> [SourceSample] {
    guard let names = names(in: path) else {
      addUnreadable(path)
      return []
    }
    addRepeatedNames(names.map { Self.join(path, $0) })
    return names.compactMap { clip -> SourceSample? in
      let place = Self.join(path, clip)
      let sampleName = "\(name)/\(clip)"
      if Self.clipEndings.contains(Self.ending(clip)) {
        return SourceSample(name: sampleName, label: label, files: [place])
      }
      guard isFolder(place) else {
        if Self.isImage(clip) {
          listing.add(
            place, found: "it is an image in no clip's folder", expected: "a folder for each clip",
            remedy: "move it to its clip")
        }
        return nil
      }
      let frames = images(below: place, ancestors: []).sorted { $0.precedesByNumbers($1) }
      if frames.isEmpty {
        listing.add(
          place, found: "it holds no frames", expected: "the clip's frames as JPEG files",
          remedy: "put them there, or remove the folder")
        return nil
      }
      return SourceSample(name: sampleName, label: label, files: frames)
    }
  }

  // MARK: - Images without class folders

  private mutating func listFlat(_ split: PackedSplit, _ folder: String, _ labels: LabelsFile) {
    let files = images(below: folder, ancestors: [])
    addRepeatedNames(files)
    var unused = labels.classes
    var samples: [SourceSample] = []
    for file in files {
      let name = String(file.dropFirst(folder.count + 1))
      let stem = URL(filePath: name).deletingPathExtension().relativePath
      let key = labels.classes[name] == nil ? stem : name
      guard let given = unused.removeValue(forKey: key) else {
        listing.add(
          file, found: "\(labels.path) has no line for it", expected: "a class for each image",
          remedy: "add the line '\(name) <class>', or move the file away")
        continue
      }
      if let label = label(given, file, labels) {
        samples.append(SourceSample(name: name, label: label, files: [file]))
      }
    }
    for name in unused.keys.sorted(by: { $0.precedesByBytes($1) }) {
      listing.problems.append(
        DataError(
          labels.path, found: "it names \(name), which is not in \(root)/\(folder)",
          expected: "images that are there", remedy: "put the file there, or remove the line"))
    }
    for name in labels.repeated {
      listing.problems.append(
        DataError(
          labels.path, found: "it names \(name) twice", expected: "each image once",
          remedy: "remove one of the lines"))
    }
    listing.parts[split] = samples
  }

  /// The number of a class, given by its name or by the number itself.
  private mutating func label(_ given: String, _ file: String, _ labels: LabelsFile) -> Int? {
    let names = listing.classNames
    if let label = names.firstIndex(of: given) { return label }
    if let label = Int(given), names.indices.contains(label) { return label }
    listing.problems.append(
      DataError(
        labels.path, found: "\(file) has label '\(given)'",
        expected:
          "a class folder of the training part, or its number, from 0 to \(names.count - 1)",
        remedy: "correct the line"))
    return nil
  }

  // MARK: - Problems

  /// Two names that differ in nothing, or in capitals only, are one name on many file systems.
  private mutating func addRepeatedNames(_ paths: [String]) {
    var seen: [String: String] = [:]
    for path in paths {
      if let other = seen.updateValue(path, forKey: path.lowercased()) {
        listing.add(
          path, found: "it has the name of \(other), but for capitals",
          expected: "names that differ in more", remedy: "rename one of them")
      }
    }
  }

  private mutating func addUnsupported(_ file: String, _ ending: String) {
    listing.unsupported.append(
      DataError(
        "\(root)/\(file)", found: "images of format \(ending) are not packed", expected: "JPEG",
        remedy: "convert it to JPEG"))
  }

  private mutating func addUnreadable(_ folder: String) {
    listing.add(
      folder, found: "it cannot be read", expected: "a folder that can be listed",
      remedy: "look at its permissions")
  }

  /// What is neither image nor folder is passed over, except a link that leads nowhere.
  private mutating func addLink(_ file: String) {
    guard !FileManager.default.fileExists(atPath: "\(root)/\(file)") else { return }
    listing.add(
      file, found: "it is a link that leads nowhere, or in a circle",
      expected: "links to files and folders that are there", remedy: "mend or remove it")
  }

  // MARK: - Names

  /// The names in a folder, sorted by bytes, without those that begin with a dot.
  private func names(in folder: String) -> [String]? {
    let path = folder.isEmpty ? root : "\(root)/\(folder)"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return nil }
    return names.filter { !$0.hasPrefix(".") }.sorted { $0.precedesByBytes($1) }
  }

  /// Whether a path leads to a folder, through links too.
  private func isFolder(_ path: String) -> Bool {
    let real = URL(filePath: "\(root)/\(path)").resolvingSymlinksInPath()
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: real.path(percentEncoded: false))
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : "\(folder)/\(name)"
  }

  private static func ending(_ name: String) -> String {
    name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }

  private static func isImage(_ name: String) -> Bool {
    (jpegEndings + otherEndings).contains(ending(name))
  }
}
