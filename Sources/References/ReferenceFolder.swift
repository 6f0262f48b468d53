// Where the reference tables are, for a program that may run anywhere.

public import Foundation

/// Finds the folder of reference tables.
public enum ReferenceFolder {
  private static let path = "paper-tables/reference"

  /// The folder that was asked for, or the first `paper-tables/reference` upwards from one of some places.
  ///
  /// - Parameters:
  ///   - asked: The folder that the user named; it must be there.
  ///   - places: Where to look for it otherwise, for example the current folder and the program's.
  /// - Returns: The folder.
  /// - Throws: `ReferenceError` where there is none.
  public static func find(asked: String?, upwardsFrom places: [URL]) throws -> URL {
    if let asked {
      let folder = URL(filePath: asked, directoryHint: .isDirectory)
      guard isFolder(folder) else {
        throw ReferenceError("\(asked): no such folder; expected the folder of reference tables")
      }
      return folder
    }
    for place in places {
      if let folder = ancestors(of: place).map({ $0.appending(path: path) }).first(where: isFolder)
      {
        return folder
      }
    }
    throw ReferenceError(
      "no folder \(path) here, in a folder above, or above the program; name it with --reference")
  }

  /// A folder and those that it lies in.
  private static func ancestors(of place: URL) -> [URL] {
    var folder = place.standardizedFileURL
    var folders = [folder]
    while folder.path(percentEncoded: false) != "/", folders.count < 64 {
      folder = folder.deletingLastPathComponent().standardizedFileURL
      folders.append(folder)
    }
    return folders
  }

  private static func isFolder(_ folder: URL) -> Bool {
    (try? folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
  }
}
