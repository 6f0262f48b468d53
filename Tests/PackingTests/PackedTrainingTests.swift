import Configuration
import Foundation
import Imaging
import Tensors
import TestSupport
import Testing

@testable import Datasets
@testable import Packing

@Suite struct PackedTrainingTests {
  /// The splits of a packed set of 40 training images under some settings.
  private func splits(_ settings: [String: SettingValue]) throws -> TrainingImages {
    try Workshop.with { place in
      try place.writePhotos(count: 20)
      _ = try place.preparation().run()
      return try prepareTrainingImages(
        configuration(settings), at: DataLocation(root: place.path))
    }
  }

  private func configuration(_ settings: [String: SettingValue]) throws -> Configuration {
    let shared: [String: SettingValue] = [
      "model.family": .text("cifar_resnet"), "model.depth": .integer(8),
      "data.set": .text("packed"), "data.file": .text("out.h5"), "data.resolution": .integer(9),
      "train.epochs": .integer(1), "train.batch": .integer(4), "train.learning_rate": .number(0.1),
    ]
    let merged = shared.merging(settings) { _, given in given }
    return try Configuration(settings: merged.filter { $0.value != .text("") })
  }

  /// Which images of the training part a split holds.
  private func indices(_ split: SplitImages) throws -> [Int] {
    guard case .packed(let images) = split else { throw Killed() }
    return images.indices
  }

  @Test func `what is held out depends on the seed alone`() throws {
    let first = try splits(["data.validation_images": .integer(8)])
    #expect((first.training.count, first.validation.count) == (32, 8))
    let other = try splits([
      "data.validation_images": .integer(8), "data.train_images": .integer(12),
      "train.batch": .integer(2), "train.epochs": .integer(7), "data.label_noise": .number(0.5),
    ])
    #expect(other.validation.sha256 == first.validation.sha256)
    #expect(try indices(other.training) == Array(indices(first.training)[..<12]))
    let reseeded = try splits([
      "data.validation_images": .integer(8), "seeds.root": .integer(1),
    ])
    #expect(reseeded.validation.sha256 != first.validation.sha256)
  }

  @Test func `training and validation split the training part between them`() throws {
    let all = try splits([:])
    let parts = try splits(["data.validation_images": .integer(8)])
    #expect((all.training.count, all.validation.count) == (40, 0))
    let divided = try indices(parts.training) + indices(parts.validation)
    #expect(try divided.sorted() == indices(all.training).sorted() && divided.count == 40)
  }

  @Test func `validation images of the file serve where it has test images too`() throws {
    try Workshop.with { place in
      try place.writePhotos(count: 4)
      for name in ["cat", "dog"] {
        let file = TestJPEG.colored(width: 12, height: 14, seed: name.utf8.count + 40)
        try place.write(file, to: "photos/test/\(name)/t.jpg")
      }
      _ = try place.preparation().run()
      let location = DataLocation(root: place.path)
      let given = try prepareTrainingImages(configuration([:]), at: location)
      #expect((given.training.count, given.validation.count) == (8, 2))
      #expect(try configuration([:]).data.traits(at: location).validationImages == 2)
      let held = try prepareTrainingImages(
        configuration(["data.validation_images": .integer(3)]), at: location)
      #expect((held.training.count, held.validation.count) == (5, 3))
      #expect(try prepareTestImages(configuration([:]), at: location).count == 2)
    }
  }

  @Test func `the digest of a split tells other images, other labels and another file`() throws {
    let digests = try [
      [:], ["data.label_noise": .number(0.5)], ["data.train_images": .integer(39)],
      ["seeds.root": .integer(1)], ["data.resolution": .integer(8)],
    ].map { try splits($0).training.sha256 }
    #expect(Set(digests).count == 4 && digests[0] == digests[4])
    let other = try Workshop.with { place in
      try place.writePhotos(count: 20)
      try place.write(TestJPEG.colored(width: 9, height: 9), to: "photos/train/dog/1.JPEG")
      _ = try place.preparation().run()
      return try prepareTrainingImages(configuration([:]), at: DataLocation(root: place.path))
    }
    #expect(!digests.contains(other.training.sha256))
  }

  @Test func `wrong labels are those of a set in memory`() throws {
    let noisy = try splits(["data.label_noise": .number(0.5)]).training
    let correct = try splits([:]).training
    #expect(try indices(noisy) == indices(correct))
    #expect(zip(noisy.labels, correct.labels).count { $0 != $1 } == 20)
    let stored = ImageSet(
      pixels: correct.labels.map { _ in 0 }, size: (1, 1), labels: correct.labels, classCount: 2,
      normalization: Normalization(mean: [0], deviation: [1]))
    let seed = try configuration([:]).seeds.seed(for: .labelNoise)
    #expect(
      SplitImages.stored(stored).replacingLabels(fraction: 0.5, seed: seed).labels == noisy.labels)
  }

  @Test(arguments: [[:], ["augment.random_resized_crop": SettingValue.boolean(true)]])
  func `batches of any number of threads are those of the images, decoded before`(
    changes: [String: SettingValue]
  ) throws {
    try Workshop.with { place in
      try place.writePhotos(count: 20)
      _ = try place.preparation().run()
      let settings = changes.merging(["data.validation_images": .integer(7)]) { $1 }
      let configuration = try configuration(settings)
      let location = DataLocation(root: place.path)
      let images = try prepareTrainingImages(configuration, at: location)
      let part = try PackedFile(opening: "\(place.path)/out.h5").images(.training)
      let chosen = try indices(images.training)
      var decoder = JPEGDecoder()
      let decoded = try chosen.map { try part.image(at: $0, using: &decoder) }
      let memory = SampleImages(
        labels: images.training.labels, classCount: 2, normalization: .imageNet
      ) { index, _ in decoded[index] }
      var expected = TrainingBatches(memory, channels: 3, configuration)
      let source = TrainingBatches(images.training, configuration)
      let count = 2 * source.batchesPerEpoch
      for threads in 1...3 {
        let loader = BatchLoader(source, numbers: 0..<count, threads: threads)
        var batch = Batch(shape: source.shape)
        for number in 0..<count {
          try expected.fill(&batch, number: number, using: &decoder)
          let loaded = try #require(try loader.next())
          #expect(loaded.images.elements == batch.images.elements)
          #expect(loaded.labels == batch.labels && loaded.samples == batch.samples)
        }
      }
    }
  }

  @Test func `an evaluation sees the middle of each image, once and in order`() throws {
    try Workshop.with { place in
      try place.writePhotos(count: 20)
      _ = try place.preparation().run()
      let configuration = try configuration([
        "data.validation_images": .integer(7), "data.test_crop_ratio": .number(0.75),
      ])
      let images = try prepareTrainingImages(
        configuration, at: DataLocation(root: place.path)
      ).validation
      let part = try PackedFile(opening: "\(place.path)/out.h5").images(.training)
      let view = EvaluationView(resolution: 9, cropRatio: 0.75, filter: .bilinear)
      var decoder = JPEGDecoder()
      let source = EvaluationBatches(images, batch: 4, configuration.data)
      let loader = BatchLoader(source, numbers: 0..<source.batchCount, threads: 2)
      var rows: [ArraySlice<Float>] = []
      var labels: [Int] = []
      while let batch = try loader.next() {
        rows += (0..<batch.count).map { batch.images.elements[243 * $0..<243 * ($0 + 1)] }
        labels += batch.labels
      }
      #expect(rows.count == 7 && labels == images.labels)
      for (row, index) in zip(rows, try indices(images)) {
        let shown = view.applied(to: try part.image(at: index, using: &decoder))
        var numbers = [Float](repeating: 0, count: 243)
        var span = numbers.mutableSpan
        shown.write(Normalization.imageNet.table, to: &span, from: 0)
        #expect(Array(row) == numbers)
      }
    }
  }

  @Test func `an image that is not the one that was packed ends a training with its number`() throws
  {
    try Workshop.with { place in
      try place.writePhotos(count: 20)
      _ = try place.preparation().run()
      let part = try PackedFile(opening: "\(place.path)/out.h5").images(.training)
      let victim = part.encodedBytes(ofImage: 23)
      var file = try place.bytes("out.h5")
      let start = try #require(file.range(of: victim)).lowerBound
      file.replaceSubrange(start..<start + 40, with: Data(count: 40))
      try place.write(file, to: "out.h5")
      let configuration = try configuration([:])
      let images = try prepareTrainingImages(configuration, at: DataLocation(root: place.path))
      let source = TrainingBatches(images.training, configuration)
      let loader = BatchLoader(source, numbers: 0..<source.batchesPerEpoch, threads: 2)
      let error = #expect(throws: DataError.self) { while try loader.next() != nil {} }
      #expect(error?.description.contains("image 23 is not the one that was packed") == true)
    }
  }

  @Test func `an image is brought to its shorter side and cropped in the middle`() throws {
    // Columns that tell themselves, so that only the crop can change something.
    for (width, left) in [(10, 0), (11, 0), (13, 2), (15, 2), (16, 3)] {
      let row: [UInt8] = (0..<3 * width).map { UInt8(5 * $0) }
      let image = PixelImage(
        width: width, height: 10, channels: 3, bytes: Array(repeatElement(row, count: 10).joined()))
      let square = image.square(side: 10)
      #expect((square.width, square.height) == (10, 10))
      #expect(Array(square.bytes[..<30]) == Array(row[3 * left..<3 * left + 30]))
    }
  }

  @Test func `the middle of a resized image is that of the whole resized`() throws {
    var decoder = JPEGDecoder()
    let image = try decoder.decode(TestJPEG.colored(width: 37, height: 21))
    let set = ImageSet(
      pixels: image.bytes, size: (21, 37), labels: [0], classCount: 1, normalization: .imageNet)
    let resized = set.resized(height: 8, width: 14)
    let square = image.square(side: 8)
    for row in 0..<8 {
      let start = (row * 14 + 3) * 3
      #expect(
        Array(square.bytes[row * 24..<row * 24 + 24]) == Array(resized.pixels[start..<start + 24]))
    }
  }
}

extension PixelImage {
  /// What an evaluation without margins shows of it.
  fileprivate func square(side: Int) -> PixelImage {
    EvaluationView(resolution: side, cropRatio: 1, filter: .bilinear).applied(to: self)
  }
}
