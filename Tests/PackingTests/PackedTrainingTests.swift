import Configuration
import Foundation
import Imaging
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

  private func images(_ set: ImageSet) -> [ArraySlice<UInt8>] {
    (0..<set.count).map { image(set, $0) }
  }

  private func image(_ set: ImageSet, _ index: Int) -> ArraySlice<UInt8> {
    set.pixels[index * set.bytesPerImage..<(index + 1) * set.bytesPerImage]
  }

  @Test func `what is held out depends on the seed alone`() throws {
    let first = try splits(["data.validation_images": .integer(8)])
    #expect((first.training.count, first.validation.count) == (32, 8))
    let other = try splits([
      "data.validation_images": .integer(8), "data.train_images": .integer(12),
      "train.batch": .integer(2), "train.epochs": .integer(7), "data.label_noise": .number(0.5),
    ])
    #expect(other.validation == first.validation)
    let reseeded = try splits([
      "data.validation_images": .integer(8), "seeds.root": .integer(1),
    ])
    #expect(reseeded.validation != first.validation)
  }

  @Test func `training and validation split the training part between them`() throws {
    let all = try splits([:])
    let parts = try splits(["data.validation_images": .integer(8)])
    #expect((all.training.count, all.validation.count) == (40, 0))
    let divided = images(parts.training) + images(parts.validation)
    #expect(Set(divided) == Set(images(all.training)) && divided.count == 40)
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

  @Test func `an image by itself is the one of the set, at its own size`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      _ = try place.preparation().run()
      var decoder = JPEGDecoder()
      let packed = try ImageSource(
        .training, of: configuration([:]), at: DataLocation(root: place.path))
      let photo = try place.bytes("photos/train/dog/1.JPEG")
      let image = try packed.image(at: 4, resolution: 9, using: &decoder)
      #expect(try image == decoder.decode(photo))
      let squares = try packed.images(at: [4], resolution: 9)
      #expect(image.square(side: 9).bytes == squares.pixels)
      let generated = try ImageSource(
        .test, of: configuration(["data.set": .text("generated"), "data.file": .text("")]),
        at: DataLocation())
      #expect(
        try generated.image(at: 7, resolution: 9, using: &decoder)
          == generated.images(at: [3, 7], resolution: 9).image(at: 1))
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

  @Test func `images that would fill the memory are refused before any is decoded`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      _ = try place.preparation().run()
      let images = try PackedFile(opening: "\(place.path)/out.h5").images(.training)
      let many = Array(repeating: 0, count: 64)
      let error = #expect(throws: DataError.self) {
        try images.squares(at: many, resolution: 1 << 20, filter: .bilinear)
      }
      #expect(error?.description.contains("images of photos take 201326592 MiB") == true)
    }
  }
}

extension PixelImage {
  /// What an evaluation without margins shows of it.
  fileprivate func square(side: Int) -> PixelImage {
    EvaluationView(resolution: side, cropRatio: 1, filter: .bilinear).applied(to: self)
  }
}
