import Datasets
import Foundation
import TestSupport
import Testing

@testable import Packing

@Suite struct ImageFolderTests {
  @Test func `classes and files are ordered by their bytes and parts told by their names`() throws {
    try Workshop.with { place in
      let names = [
        "train/b/2.jpg", "train/b/10.JPEG", "train/b/sub/0.jpg", "train/B2/é.jpeg", "train/a/x.JPG",
        "val/a/y.jpg", "test/b/z.jpg", "train/a/notes.txt", "train/a/.hidden.jpg", "README.md",
      ]
      for name in names { try place.write(TestJPEG.garbage, to: "s/\(name)") }
      let listing = try ImageFolder.listing("\(place.path)/s", kind: .images)
      #expect(listing.classNames == ["B2", "a", "b"])
      #expect(listing.problems == [])
      #expect(listing.passedOver == ["README.md"])
      #expect(
        listing.samples.map { "\($0.split) \($0.sample.label) \($0.sample.name)" } == [
          "training 0 B2/é.jpeg", "training 1 a/x.JPG", "training 2 b/10.JPEG",
          "training 2 b/2.jpg", "training 2 b/sub/0.jpg", "validation 1 a/y.jpg", "test 2 b/z.jpg",
        ])
      #expect(listing.samples[5].sample.files == ["val/a/y.jpg"])
    }
  }

  @Test func `a folder of classes alone is the training part`() throws {
    try Workshop.with { place in
      try place.write(TestJPEG.garbage, to: "s/b/1.jpg")
      try place.write(TestJPEG.garbage, to: "s/a/1.jpg")
      let listing = try ImageFolder.listing("\(place.path)/s", kind: .images)
      #expect(listing.classNames == ["a", "b"])
      #expect(listing.parts[.training]?.map(\.name) == ["a/1.jpg", "b/1.jpg"])
    }
  }

  @Test func `everything that is wrong with the folders is found`() throws {
    try Workshop.with { place in
      try place.write(TestJPEG.garbage, to: "s/train/cat/1.jpg")
      try place.write(TestJPEG.garbage, to: "s/train/cat/1.JPG")
      try place.createFolder("s/train/dog")
      try place.write(TestJPEG.garbage, to: "s/train/loose.jpg")
      try place.write(TestJPEG.garbage, to: "s/train/owl/1.png")
      try place.write(TestJPEG.garbage, to: "s/val/cow/1.jpg")
      try place.write(TestJPEG.garbage, to: "s/test/cat/1.jpg")
      try place.createFolder("s/test/owl")
      try FileManager.default.createSymbolicLink(
        atPath: "\(place.path)/s/test/cat/loop", withDestinationPath: "..")
      try FileManager.default.createSymbolicLink(
        atPath: "\(place.path)/s/test/cat/nowhere", withDestinationPath: "gone")
      let listing = try ImageFolder.listing("\(place.path)/s", kind: .images)
      let expected = [
        "train/loose.jpg: it lies in no class folder, with 0 others; expected a folder for each "
          + "class; move them there",
        "train/cat/1.jpg: it has the name of train/cat/1.JPG, but for capitals; expected names that "
          + "differ in more; rename one of them",
        "train/dog: it holds no images; expected at least one in each class folder; put its files "
          + "there, or remove the folder",
        "train/owl: it holds no images; expected at least one in each class folder; put its files "
          + "there, or remove the folder",
        "val/cow: training has no class of this name; expected one of the 3 folders of the training "
          + "part; rename it, or move it away",
        "test/cat/nowhere: it is a link that leads nowhere, or in a circle; expected links to files "
          + "and folders that are there; mend or remove it",
        "test/cat/loop/cat: it is a link to a folder above it; expected folders without end in a "
          + "file; remove the link",
        "test/owl: it holds no images; expected at least one in each class folder; put its files "
          + "there, or remove the folder",
      ]
      let found = listing.problems.map { $0.description.replacing("\(place.path)/s/", with: "") }
      #expect(found == expected)
      #expect(
        listing.unsupported.map(\.description) == [
          "\(place.path)/s/train/owl/1.png: images of format png are not packed; expected JPEG; "
            + "convert it to JPEG"
        ])
    }
  }

  @Test func `an empty folder and one that is not there are told apart`() throws {
    try Workshop.with { place in
      try place.createFolder("empty")
      let listing = try ImageFolder.listing("\(place.path)/empty", kind: .images)
      #expect(
        listing.problems.map { $0.description.contains("it holds no class folders") } == [true])
      let error = #expect(throws: DataError.self) {
        try ImageFolder.listing("\(place.path)/gone", kind: .images)
      }
      #expect(error?.description.contains("there is no such folder") == true)
    }
  }

  @Test func `a validation folder without classes takes them from a file of labels`() throws {
    try Workshop.with { place in
      for name in ["train/cat/1.jpg", "train/dog/1.jpg"] + (1...6).map({ "val/v\($0).JPEG" }) {
        try place.write(TestJPEG.garbage, to: "s/\(name)")
      }
      let lines = """
        ImageId,PredictionString
        v1,dog 10 20 30 40
        v2.JPEG cat
        v3,1
        v4,2
        v5 cow
        v5 cat
        v9 cat
        """
      try place.write(Data(lines.utf8), to: "labels.csv")
      let listing = try ImageFolder.listing(
        "\(place.path)/s", kind: .images, labels: "\(place.path)/labels.csv")
      #expect(
        listing.parts[.validation]?.map { "\($0.name) \($0.label)" } == [
          "v1.JPEG 1", "v2.JPEG 0", "v3.JPEG 1", "v5.JPEG 0",
        ])
      #expect(
        listing.problems.map { $0.description.replacing("\(place.path)/", with: "") }
          == [
            "labels.csv: val/v4.JPEG has label '2'; expected a class folder of the training part, or "
              + "its number, from 0 to 1; correct the line",
            "s/val/v6.JPEG: \(place.path)/labels.csv has no line for it; expected a class for each "
              + "image; add the line 'v6.JPEG <class>', or move the file away",
            "labels.csv: it names v9, which is not in s/val; expected images that are there; put the "
              + "file there, or remove the line",
            "labels.csv: it names v5 twice; expected each image once; remove one of the lines",
          ].map { $0.replacing("\(place.path)/", with: "") })
    }
  }

  @Test func `frames are ordered by their numbers`() {
    let names = ["f10.jpg", "f9.jpg", "f1.jpg", "f02.jpg", "e3.jpg", "f9b.jpg"]
    #expect(
      names.sorted { $0.precedesByNumbers($1) }
        == ["e3.jpg", "f1.jpg", "f02.jpg", "f9.jpg", "f9b.jpg", "f10.jpg"])
  }
}
