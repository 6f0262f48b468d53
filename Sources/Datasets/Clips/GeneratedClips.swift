// The set of clips that needs no files.

import Configuration
import Randomness

/// One part of the generated set of clips: each is a function of the seed and its index alone.
///
/// The content of an index is the same at every resolution; classes follow one another, so each is equally frequent.
struct GeneratedClips {
  /// Frames of a clip.
  static let frameCount = 16
  /// Training clips where a study does not say how many.
  static let defaultTrainingClips = 1_024
  /// Test clips where a study does not say how many.
  static let defaultTestClips = 256

  let part: DataPart
  let seed: Seed
  let pixelNoise: Double

  /// Renders the clips at `indices` of the part, in frames of `side` pixels.
  func clips(at indices: [Int], side: Int) -> ClipSet {
    let set = DataSetTraits.generatedClips
    let renderer = MovingShapeRenderer(resolution: side, pixelNoise: pixelNoise)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(indices.count * Self.frameCount * side * side * set.channels)
    for index in indices {
      var (contentRandom, noiseRandom) = streams(of: index)
      let shape = MovingShape(label: label(of: index), from: &contentRandom)
      for frame in 0..<Self.frameCount {
        renderer.append(frame: frame, of: shape, noise: &noiseRandom, to: &pixels)
      }
    }
    return ClipSet(
      pixels: pixels, frameCount: Self.frameCount, side: side, labels: indices.map(label),
      classCount: set.classCount, normalization: set.normalization)
  }

  private func label(of index: Int) -> Int { index % MovingShape.classCount }

  private func streams(of index: Int) -> (content: RandomStream, noise: RandomStream) {
    let place = part == .training ? index : GeneratedImages.partSize + index
    return (
      RandomStream(seed: seed, purpose: .generation, index: place, lane: 2),
      RandomStream(seed: seed, purpose: .generation, index: place, lane: 3)
    )
  }
}

extension DataConfiguration {
  /// Checks that a generated clip has the frames that are asked for.
  ///
  /// - Throws: `DataError` where it has fewer.
  func checkGeneratedClips() throws {
    guard let sampling = FrameSampling(self), sampling.span > GeneratedClips.frameCount else {
      return
    }
    throw DataError(
      sampling.settingsText,
      found: "a clip of \(set.rawValue) has \(GeneratedClips.frameCount) frames",
      expected: "at least \(sampling.span), from the first to the last that is seen",
      remedy: "use fewer frames or a smaller stride")
  }
}

extension FrameSampling {
  /// The settings that ask for it.
  var settingsText: String { "data.frames: \(frames), data.frame_stride: \(stride)" }
}
