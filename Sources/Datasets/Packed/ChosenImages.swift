// Some images or clips of one part of a packed file, with the labels that a run gives them.

/// Images or clips chosen from a part of a packed file, which are decoded when they are asked for.
public struct ChosenImages: Sendable {
  /// The part.
  public let part: EncodedImages
  /// Which of its images, in order.
  public let indices: [Int]
  /// The class of each, in 0..<classCount.
  public internal(set) var labels: [Int]

  /// The images at `indices` of a part, with their own labels.
  init(_ part: EncodedImages, at indices: [Int]) {
    self.part = part
    self.indices = indices
    labels = indices.map { part.index.labels[$0] }
  }

  /// The images, for any thread.
  public var samples: SampleImages {
    SampleImages(
      labels: labels, classCount: part.description.classNames.count,
      normalization: part.description.normalization
    ) { [part, indices] index, decoder in
      try part.image(at: indices[index], using: &decoder)
    }
  }

  /// The clips, for any thread.
  var clips: SampleClips {
    SampleClips(
      labels: labels, frameCounts: indices.map { part.index.images(of: $0).count },
      classCount: part.description.classNames.count,
      normalization: part.description.normalization
    ) { [part, indices] clip, places, decoder in
      try part.frames(places, ofClip: indices[clip], using: &decoder)
    }
  }
}
