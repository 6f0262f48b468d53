// What a generated clip shows: a shape that moves, and how it becomes pixels.

import Randomness

/// How the shape of a clip moves; its mirror image, left to right, moves alike.
enum Motion: Int, CaseIterable {
  case still
  case up
  case down
  /// To the left or to the right, one as often as the other.
  case sideways

  /// The direction, rows counted from the top; `turn` tells left from right.
  fileprivate func direction(turn: Double) -> (x: Double, y: Double) {
    switch self {
    case .still: (0, 0)
    case .up: (0, -1)
    case .down: (0, 1)
    case .sideways: (turn, 0)
    }
  }
}

/// The content of one generated clip, in units of a frame's side.
///
/// The class is the motion. Shape, size, place and colours are drawn apart from it, and a shape that leaves on one side
/// comes in on the other, so that it is equally likely everywhere in every frame of every class: neither a frame nor
/// any set of frames without their order tells up from down.
struct MovingShape {
  static let classCount = Motion.allCases.count

  let shape: CoarseShape
  let radius: Double
  /// The first axis of the shape.
  let axis: SIMD2<Double>
  /// The middle of the shape in the first frame.
  let start: SIMD2<Double>
  /// What the middle moves by from a frame to the next.
  let velocity: SIMD2<Double>
  let background: SIMD3<Double>
  /// The colour of the shape less the background's.
  let contrast: SIMD3<Double>
}

extension MovingShape {
  /// The content of a clip of class `label`, drawn from `random`.
  init(label: Int, from random: inout RandomStream) {
    shape = CoarseShape.allCases[random.nextInteger(below: CoarseShape.allCases.count)]
    radius = random.nextNumber(in: 0.16...0.22)
    axis = random.nextDirection()
    start = [random.nextUnit(), random.nextUnit()]
    let speed = random.nextNumber(in: 0.05...0.1)
    let direction = Motion.allCases[label].direction(turn: random.nextUnit() < 0.5 ? -1 : 1)
    velocity = [speed * direction.x, speed * direction.y]
    background = random.nextColor(in: 0.35...0.65)
    let sign = random.nextUnit() < 0.5 ? -1.0 : 1.0
    contrast = sign * random.nextColor(in: 0.25...0.45)
  }
}

/// Renders moving shapes into square frames of one resolution; a pixel is the mean over a grid of samples.
struct MovingShapeRenderer {
  /// A frame is sampled at least this often along a side.
  private static let minimumSamplesAcross = 64
  private static let minimumSamplesPerPixel = 4
  /// How far a shape reaches from its middle, in radii.
  private static let reach = 1.6

  let resolution: Int
  let pixelNoise: Double

  /// Adds the bytes of one frame, [resolution, resolution, 3], to `pixels`, with noise from `random`.
  func append(
    frame: Int, of shape: MovingShape, noise random: inout RandomStream, to pixels: inout [UInt8]
  ) {
    let middle = shape.start + Double(frame) * shape.velocity
    for y in 0..<resolution {
      for x in 0..<resolution {
        let color =
          shape.background + coverage(by: shape, at: middle, x: x, y: y) * shape.contrast
        for channel in 0..<3 {
          pixels.append(random.nextByte(around: color[channel], deviation: pixelNoise))
        }
      }
    }
  }

  /// How much of a pixel the shape covers, in 0...1.
  private func coverage(
    by shape: MovingShape, at middle: SIMD2<Double>, x: Int, y: Int
  ) -> Double {
    let side = Double(resolution)
    let (pixelX, pixelY) = ((Double(x) + 0.5) / side, (Double(y) + 0.5) / side)
    let reach = Self.reach * shape.radius + 1 / side
    guard abs(wrapped(pixelX - middle.x)) < reach, abs(wrapped(pixelY - middle.y)) < reach else {
      return 0
    }
    let samples = max(
      Self.minimumSamplesPerPixel, (Self.minimumSamplesAcross + resolution - 1) / resolution)
    let step = 1 / (side * Double(samples))
    var covered = 0
    for row in y * samples..<(y + 1) * samples {
      let down = wrapped((Double(row) + 0.5) * step - middle.y) / shape.radius
      for column in x * samples..<(x + 1) * samples {
        let right = wrapped((Double(column) + 0.5) * step - middle.x) / shape.radius
        let isCovered = shape.shape.covers(
          shape.axis.x * right + shape.axis.y * down, shape.axis.x * down - shape.axis.y * right)
        if isCovered { covered += 1 }
      }
    }
    return Double(covered) / Double(samples * samples)
  }

  /// The shortest way to a place where the sides of the frame meet.
  private func wrapped(_ distance: Double) -> Double {
    distance - distance.rounded(.toNearestOrEven)
  }
}
