// What a folder of images holds, before any image is read.

import Configuration
import Datasets

/// One sample of a source: an image, or the frames of a clip.
struct SourceSample: Hashable, Sendable {
  /// Its path below the part's folder.
  let name: String
  let label: Int
  /// Its files below the source's folder, in order.
  let files: [String]
}

/// The samples of a folder, in the order in which they are packed, and what is wrong with them.
struct SourceListing: Sendable {
  let root: String
  let kind: PackedKind
  var classNames: [String] = []
  var parts: [PackedSplit: [SourceSample]] = [:]
  /// What no option can leave out.
  var problems: [DataError] = []
  /// Files that are images, but not such as can be packed.
  var unsupported: [DataError] = []
  /// Names of what was passed over, for people.
  var passedOver: [String] = []

  /// The samples of all parts, in order.
  var samples: [(split: PackedSplit, sample: SourceSample)] {
    PackedSplit.allCases.flatMap { split in parts[split, default: []].map { (split, $0) } }
  }

  mutating func add(_ place: String, found: String, expected: String, remedy: String) {
    problems.append(
      DataError("\(root)/\(place)", found: found, expected: expected, remedy: remedy))
  }
}

extension String {
  /// Whether this comes before another text, by the bytes of UTF-8: the same order everywhere.
  func precedesByBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// Whether this comes before another text where runs of digits count as numbers: frame 2 before frame 10.
  func precedesByNumbers(_ other: String) -> Bool {
    let (own, others) = (numberedParts, other.numberedParts)
    for (part, otherPart) in zip(own, others) where part != otherPart {
      let areNumbers = part.isNumber && otherPart.isNumber
      if areNumbers && part.digits != otherPart.digits {
        return part.digits.count == otherPart.digits.count
          ? part.digits.precedesByBytes(otherPart.digits)
          : part.digits.count < otherPart.digits.count
      }
      return part.text.precedesByBytes(otherPart.text)
    }
    return own.count < others.count
  }

  private struct Part: Equatable {
    var text: String
    let isNumber: Bool
    /// The number without leading zeros.
    var digits: String { String(text.drop { $0 == "0" }) }
  }

  private var numberedParts: [Part] {
    var parts: [Part] = []
    for character in self {
      let isDigit = character.isASCII && character.isNumber
      if let last = parts.indices.last, parts[last].isNumber == isDigit {
        parts[last].text.append(character)
      } else {
        parts.append(Part(text: String(character), isNumber: isDigit))
      }
    }
    return parts
  }
}
