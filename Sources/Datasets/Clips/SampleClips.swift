// Labelled clips whose frames are made when they are asked for.

import Imaging

/// Clips with their labels, each of its own length and size, of which single frames can be had.
struct SampleClips: Sendable {
  /// The class of each clip, in 0..<classCount.
  let labels: [Int]
  /// The frames that each clip has.
  let frameCounts: [Int]
  let classCount: Int
  let normalization: Normalization
  /// The frames at some places of a clip, all of one size; several threads may call it at a time, each with its own
  /// decoder.
  let frames:
    @Sendable (_ clip: Int, _ places: [Int], _ decoder: inout JPEGDecoder) throws -> [PixelImage]
}
