// The images or clips of one split, wherever they are.

import Crypto
import Foundation
import Randomness

/// The images of one split: all in memory, or decoded again each time one is asked for.
public enum SplitImages: Sendable {
  /// Images of one size in memory.
  case stored(ImageSet)
  /// Clips of one length and size in memory.
  case clips(ClipSet)
  /// Images or clips of any size in a packed file.
  case packed(ChosenImages)

  /// The class of each image, in 0..<classCount.
  public internal(set) var labels: [Int] {
    get {
      switch self {
      case .stored(let images): images.labels
      case .clips(let clips): clips.labels
      case .packed(let images): images.labels
      }
    }
    set {
      switch self {
      case .stored(var images):
        images.labels = newValue
        self = .stored(images)
      case .clips(var clips):
        clips.labels = newValue
        self = .clips(clips)
      case .packed(var images):
        images.labels = newValue
        self = .packed(images)
      }
    }
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// The number of classes.
  public var classCount: Int {
    switch self {
    case .stored(let images): images.classCount
    case .clips(let clips): clips.classCount
    case .packed(let images): images.part.description.classNames.count
    }
  }

  /// SHA-256 of images and labels, in hexadecimal.
  ///
  /// Over all pixels; of packed images, over the content of their file and which of its images they are.
  public var sha256: String {
    var hash = SHA256()
    switch self {
    case .stored(let images): hash.update(data: images.pixels)
    case .clips(let clips): hash.update(data: clips.pixels)
    case .packed(let images):
      let part = images.part
      hash.update(data: Data("\(part.contentSHA256) \(part.split.rawValue) ".utf8))
      hash.update(data: Data(text(images.indices).utf8))
      hash.update(data: Data(" ".utf8))
    }
    hash.update(data: Data(text(labels).utf8))
    return ImageDigest(bytes: Array(hash.finalize())[...]).hexadecimal
  }

  private func text(_ numbers: [Int]) -> String {
    numbers.map(String.init).joined(separator: ",")
  }
}
