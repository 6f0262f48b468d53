// Labelled clips in memory, as bytes.

import Imaging
import Tensors

/// Clips of one length and size with their labels.
public struct ClipSet: Hashable, Sendable {
  /// The pixels, [N, T, H, W, C], 0 for black.
  let pixels: [UInt8]
  /// Frames of a clip.
  let frameCount: Int
  /// Side of the square frames, in pixels.
  let side: Int
  /// The class of each clip, in 0..<classCount.
  var labels: [Int]
  let classCount: Int
  let normalization: Normalization

  /// Clips from their pixels, [N, T, H, W, C], and labels.
  ///
  /// - Precondition: There are as many pixels as labels, `frameCount` and `side` say, and one mean for each channel.
  init(
    pixels: [UInt8], frameCount: Int, side: Int, labels: [Int], classCount: Int,
    normalization: Normalization
  ) {
    self.pixels = pixels
    self.frameCount = frameCount
    self.side = side
    self.labels = labels
    self.classCount = classCount
    self.normalization = normalization
    let frameBytes = side * side * normalization.mean.count
    require(
      pixels.count == labels.count * frameCount * frameBytes,
      "\(pixels.count) bytes for \(labels.count) clips of \(frameCount) frames of \(frameBytes) bytes"
    )
  }

  /// The clips, for any thread.
  var samples: SampleClips {
    SampleClips(
      labels: labels, frameCounts: labels.map { _ in frameCount }, classCount: classCount,
      normalization: normalization
    ) { clip, places, _ in places.map { frame($0, of: clip) } }
  }

  private func frame(_ place: Int, of clip: Int) -> PixelImage {
    let channels = normalization.mean.count
    let bytes = side * side * channels
    let start = (clip * frameCount + place) * bytes
    return PixelImage(
      width: side, height: side, channels: channels, bytes: Array(pixels[start..<start + bytes]))
  }
}
