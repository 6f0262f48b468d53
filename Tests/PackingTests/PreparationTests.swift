import Configuration
import Datasets
import Foundation
import HDF5
import Imaging
import Synchronization
import TestSupport
import Testing

@testable import Packing

@Suite(.timeLimit(.minutes(10))) struct PreparationTests {
  @Test func `a packed file gives back each image with its label and name`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      let result = try place.preparation().run()
      let file = try PackedFile(opening: "\(place.path)/out.h5")
      #expect(file.counts == [.training: 6, .validation: 2])
      #expect(file.description.classNames == ["cat", "dog"])
      #expect(file.description.name == "photos")
      #expect(file.contentSHA256 == result.content.sha256)
      #expect(try file.content() == result.content)
      let images = try file.images(.training)
      #expect(images.index.labels == [0, 0, 0, 1, 1, 1])
      #expect(images.index.names[4] == "dog/1.JPEG")
      var decoder = JPEGDecoder()
      for image in 0..<6 {
        let source = try place.bytes("photos/train/\(images.index.names[image])")
        #expect(images.encodedBytes(ofImage: image) == source)
        #expect(try images.image(at: image, using: &decoder) == decoder.decode(source))
      }
      #expect(!place.exists("out.h5.progress") && !place.exists("out.h5.unfinished"))
    }
  }

  /// Each preparation is ended once for each number of files, in each of its phases, and then completed.
  @Test func `an interrupted preparation goes on and ends with the same bytes`() throws {
    try Workshop.with { place in
      try place.writePhotos(count: 6)
      _ = try place.preparation(output: "whole.h5").run()
      let whole = try place.bytes("whole.h5")
      for (phase, kill) in [PreparationProgress.Phase.checking, .packing].flatMap({ phase in
        [1, 7, 13].map { (phase, $0) }
      }) {
        var preparation = place.preparation(output: "\(phase)-\(kill).h5")
        preparation.bytesPerMark = 1
        preparation.threads = 1  // Another thread would finish a file more or less.
        #expect(throws: Killed.self) {
          try preparation.run { progress in
            if progress.phase == phase && progress.done == kill { throw Killed() }
          }
        }
        #expect(!place.exists("\(phase)-\(kill).h5"))
        let resumed = Mutex([PreparationProgress.Phase: Int]())
        _ = try preparation.run { progress in
          resumed.withLock { $0[progress.phase] = progress.resumed }
        }
        #expect(resumed.withLock { $0[phase] } == kill, "\(phase)")
        #expect(try place.bytes("\(phase)-\(kill).h5") == whole)
      }
    }
  }

  @Test func `a journal with a torn last line loses that line only`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      let preparation = place.preparation()
      #expect(throws: Killed.self) {
        try preparation.run { if $0.phase == .packing { throw Killed() } }
      }
      let journal = try place.bytes("out.h5.progress")
      try place.write(journal + Data("{\"file\":{\"pa".utf8), to: "out.h5.progress")
      let result = try preparation.run()
      #expect(result.phases.map(\.resumed) == [8, 0])
    }
  }

  @Test func `a file that changed after an interruption is checked anew`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      let preparation = place.preparation()
      #expect(throws: Killed.self) {
        try preparation.run { if $0.phase == .packing { throw Killed() } }
      }
      let changed = TestJPEG.colored(width: 50, height: 40)
      try place.write(changed, to: "photos/train/cat/1.JPEG")
      let result = try preparation.run()
      #expect(result.phases[0].resumed == 7)
      let images = try PackedFile(opening: "\(place.path)/out.h5").images(.training)
      #expect(images.encodedBytes(ofImage: 1) == changed)
    }
  }

  @Test func `a file that changes while it is packed is an error`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      let file = "\(place.path)/photos/train/dog/1.JPEG"
      let error = #expect(throws: DataError.self) {
        try place.preparation().run { progress in
          guard progress.phase == .packing, progress.done == 1 else { return }
          try TestJPEG.colored(width: 9, height: 9).write(to: URL(filePath: file))
        }
      }
      #expect(error?.description.hasPrefix("dog/1.JPEG: it changed while it was packed") == true)
      #expect(!place.exists("out.h5"))
    }
  }

  @Test func `all broken files are named in one report beside what else is wrong`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      let sound = try place.bytes("photos/train/cat/0.JPEG")
      try place.write(TestJPEG.cutOff(sound), to: "photos/train/cat/0.JPEG")
      try place.write(TestJPEG.garbage, to: "photos/train/dog/2.JPEG")
      try place.write(TestJPEG.garbage, to: "photos/train/dog/p.png")
      try place.write(Data(), to: "photos/val/dog/a.jpg")
      try place.createFolder("photos/train/owl")
      let broken = [
        "photos/train/cat/0.JPEG: it is damaged or cut off (Premature end of JPEG file); expected a "
          + "whole JPEG; fetch it again, or remove it",
        "photos/train/dog/2.JPEG: it is no JPEG: it begins with 74 68 69 73 instead of ff d8 ff; "
          + "expected a whole JPEG; fetch it again, or remove it",
        "photos/val/dog/a.jpg: it is no JPEG: the file is empty; expected a whole JPEG; fetch it "
          + "again, or remove it",
        "photos/train/dog/p.png: images of format png are not packed; expected JPEG; convert it to "
          + "JPEG",
      ]
      let empty =
        "photos/train/owl: it holds no images; expected at least one in each class folder; put its "
        + "files there, or remove the folder"
      var preparation = place.preparation()
      #expect(try place.problems(preparation) == [empty] + broken)
      #expect(!place.exists("out.h5"))
      preparation.leavesOutBroken = true
      #expect(try place.problems(preparation) == [empty])
      try place.remove("photos/train/owl")
      let result = try preparation.run()
      let leftOut = result.leftOut.map { $0.description.replacing("\(place.path)/", with: "") }
      #expect(leftOut == broken)
      let file = try PackedFile(opening: "\(place.path)/out.h5")
      #expect(file.counts == [.training: 4, .validation: 1])
      #expect(
        file.leftOut.prefix(3) == [
          "training/cat/0.JPEG", "training/dog/2.JPEG", "validation/dog/a.jpg",
        ])
    }
  }

  @Test func `a class of which only broken files are left is an error`() throws {
    try Workshop.with { place in
      try place.writePhotos(count: 1)
      try place.write(TestJPEG.garbage, to: "photos/train/dog/0.JPEG")
      var preparation = place.preparation()
      preparation.leavesOutBroken = true
      #expect(
        try place.problems(preparation) == [
          "photos: class dog: all of its training files are broken; expected at least one that is "
            + "sound; mend one, or remove the class"
        ])
    }
  }

  @Test func `a packed file is never overwritten`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      try place.write(Data([1, 2, 3]), to: "out.h5")
      let error = #expect(throws: DataError.self) { try place.preparation().run() }
      #expect(error?.description.contains("it is there already") == true)
      #expect(try place.bytes("out.h5") == Data([1, 2, 3]))
    }
  }

  @Test func `two preparations of one file do not run at once`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      let journal = try PreparationJournal(path: "\(place.path)/out.h5.progress")
      let error = #expect(throws: DataError.self) { try place.preparation().run() }
      #expect(error?.description.contains("another process is preparing the same file") == true)
      try journal.flush()
    }
  }

  @Test func `images that occur more than once are noted`() throws {
    try Workshop.with { place in
      try place.writePhotos()
      let image = try place.bytes("photos/train/cat/0.JPEG")
      try place.write(image, to: "photos/train/dog/again.jpg")
      try place.write(image, to: "photos/val/cat/again.jpg")
      let example = "for example training/cat/0.JPEG = training/dog/again.jpg = "
      #expect(
        try place.preparation().run().notes == [
          "images that occur more than once: 1, \(example)validation/cat/again.jpg",
          "images that occur in more than one part: 1, \(example)validation/cat/again.jpg",
          "images that occur with more than one label: 1, \(example)validation/cat/again.jpg",
        ])
    }
  }

  @Test func `a published set is packed as its pixels`() throws {
    try Workshop.with { place in
      for (name, count) in (1...5).map({ ("data_batch_\($0).bin", 2) }) + [("test_batch.bin", 3)] {
        let records = (0..<count).map { record in
          Data([UInt8(record)])
            + Data((0..<3_072).map { UInt8(truncatingIfNeeded: $0 * (record + 1)) })
        }
        try place.write(Data(records.joined()), to: "data/cifar10/\(name)")
      }
      let preparation = Preparation(
        .set(.cifar10, folder: "\(place.path)/data"), output: "\(place.path)/c.h5")
      let result = try preparation.run()
      #expect(result.content.description.encoding == .raw)
      let images = try PackedFile(opening: "\(place.path)/c.h5").images(.test)
      #expect(images.index.labels == [0, 1, 2])
      var decoder = JPEGDecoder()
      let image = try images.image(at: 2, using: &decoder)
      #expect((image.height, image.width, image.channels) == (32, 32, 3))
      // Planes of 1,024 bytes become channels of a pixel.
      #expect(Array(image.bytes[3..<6]) == [3, UInt8(truncatingIfNeeded: 3 * 1_025), 3])
    }
  }
}
