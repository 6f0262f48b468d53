import Datasets
import Foundation
import TestSupport
import Testing

@testable import Packing

@Suite struct PackCheckTests {
  /// The problems of a check of `out.h5`, without paths of this folder.
  private func problems(
    _ place: Workshop, against folder: String? = nil, decodes: Bool = false
  ) throws -> [String] {
    var check = PackCheck("\(place.path)/out.h5")
    check.source = folder.map { .images(folder: "\(place.path)/\($0)", labels: nil) }
    check.decodes = decodes
    return try check.run().problems.map { $0.description.replacing("\(place.path)/", with: "") }
  }

  @Test func `a sound file has no problems`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      _ = try place.preparation().run()
      #expect(try problems(place, against: "photos", decodes: true) == [])
    }
  }

  @Test func `every change of a byte in an image is found`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      _ = try place.preparation().run()
      let whole = try place.bytes("out.h5")
      let image = try place.bytes("photos/train/dog/1.JPEG")
      let start = try #require(whole.firstRange(of: image)?.lowerBound)
      for offset in [0, image.count / 2, image.count - 1] {
        var changed = whole
        changed[start + offset] ^= 1
        try place.write(changed, to: "out.h5")
        let found = try problems(place)
        #expect(found.count == 1)
        #expect(
          found.first?.hasPrefix("out.h5: training/dog/1.JPEG: its bytes have SHA-256") == true)
      }
    }
  }

  @Test func `a label out of range is found when the file is opened`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      _ = try place.preparation().run()
      var bytes = try place.bytes("out.h5")
      // The labels, six 32-bit numbers.
      let labels = Data([0, 0, 0, 1, 1, 1].flatMap { [$0, 0, 0, 0] as [UInt8] })
      let start = try #require(bytes.firstRange(of: labels)?.lowerBound)
      bytes[start + 8] = 5
      try place.write(bytes, to: "out.h5")
      let error = #expect(throws: DataError.self) { try problems(place) }
      #expect(
        error?.description.contains(
          "training sample 'cat/2.JPEG' has label 5, but there are 2 classes, from 0") == true)
      bytes[start + 8] = 1
      try place.write(bytes, to: "out.h5")
      let found = try problems(place)
      #expect(found.count == 1)
      #expect(found.first?.hasPrefix("out.h5: its header: the content has SHA-256") == true)
    }
  }

  @Test func `a file that was cut off is refused`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      _ = try place.preparation().run()
      let whole = try place.bytes("out.h5")
      try place.write(whole.dropLast(whole.count / 3), to: "out.h5")
      let error = #expect(throws: DataError.self) { try problems(place) }
      #expect(error?.description.contains("truncated or damaged") == true)
    }
  }

  @Test func `what has changed in the source since the preparation is named`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      _ = try place.preparation().run()
      let moved = try place.bytes("photos/train/cat/0.JPEG")
      try place.write(TestJPEG.colored(width: 9, height: 9), to: "photos/train/cat/1.JPEG")
      try place.write(TestJPEG.garbage, to: "photos/train/cat/2.JPEG")
      try place.write(moved, to: "photos/train/dog/new.jpg")
      try place.remove("photos/train/dog/1.JPEG")
      let mend = "prepare it anew under another name, or bring the source back"
      #expect(
        try problems(place, against: "photos") == [
          "photos/train/cat/2.JPEG: it is no JPEG: it begins with 74 68 69 73 instead of ff d8 ff; "
            + "expected a whole JPEG; fetch it again, or remove it",
          "photos: training/cat/1.JPEG: its bytes have changed; expected those that were packed; "
            + mend,
          "photos: training/dog/1.JPEG: it is gone from the source; expected the samples then "
            + "packed; \(mend)",
          "photos: training/dog/new.jpg: it has come since the preparation; expected the samples "
            + "then packed; \(mend)",
        ])
    }
  }

  @Test func `files that were left out are no difference`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      try place.write(TestJPEG.garbage, to: "photos/train/dog/2.JPEG")
      try place.write(TestJPEG.garbage, to: "photos/train/dog/3.png")
      var preparation = place.preparation()
      preparation.leavesOutBroken = true
      _ = try preparation.run()
      #expect(try problems(place, against: "photos") == [])
    }
  }
}
