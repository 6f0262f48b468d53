import Configuration
import Randomness
import Testing

@testable import Datasets

@Suite struct GeneratedClipsTests {
  private func clips(
    _ indices: [Int], part: DataPart = .training, side: Int = 12, noise: Double = 0
  ) -> ClipSet {
    GeneratedClips(part: part, seed: Seed(root: 2), pixelNoise: noise)
      .clips(at: indices, side: side)
  }

  /// A frame of the only clip, as bytes.
  private func frame(_ place: Int, of clip: ClipSet) -> ArraySlice<UInt8> {
    let bytes = clip.side * clip.side * 3
    return clip.pixels[place * bytes..<(place + 1) * bytes]
  }

  /// The content of one clip.
  private func content(_ index: Int) -> MovingShape {
    var random = RandomStream(seed: Seed(root: 2), purpose: .generation, index: index, lane: 2)
    return MovingShape(label: index % 4, from: &random)
  }

  @Test func `the label is the motion`() {
    for index in 0..<200 {
      let velocity = content(index).velocity
      let speed = (velocity * velocity).sum().squareRoot()
      switch Motion.allCases[index % 4] {
      case .still: #expect(speed == 0)
      case .up: #expect(velocity.x == 0 && (-0.1)...(-0.05) ~= velocity.y)
      case .down: #expect(velocity.x == 0 && 0.05...0.1 ~= velocity.y)
      case .sideways: #expect(velocity.y == 0 && 0.05...0.1 ~= abs(velocity.x))
      }
    }
    let turns = stride(from: 3, to: 800, by: 4).count { content($0).velocity.x > 0 }
    #expect((70...130).contains(turns))
    #expect(clips([0, 1, 2, 3, 5, 6]).labels == [0, 1, 2, 3, 1, 2])
  }

  @Test func `what stands still stays, what moves down is seen further down`() {
    let still = clips([0])
    #expect((1..<16).allSatisfy { frame($0, of: still).elementsEqual(frame(0, of: still)) })
    // The middle of a shape that moves by a whole pixel a frame comes a row further each time.
    let shape = MovingShape(moving: [0, 1.0 / 12])
    var random = RandomStream(seed: Seed(root: 1), purpose: .generation)
    var pixels: [UInt8] = []
    let renderer = MovingShapeRenderer(resolution: 12, pixelNoise: 0)
    for time in 0..<16 { renderer.append(frame: time, of: shape, noise: &random, to: &pixels) }
    for time in 1..<16 {
      for y in 0..<12 {
        let before = (time - 1) * 432 + (y + 11) % 12 * 36
        let now = time * 432 + y * 36
        for byte in 0..<36 {
          #expect(abs(Int(pixels[now + byte]) - Int(pixels[before + byte])) <= 3)
        }
      }
    }
  }

  @Test func `a shape is equally likely everywhere in every frame, so that one tells nothing`() {
    for motion in 0..<4 {
      for time in [0, 7, 15] {
        let places = stride(from: motion, to: 1_600, by: 4).map { index in
          let shape = content(index)
          let place = shape.start + Double(time) * shape.velocity
          return (place - place.rounded(.down)) * 4
        }
        for part in 0..<4 {
          // 400 places in quarters: 100 with a deviation of 8.7.
          #expect((65...135).contains(places.count { Int($0.x) == part }))
          #expect((65...135).contains(places.count { Int($0.y) == part }))
        }
      }
    }
  }

  @Test func `a clip is a function of seed, part and index, whatever is asked for with it`() {
    let both = clips([5, 9], noise: 0.1)
    let alone = clips([9], noise: 0.1)
    #expect(Array(both.pixels.suffix(alone.pixels.count)) == alone.pixels)
    #expect(clips([9], part: .test, noise: 0.1).pixels != alone.pixels)
    #expect(clips([9]).pixels != alone.pixels)
    #expect(clips([9], side: 6).pixels.count == 16 * 6 * 6 * 3)
  }

  @Test func `more frames than a clip has are refused`() throws {
    let settings: [String: SettingValue] = [
      "model.family": .text("video_resnet"), "model.depth": .integer(18),
      "data.set": .text("generated_clips"), "data.frames": .integer(8),
      "data.frame_stride": .integer(3), "train.epochs": .integer(1), "train.batch": .integer(4),
      "train.learning_rate": .number(0.1),
    ]
    let long = try Configuration(settings: settings)
    let error = try #require(
      #expect(throws: DataError.self) { try long.data.checkFiles(at: DataLocation()) })
    #expect(
      error.description == """
        data.frames: 8, data.frame_stride: 3: a clip of generated_clips has 16 frames; expected at \
        least 22, from the first to the last that is seen; use fewer frames or a smaller stride
        """)
    #expect(throws: error) { try prepareTrainingImages(long, at: DataLocation()) }
    let fitting = try Configuration(
      settings: settings.merging(["data.frame_stride": .integer(2)]) { $1 })
    try fitting.data.checkFiles(at: DataLocation())
  }
}

extension MovingShape {
  /// A shape that begins in the middle.
  fileprivate init(moving velocity: SIMD2<Double>) {
    var random = RandomStream(seed: Seed(root: 8), purpose: .generation)
    let drawn = MovingShape(label: 0, from: &random)
    self.init(
      shape: drawn.shape, radius: drawn.radius, axis: drawn.axis, start: [0.5, 0.5],
      velocity: velocity, background: drawn.background, contrast: drawn.contrast)
  }
}
