// What can be packed: a folder of images or clips, or a published set.

public import Configuration
import Datasets

/// Where the images of a packed file come from.
public enum PackSource: Sendable {
  /// A folder of JPEG files, with a file of labels where a validation folder has no class folders.
  case images(folder: String, labels: String?)
  /// A folder of clips: folders of JPEG frames, or HDF5 files with one dataset [T, H, W, 3] of bytes.
  case clips(folder: String)
  /// A set as it is published, in the folder that holds its own.
  case set(DataSetName, folder: String)

  /// What messages call it.
  public var place: String {
    switch self {
    case .images(let folder, _), .clips(let folder): folder
    case .set(let set, let folder): "\(folder) (\(set.rawValue))"
    }
  }

  /// The list of a folder's samples; nil for a published set.
  func listing() throws -> SourceListing? {
    switch self {
    case .images(let folder, let labels):
      try ImageFolder.listing(folder, kind: .images, labels: labels)
    case .clips(let folder): try ImageFolder.listing(folder, kind: .clips)
    case .set: nil
    }
  }
}
