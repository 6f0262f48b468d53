// The data set that needs no files.

import Configuration
import Randomness

/// One part of the generated set: images that are a function of the seed and their index alone.
///
/// The scene of an index is the same at every resolution; classes follow one another, so each is equally frequent.
struct GeneratedImages {
  /// Training images where a study does not say how many.
  static let defaultTrainingImages = 4_096
  /// Test images where a study does not say how many.
  static let defaultTestImages = 1_024
  /// Images that training and validation splits are drawn from, and, after them, test images.
  static let partSize = 100_000

  let part: DataPart
  let seed: Seed
  let pixelNoise: Double

  /// Renders the images at `indices` of the part.
  func images(at indices: [Int], resolution: Int) -> ImageSet {
    let set = DataSetTraits.generated
    let renderer = SceneRenderer(resolution: resolution, pixelNoise: pixelNoise)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(indices.count * resolution * resolution * set.channels)
    for index in indices {
      var (sceneRandom, noiseRandom) = streams(of: index)
      let scene = Scene(label: label(of: index), from: &sceneRandom)
      renderer.append(scene, noise: &noiseRandom, to: &pixels)
    }
    return ImageSet(
      pixels: pixels, size: (resolution, resolution), labels: indices.map(label),
      classCount: set.classCount, normalization: set.normalization)
  }

  private func label(of index: Int) -> Int { index % Scene.classCount }

  private func streams(of index: Int) -> (scene: RandomStream, noise: RandomStream) {
    let place = part == .training ? index : Self.partSize + index
    return (
      RandomStream(seed: seed, purpose: .generation, index: place),
      RandomStream(seed: seed, purpose: .generation, index: place, lane: 1)
    )
  }
}
