// The classes of images that lie in no class folders, as ILSVRC gives those of its validation images.

import Datasets
import Foundation

/// A text file with a line for each image: its name, with or without ending, and its class, apart by a comma or blanks.
///
/// What follows the class on a line is passed over, and so is a first line that begins with `ImageId`, as in the file
/// `LOC_val_solution.csv`.
struct LabelsFile {
  let path: String
  /// The class of each name.
  private(set) var classes: [String: String] = [:]
  /// Names with more than one line, in order.
  private(set) var repeated: [String] = []

  /// Reads the file.
  ///
  /// - Throws: `DataError` if it cannot be read, or a line has no class.
  init(path: String) throws {
    self.path = path
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
      throw DataError(
        path, found: "it cannot be read", expected: "a text file with a line for each image",
        remedy: "check its name and permissions")
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let fields = line.split { $0 == "," || $0.isWhitespace }
      if number == 0 && fields.first == "ImageId" { continue }
      guard fields.count >= 2 else {
        throw DataError(
          "\(path):\(number + 1)", found: "'\(line)'",
          expected: "the name of an image and its class",
          remedy: "complete or remove the line")
      }
      let name = String(fields[0])
      if classes.updateValue(String(fields[1]), forKey: name) != nil { repeated.append(name) }
    }
  }
}
