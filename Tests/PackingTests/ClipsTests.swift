import Datasets
import Foundation
import HDF5
import Imaging
import TestSupport
import Testing

@testable import Packing

@Suite struct ClipsTests {
  private func preparation(_ place: Workshop) -> Preparation {
    Preparation(.clips(folder: "\(place.path)/clips"), output: "\(place.path)/out.h5")
  }

  @Test func `folders of frames are clips with their frames in the order of their numbers`() throws
  {
    try Workshop.with { place in
      for (clip, count) in [("run/a", 11), ("run/b", 2), ("walk/c", 3)] {
        for frame in 1...count {
          try place.write(
            TestJPEG.colored(width: 16, height: 12, seed: frame + clip.utf8.count),
            to: "clips/train/\(clip)/\(frame).jpg")
        }
      }
      _ = try preparation(place).run()
      let file = try PackedFile(opening: "\(place.path)/out.h5")
      #expect(file.counts == [.training: 3])
      let clips = try file.images(.training)
      #expect(clips.index.names == ["run/a", "run/b", "walk/c"])
      #expect(clips.index.labels == [0, 0, 1])
      #expect(clips.index.firstImages == [0, 11, 13, 16])
      var decoder = JPEGDecoder()
      let frames = try clips.frames([3, 6, 10], ofClip: 0, using: &decoder)
      let expected = try [4, 7, 11].map { frame in
        try decoder.decode(place.bytes("clips/train/run/a/\(frame).jpg"))
      }
      #expect(frames == expected)
    }
  }

  @Test func `an HDF5 file of frames is a clip`() throws {
    try Workshop.with { place in
      let pixels = (0..<4 * 5 * 6 * 3).map { UInt8(truncatingIfNeeded: 7 * $0) }
      try place.createFolder("clips/train/run")
      let clip = try HDF5File(creating: "\(place.path)/clips/train/run/a.h5")
      try clip.write("frames", try #require(HDF5Array(shape: [4, 5, 6, 3], elements: pixels)))
      try clip.close()
      _ = try preparation(place).run()
      let clips = try PackedFile(opening: "\(place.path)/out.h5").images(.training)
      #expect(clips.index.firstImages == [0, 4])
      var decoder = JPEGDecoder()
      let frames = try clips.frames([1, 3], ofClip: 0, using: &decoder)
      #expect(frames.map { ($0.height, $0.width) }.allSatisfy { $0 == (5, 6) })
      #expect(frames.map(\.bytes) == [Array(pixels[90..<180]), Array(pixels[270..<360])])
    }
  }

  @Test func `what is no clip is named`() throws {
    try Workshop.with { place in
      try place.write(TestJPEG.colored(width: 8, height: 8), to: "clips/train/run/a/1.jpg")
      try place.write(TestJPEG.garbage, to: "clips/train/run/a/2.jpg")
      try place.write(TestJPEG.colored(width: 8, height: 8), to: "clips/train/run/loose.jpg")
      try place.createFolder("clips/train/run/empty")
      let wrong = try HDF5File(creating: "\(place.path)/clips/train/run/b.h5")
      try wrong.write("frames", HDF5Array([1.0, 2.0]))
      try wrong.close()
      #expect(
        try place.problems(preparation(place)) == [
          "clips/train/run/empty: it holds no frames; expected the clip's frames as JPEG files; put "
            + "them there, or remove the folder",
          "clips/train/run/loose.jpg: it is an image in no clip's folder; expected a folder for each "
            + "clip; move it to its clip",
          "clips: 1 clips are HDF5 files and the others folders of frames; expected one kind in a "
            + "packed file; pack each kind by itself",
          "clips/train/run/a/2.jpg: it is no JPEG: it begins with 74 68 69 73 instead of ff d8 ff; "
            + "expected a whole JPEG; fetch it again, or remove it",
          "clips/train/run/b.h5: its dataset 'frames' is float64 of shape [2] instead of uint8 [T, H, "
            + "W, 3]; expected a clip; fetch it again, or remove it",
        ])
    }
  }
}
