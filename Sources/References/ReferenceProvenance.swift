// How a published value came to us, and so what it may be used for.

/// How a published value is known.
public enum ReferenceProvenance: String, Hashable, Sendable, CaseIterable {
  /// It stands so in the source: the paper, or its authors' code, configurations or pages.
  case printed
  /// It was read off a figure.
  case digitised
  /// It follows from printed values by arithmetic that its notes tell.
  case derived
  /// It is the only value that fits what is printed.
  case inferred
  /// It is printed by someone other than those who found it.
  case secondary
  /// It was measured again by others, and is printed by them.
  case rerun
  /// It fits what is printed, and others might too.
  case inferredUnverified = "inferred_unverified"
  /// It is remembered; no source was seen.
  case fromMemory = "from_memory"

  /// Whether a table may show it.
  public var isVerified: Bool { self != .inferredUnverified && self != .fromMemory }

  /// The provenance in words.
  public var words: String {
    switch self {
    case .printed: "printed"
    case .digitised: "digitised"
    case .derived: "derived"
    case .inferred: "inferred"
    case .secondary: "secondary"
    case .rerun: "rerun by others"
    case .inferredUnverified: "inferred, unverified"
    case .fromMemory: "from memory, unverified"
    }
  }
}

/// How much of the published table a reference table holds.
public enum ReferenceStatus: String, Hashable, Sendable, CaseIterable {
  /// All that the sources give.
  case complete
  /// Parts are known to be missing.
  case partial
  /// The published table was not found; what rows there are, are unverified.
  case missing
}

/// In what a column's numbers are.
public enum ReferenceUnit: String, Hashable, Sendable, CaseIterable {
  case pixels = "px"
  case percent = "%"
  case points
  case seconds = "s"
  case milliseconds = "ms"
  case minutes = "min"
  case hours = "h"
  case imagesPerSecond = "img/s"
  case megabytes = "MB"
  case gigabytes = "GB"
  case times = "x"
  case millions = "M"
  case billions = "G"
  case quintillions = "E"

  /// The power of ten that a number of this unit stands for.
  public var exponent: Int {
    switch self {
    case .percent, .points: -2
    case .milliseconds: -3
    case .megabytes, .millions: 6
    case .gigabytes, .billions: 9
    case .quintillions: 18
    case .pixels, .seconds, .minutes, .hours, .imagesPerSecond, .times: 0
    }
  }
}

/// What a published count of operations counts.
public enum CountConvention: String, Hashable, Sendable, CaseIterable {
  /// A multiply-add counts one.
  case multiplyAdds = "multiply_adds"
  /// A multiply-add counts two.
  case twiceMultiplyAdds = "twice_multiply_adds"
}
