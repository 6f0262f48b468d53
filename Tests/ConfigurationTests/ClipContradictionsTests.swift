import Configuration
import Testing

@Suite struct ClipContradictionsTests {
  static let settings: [String: SettingValue] = [
    "model.family": .text("video_resnet"), "model.depth": .integer(18),
    "data.set": .text("generated_clips"), "data.frames": .integer(8), "train.epochs": .integer(1),
    "train.batch": .integer(4), "train.learning_rate": .number(0.1),
  ]

  static func errors(
    _ changes: [String: SettingValue], without path: String? = nil
  ) throws -> String {
    let settings = settings.merging(changes) { $1 }.filter { $0.key != path }
    let errors = try #require(
      #expect(throws: ConfigurationErrors.self) { try Configuration(settings: settings) })
    return errors.description
  }

  @Test func `a network over clips says how many frames it sees`() throws {
    let data = try Configuration(
      settings: Self.settings.merging(["data.frame_stride": .integer(2)]) { $1 }
    ).data
    #expect(data.frames == 8 && data.frameStride == 2)
    #expect(data.extents(channels: 3) == [8, 32, 32, 3])
    #expect(data.extents(channels: 1, side: 40) == [8, 40, 40, 1])
    #expect(
      try Self.errors([:], without: "data.frames") == """
        family video_resnet takes clips, but there is no data.frames; give the frames of a clip that \
        the network sees
        """)
  }

  @Test func `a network over images has no frames`() throws {
    let images: [String: SettingValue] = [
      "model.family": .text("resnet"), "data.set": .text("packed"), "data.file": .text("a.h5"),
      "data.frame_stride": .integer(2),
    ]
    #expect(
      try Self.errors(images) == """
        'data.frames' says nothing about family resnet, which takes images; take it away, it is for \
        video_resnet, resnet_3d, resnet_3d_rs
        'data.frame_stride' says nothing about family resnet, which takes images; take it away, it is \
        for video_resnet, resnet_3d, resnet_3d_rs
        """)
    let valid = Self.settings.merging(images) { $1 }
      .filter { !$0.key.hasPrefix("data.frame") }
    let data = try Configuration(settings: valid).data
    #expect(data.frames == nil && data.extents(channels: 3) == [32, 32, 3])
  }

  @Test func `a set of images is none for a network over clips, and the other way round`() throws {
    for set in ["generated", "cifar10", "cifar100", "mnist", "fashion_mnist"] {
      #expect(
        try Self.errors(["data.set": .text(set)]) == """
          data.set \(set) has images, and family video_resnet takes clips; choose generated_clips, or \
          packed with a file that 'revisit data prepare --clips' made
          """)
    }
    #expect(
      try Self.errors(["model.family": .text("resnet")], without: "data.frames") == """
        data.set generated_clips has clips, which family resnet does not take; choose one of \
        video_resnet, resnet_3d, resnet_3d_rs, or a set of images
        """)
  }
}
