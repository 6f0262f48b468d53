// What a generated image shows, before it is rendered at some resolution.

import Randomness

/// A coarse shape; all have the area of a disc of radius 1, so that brightness tells nothing of the class.
enum CoarseShape: Int, CaseIterable {
  case disc
  case ring
  case triangle
  case cross

  /// Whether the shape around the origin covers a point.
  func covers(_ x: Double, _ y: Double) -> Bool {
    switch self {
    case .disc: return x * x + y * y <= 1
    case .ring:  // Radii 0.75 and 1.25.
      let squared = x * x + y * y
      return squared >= 0.5625 && squared <= 1.5625
    case .triangle:  // Equilateral: area 3 sqrt(3) r^2 = pi for the inner radius r.
      return max(-y, 0.8660254 * abs(x) + 0.5 * y) <= 0.7775472
    case .cross:  // Arms a quarter as wide as long: area 1.75 h^2 = pi for the half length h.
      let (short, long) = (min(abs(x), abs(y)), max(abs(x), abs(y)))
      return short <= 0.3349625 && long <= 1.33985
    }
  }
}

/// A fine texture; both have the same mean, the same contrast and the same spatial frequency.
enum FineTexture: Int, CaseIterable {
  /// Light and dark bands in one direction.
  case stripes
  /// Light and dark squares, their diagonals as long as a period of the stripes.
  case checks
}

/// The scene of one generated image, in units of the image's side.
///
/// The class is shape and texture. Place, size, rotation and colours are drawn apart from it, and the shape is as often
/// lighter as darker than its surroundings, so the mean image of each class is the same grey: no linear
/// function of the pixels tells classes apart. The texture has 8 periods across the image:
/// nothing is left of it in 12 pixels, half in 16, most in 24.
struct Scene {
  static let classCount = CoarseShape.allCases.count * FineTexture.allCases.count
  static let periodsAcross = 8.0

  let shape: CoarseShape
  let texture: FineTexture
  let center: SIMD2<Double>
  let radius: Double
  let shapeDirection: SIMD2<Double>
  let background: SIMD3<Double>
  /// The colour of the shape less the background's.
  let contrast: SIMD3<Double>
  /// The colour of a light place of the texture less the background's.
  let textureContrast: SIMD3<Double>
  let textureDirection: SIMD2<Double>
  let texturePhase: SIMD2<Double>

  /// The scene of class `label`, drawn from `random`.
  init(label: Int, from random: inout RandomStream) {
    let textures = FineTexture.allCases
    shape = CoarseShape.allCases[label / textures.count]
    texture = textures[label % textures.count]
    radius = random.nextNumber(in: 0.2...0.27)
    let margin = 1.4 * radius  // The triangle's corners, at 1.555, may leave the image.
    center = [
      random.nextNumber(in: margin...1 - margin), random.nextNumber(in: margin...1 - margin),
    ]
    shapeDirection = random.nextDirection()
    background = random.nextColor(in: 0.35...0.65)
    let sign = random.nextUnit() < 0.5 ? -1.0 : 1.0
    contrast = sign * random.nextColor(in: 0.25...0.45)
    textureContrast = random.nextColor(in: 0.15...0.25)
    textureDirection = random.nextDirection()
    texturePhase = [random.nextUnit(), random.nextUnit()]
  }
}
