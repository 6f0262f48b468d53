// From a scene to pixels of any resolution.

import Randomness

/// Renders scenes into square images of one resolution.
///
/// A pixel is the mean over a grid of samples, so that what is finer than a pixel blurs as it does in a camera.
struct SceneRenderer {
  /// The image is sampled at least this often along a side, so that every resolution sees the same scene.
  private static let minimumSamplesAcross = 128
  private static let minimumSamplesPerPixel = 4

  let resolution: Int
  let pixelNoise: Double

  /// Adds the bytes of `scene`, [resolution, resolution, 3], to `pixels`, with noise from `random`.
  func append(_ scene: Scene, noise random: inout RandomStream, to pixels: inout [UInt8]) {
    let samples = max(
      Self.minimumSamplesPerPixel, (Self.minimumSamplesAcross + resolution - 1) / resolution)
    for y in 0..<resolution {
      for x in 0..<resolution {
        let mix = mixture(of: scene, x: x, y: y, samples: samples)
        let color =
          scene.background + mix.shape * scene.contrast + mix.texture * scene.textureContrast
        for channel in 0..<3 {
          pixels.append(random.nextByte(around: color[channel], deviation: pixelNoise))
        }
      }
    }
  }

  /// How much of the pixel the shape covers, in 0...1, and the mean of the texture, in -1...1, on the rest.
  private func mixture(
    of scene: Scene, x: Int, y: Int, samples: Int
  ) -> (shape: Double, texture: Double) {
    let step = 1 / Double(resolution * samples)
    var covered = 0
    var texture = 0
    for row in y * samples..<(y + 1) * samples {
      for column in x * samples..<(x + 1) * samples {
        let point = SIMD2((Double(column) + 0.5) * step, (Double(row) + 0.5) * step)
        if scene.isCoveredByShape(point) {
          covered += 1
        } else {
          texture += scene.texture(at: point)
        }
      }
    }
    let count = Double(samples * samples)
    return (Double(covered) / count, Double(texture) / count)
  }
}

extension Scene {
  fileprivate func isCoveredByShape(_ point: SIMD2<Double>) -> Bool {
    let (x, y) = ((point.x - center.x) / radius, (point.y - center.y) / radius)
    return shape.covers(
      shapeDirection.x * x + shapeDirection.y * y, shapeDirection.x * y - shapeDirection.y * x)
  }

  /// 1 where the texture is light, -1 where it is dark.
  fileprivate func texture(at point: SIMD2<Double>) -> Int {
    let (x, y) = (point.x, point.y)
    let along = textureDirection.x * x + textureDirection.y * y
    switch texture {
    case .stripes:
      return Self.bandSign(along * Self.periodsAcross + texturePhase.x)
    case .checks:  // The square root: the diagonals' frequency is that of the stripes.
      let across = textureDirection.x * y - textureDirection.y * x
      let periods = Self.periodsAcross * 0.5.squareRoot()
      return Self.bandSign(along * periods + texturePhase.x)
        * Self.bandSign(across * periods + texturePhase.y)
    }
  }

  /// 1 in the first half of each period, -1 in the second.
  private static func bandSign(_ periods: Double) -> Int {
    let offset = 1_024.0  // Even, so that truncation is the floor.
    return 1 - 2 * (Int(2 * periods + offset) & 1)
  }
}
