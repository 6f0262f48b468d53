// Which frames of a clip the network sees.

import Configuration
import Randomness

/// Frames at equal distances, from a place that is drawn in training and in the middle of the clip otherwise.
struct FrameSampling: Hashable, Sendable {
  /// Frames that the network sees.
  var frames: Int
  /// Of how many frames that follow one another it sees one.
  var stride = 1

  /// Frames of a clip from the first that is seen to the last: what a clip must have at least.
  var span: Int { (frames - 1) * stride + 1 }

  /// The places of the frames in a clip of `count` frames, from a drawn one on.
  ///
  /// - Precondition: The clip has at least `span` frames.
  func drawn(at address: SampleAddress, of count: Int) -> [Int] {
    var random = address.stream(.firstFrame)
    return places(from: random.nextInteger(below: count - span + 1))
  }

  /// The places of the frames in the middle of a clip of `count` frames: an evaluation's only view in time.
  ///
  /// - Precondition: The clip has at least `span` frames.
  func middle(of count: Int) -> [Int] { places(from: (count - span) / 2) }

  private func places(from first: Int) -> [Int] { (0..<frames).map { first + $0 * stride } }
}

extension FrameSampling {
  /// The frames that a configuration asks for; nil where its network takes images.
  init?(_ data: DataConfiguration) {
    guard let frames = data.frames else { return nil }
    self.init(frames: frames, stride: data.frameStride)
  }

  /// The frames that the network of a configuration sees.
  ///
  /// - Precondition: It takes clips.
  static func required(by data: DataConfiguration) -> FrameSampling {
    guard let sampling = FrameSampling(data) else {
      preconditionFailure("clips for a network that takes images")
    }
    return sampling
  }
}
