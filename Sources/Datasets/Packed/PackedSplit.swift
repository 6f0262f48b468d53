// The words of a packed file: its parts, what a sample is, how images are stored.

/// A part of a packed file; the raw value is the name of its group.
public enum PackedSplit: String, CaseIterable, Sendable {
  /// What is trained on, and what validation images may be held out of.
  case training
  /// The images that the set's makers gave for validation.
  case validation
  /// The images that the set's makers gave for tests.
  case test
}

/// What one sample of a packed file is.
public enum PackedKind: String, CaseIterable, Sendable {
  /// One image.
  case images
  /// Images in order, the frames of a clip.
  case clips
}

/// How the images of a packed file are stored.
public enum ImageEncoding: String, CaseIterable, Sendable {
  /// The files as they were.
  case jpeg
  /// Bytes, [H, W, C].
  case raw
}

/// SHA-256 of an image's stored bytes.
public typealias ImageDigest = SIMD32<UInt8>
