import Configuration
import Datasets
import Foundation
import Imaging
import Tensors
import TestSupport
import Testing

@testable import Packing

/// Training on packed clips: what a run reads of the file, and what it refuses.
@Suite struct PackedClipsTests {
  private func configuration(_ changes: [String: SettingValue] = [:]) throws -> Configuration {
    let settings: [String: SettingValue] = [
      "model.family": .text("video_resnet"), "model.depth": .integer(18),
      "data.set": .text("packed"), "data.file": .text("out.h5"), "data.resolution": .integer(8),
      "data.frames": .integer(2), "data.frame_stride": .integer(3), "train.epochs": .integer(1),
      "train.batch": .integer(2), "train.learning_rate": .number(0.1),
    ]
    return try Configuration(settings: settings.merging(changes) { $1 })
  }

  /// Packs clips of so many frames, two classes of three for training and one for validation.
  private func pack(in place: Workshop, frames: [Int] = [6, 5, 7], width: Int = 16) throws {
    for (label, name) in ["run", "walk"].enumerated() {
      for (clip, count) in frames.enumerated() {
        for frame in 0..<count {
          let seed = 100 * label + 10 * clip + frame
          try place.write(
            TestJPEG.colored(width: frame == 4 ? width : 16, height: 12, seed: seed),
            to: "clips/train/\(name)/\(clip)/\(frame).jpg")
        }
      }
      for frame in 0..<4 {
        try place.write(
          TestJPEG.colored(width: 12, height: 14, seed: 50 + frame + 20 * label),
          to: "clips/val/\(name)/v/\(frame).jpg")
      }
    }
    _ = try Preparation(.clips(folder: "\(place.path)/clips"), output: "\(place.path)/out.h5").run()
  }

  private func refusal(
    _ changes: [String: SettingValue] = [:], in place: Workshop
  ) throws -> String {
    let location = DataLocation(root: place.path)
    let configuration = try configuration(changes)
    let error = try #require(
      #expect(throws: DataError.self) { try configuration.data.checkFiles(at: location) })
    // A worker that is given the file later refuses it too.
    #expect(throws: error) { try prepareTrainingImages(configuration, at: location) }
    return error.description.replacing("\(place.path)/", with: "")
  }

  @Test func `batches of any number of threads hold the packed frames`() throws {
    try Workshop.with { place in
      try pack(in: place)
      let location = DataLocation(root: place.path)
      let configuration = try configuration()
      try configuration.data.checkFiles(at: location)
      let traits = try configuration.data.traits(at: location)
      #expect((traits.trainingImages, traits.testImages, traits.classCount) == (6, 2, 2))
      let training = try prepareTrainingImages(configuration, at: location).training
      let part = try PackedFile(opening: "\(place.path)/out.h5").images(.training)
      guard case .packed(let chosen) = training else { throw Killed() }
      var decoder = JPEGDecoder()
      let source = TrainingBatches(training, configuration)
      #expect(source.shape == Shape([2, 2, 8, 8, 3]) && source.batchesPerEpoch == 3)
      var all: [[Float]] = []
      for threads in 1...3 {
        let loader = BatchLoader(source, numbers: 0..<6, threads: threads)
        var batches: [Float] = []
        while let batch = try loader.next() {
          batches += batch.images.elements
          for row in 0..<2 {
            // The two frames are those of one of the places that leave room.
            let clip = chosen.indices[batch.samples[row]]
            #expect(batch.labels[row] == part.index.labels[clip])
            let found = Array(batch.images.elements[row * 384..<(row + 1) * 384])
            let count = part.index.images(of: clip).count
            let views = try (0..<count - 3).map { start in
              try part.frames([start, start + 3], ofClip: clip, using: &decoder).flatMap(numbers)
            }
            #expect(views.contains(found))
          }
        }
        all.append(batches)
      }
      #expect(all[0] == all[1] && all[0] == all[2])
    }
  }

  /// What the network sees of a whole frame of 16 x 12 pixels at 8: its middle, normalised.
  private func numbers(_ frame: PixelImage) -> [Float] {
    let seen = frame.resized(toWidth: 10, height: 8, filter: .bilinear)
      .centerCropped(width: 8, height: 8)
    let (mean, deviation) = (Normalization.imageNet.mean, Normalization.imageNet.deviation)
    return seen.bytes.enumerated().map { place, byte in
      Float((Double(byte) / 255 - mean[place % 3]) / deviation[place % 3])
    }
  }

  @Test func `a clip that is too short is named before the first run`() throws {
    try Workshop.with { place in
      try pack(in: place, frames: [6, 3, 2])
      #expect(
        try refusal(in: place) == """
          out.h5: training clip 'run/1' has 3 frames, and 3 more are too short; expected at least 4 \
          for data.frames: 2, data.frame_stride: 3; use fewer frames or a smaller stride, or prepare \
          the set without such clips
          """)
      #expect(
        try refusal(["data.frame_stride": .integer(2)], in: place) == """
          out.h5: training clip 'run/2' has 2 frames, and 1 more are too short; expected at least 3 \
          for data.frames: 2, data.frame_stride: 2; use fewer frames or a smaller stride, or prepare \
          the set without such clips
          """)
      let shorter = try configuration(["data.frame_stride": .integer(1)])
      try shorter.data.checkFiles(at: DataLocation(root: place.path))
    }
    try Workshop.with { place in
      try pack(in: place, frames: [6])
      #expect(
        try refusal(["data.frame_stride": .integer(4)], in: place) == """
          out.h5: validation clip 'run/v' has 4 frames, and 1 more are too short; expected at least 5 \
          for data.frames: 2, data.frame_stride: 4; use fewer frames or a smaller stride, or prepare \
          the set without such clips
          """)
    }
  }

  @Test func `images for a network over clips are refused, and clips for one over images`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      _ = try place.preparation().run()
      #expect(
        try refusal(in: place) == """
          out.h5: it holds single images; expected clips; choose a family that takes images, or a \
          file prepared with --clips
          """)
    }
    try Workshop.with { place in
      try pack(in: place)
      let images = try Configuration(settings: [
        "model.family": .text("resnet"), "model.depth": .integer(18), "data.set": .text("packed"),
        "data.file": .text("out.h5"), "train.epochs": .integer(1), "train.batch": .integer(2),
        "train.learning_rate": .number(0.1),
      ])
      let location = DataLocation(root: place.path)
      let error = #expect(throws: DataError.self) { try images.data.checkFiles(at: location) }
      #expect(
        error?.description.replacing("\(place.path)/", with: "") == """
          out.h5: it holds clips; expected single images; choose a family that takes clips, or a file \
          prepared without --clips
          """)
    }
  }

  @Test func `a clip with frames of two sizes ends a training with its name`() throws {
    try Workshop.with { place in
      try pack(in: place, width: 20)
      let configuration = try configuration()
      let images = try prepareTrainingImages(configuration, at: DataLocation(root: place.path))
      let source = TrainingBatches(images.training, configuration)
      let loader = BatchLoader(source, numbers: 0..<30, threads: 2)
      let error = #expect(throws: DataError.self) { while try loader.next() != nil {} }
      let text = try #require(error?.description)
      #expect(text.contains(" has frames of 12 x "))
      #expect(
        text.hasSuffix(
          " pixels; expected frames of one size; resize them, and prepare the set again"))
    }
  }
}
