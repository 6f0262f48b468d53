import Foundation
import Glibc
import HDF5
import TestSupport
import Testing

/// Packing, checking and training on a packed set, as a user does it.
@Suite(.serialized, .timeLimit(.minutes(10))) struct DataCommandTests {
  @Test func `a folder is packed, checked, planned, trained on and reported`() throws {
    try Workplace.with { place in
      try place.writePhotos(count: 24)
      try place.createData()
      let prepared = try place.revisit("data", "prepare", "photos", "--output", "data/photos.h5")
      #expect(prepared.status == 0, "\(prepared.errors)")
      let lines = prepared.output.split(separator: "\n")
      #expect(
        lines[0].hasPrefix(
          "data/photos.h5: photos, 56 images of 2 classes: 48 training, 4 validation, 4 test; "))
      #expect(
        lines.last?.hasPrefix("in a study: data: {set: packed, file: photos.h5, sha256: ") == true)
      #expect(prepared.errors.contains("checking 56 of 56"))
      let checked = try place.revisit(
        "data", "check", "data/photos.h5", "--against", "photos", "--decode")
      #expect(checked.status == 0)
      #expect(checked.output.hasPrefix("data/photos.h5: sound; photos, 56 images of 2 classes"))
      let listed = try place.object("data", "check", "data/photos.h5", "--json")
      #expect(
        listed.keys.sorted() == [
          "classes", "content_sha256", "counts", "file", "is_sound", "kind", "name", "notes",
          "problems",
        ])
      #expect(listed["is_sound"] as? Bool == true)
      #expect(listed["counts"] as? [String: Int] == ["training": 48, "validation": 4, "test": 4])

      try place.write(Self.study(), to: "tiny.yaml")
      let plan = try place.revisit("plan", "tiny.yaml", "--data", "data")
      #expect(plan.status == 0, "\(plan.errors)")
      let ended = try place.revisit("run", "tiny.yaml", "--data", "data")
      #expect(ended.status == 0, "\(ended.errors)")
      let manifest = try place.manifest()
      let sha256 = try #require(lines[0].split(separator: " ").last)
      #expect(manifest.contains("photos, packed as photos.h5, content \(sha256), training split "))
      #expect(manifest.contains("\"waitingShare\" : "))
      #expect(try place.revisit("report", "tiny.yaml", "--data", "data").status == 0)
      // The network of a run is known without its data.
      let run = "results/tiny/runs/\(try place.run())/run.h5"
      let exported = try place.revisit("export", run, "--output", "weights.safetensors")
      #expect(exported.status == 0, "\(exported.errors)")
    }
  }

  @Test func `the same file gives the same results, and another under its name is told`() throws {
    try Workplace.with { place in
      try place.writePhotos(count: 24)
      try place.createData()
      try place.revisit("data", "prepare", "photos", "--output", "data/photos.h5")
      try place.write(Self.study(), to: "tiny.yaml")
      try place.revisit("run", "tiny.yaml", "--data", "data")
      let first = try place.text("results/tiny/observations.csv")
      try place.revisit("run", "tiny.yaml", "--data", "data", "--results", "again")
      #expect(try place.text("again/tiny/observations.csv") == first)

      try place.write(
        TestJPEG.colored(width: 30, height: 30, seed: 9), to: "photos/train/cat/0.jpg")
      try place.remove("data/photos.h5")
      try place.revisit("data", "prepare", "photos", "--output", "data/photos.h5")
      let plan = try place.revisit("plan", "tiny.yaml", "--data", "data")
      #expect(
        plan.output.contains("  1 run: data: the files hold others than it was trained on\n"),
        "\(plan.output)\(plan.errors)")
      let ended = try place.revisit("run", "tiny.yaml", "--data", "data")
      #expect(ended.status == 1)
      #expect(ended.errors.hasPrefix("Error: data/photos.h5: its content has SHA-256 "))
      #expect(ended.errors.contains("expected the same content for all runs"))
    }
  }

  @Test func `a pinned content that is not the file's stops a study`() throws {
    try Workplace.with { place in
      try place.writePhotos(count: 24)
      try place.createData()
      try place.revisit("data", "prepare", "photos", "--output", "data/photos.h5")
      try place.write(Self.study(", sha256: '00000000'"), to: "tiny.yaml")
      let ended = try place.revisit("run", "tiny.yaml", "--data", "data")
      #expect(ended.status == 1)
      #expect(ended.errors.contains("expected 00000000, as data.sha256 says"))
      try place.write(Self.study().replacing("photos.h5", with: "gone.h5"), to: "tiny.yaml")
      let gone = try place.revisit("plan", "tiny.yaml", "--data", "data")
      #expect(
        gone.errors.contains(
          """
          data/gone.h5: there is no such file; expected a packed data set; make it with 'revisit data \
          prepare', or give the folder it is in with --data

          """))
    }
  }

  @Test func `photographs through all augmentations give the same weights on any threads`() throws {
    try Workplace.with { place in
      try place.writePhotos(count: 24)
      try place.createData()
      try place.revisit("data", "prepare", "photos", "--output", "data/photos.h5")
      let augment = """
        {random_resized_crop: true, policy: rand_augment, magnitude: 7, mixup_alpha: 0.2, repeats: 2}
        """
      try place.write(
        Self.study().replacing("train: {", with: "augment: \(augment)\n  train: {shards: 2, "),
        to: "tiny.yaml")
      let digests = try (1...3).map { threads in
        let ended = try place.revisit(
          "run", "tiny.yaml", "--data", "data", "--results", "r\(threads)", "--threads",
          "\(threads)")
        #expect(ended.status == 0, "\(ended.errors)")
        let run = try place.run(in: "r\(threads)")
        let path = place.folder.appending(path: "r\(threads)/tiny/runs/\(run)/run.h5")
        return try HDF5File(opening: path.path(percentEncoded: false))
          .attribute("", "weights_sha256", as: String.self)
      }
      #expect(Set(digests).count == 1)
    }
  }

  @Test func `validation images held out by seed are a part of the training part`() throws {
    try Workplace.with { place in
      try place.writePhotos(count: 24)
      try place.createData()
      try place.revisit("data", "prepare", "photos", "--output", "data/photos.h5")
      try place.write(Self.study(", validation_images: 16"), to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml", "--data", "data").status == 0)
      #expect(try place.logitRows("validation") == 16)
      #expect(try place.logitRows("test") == 4)
    }
  }

  @Test func `broken files are reported together, then left out`() throws {
    try Workplace.with { place in
      try place.writePhotos(count: 3)
      try place.write(
        TestJPEG.cutOff(TestJPEG.colored(width: 50, height: 50)), to: "photos/train/cat/0.jpg")
      try place.write(TestJPEG.garbage, to: "photos/train/dog/1.jpg")
      let command = ["data", "prepare", "photos", "--output", "photos.h5"]
      let refused = try place.revisit(command)
      #expect(refused.status == 1)
      #expect(
        refused.errors.hasSuffix(
          """
          Error: photos: 2 problems
            photos/train/cat/0.jpg: it is damaged or cut off (Premature end of JPEG file); expected a \
          whole JPEG; fetch it again, or remove it
            photos/train/dog/1.jpg: it is no JPEG: it begins with 74 68 69 73 instead of ff d8 ff; \
          expected a whole JPEG; fetch it again, or remove it
          Mend or remove the 2 broken files, or leave them out with --skip-broken; what was checked is \
          not checked again.

          """))
      #expect(!place.exists("photos.h5"))
      let packed = try place.revisit(command + ["--skip-broken"])
      #expect(packed.status == 0)
      #expect(
        packed.output.contains("left out, 2 broken:\n  photos/train/cat/0.jpg: it is damaged"))
      #expect(packed.output.contains("checked 14 (14 of them before)"))
    }
  }

  @Test func `a preparation killed on the way goes on and ends with the same bytes`() throws {
    try Workplace.with { place in
      try place.writePhotos(count: 100, side: 400)
      try place.revisit("data", "prepare", "photos", "--output", "whole.h5")
      let command = ["data", "prepare", "photos", "--output", "killed.h5", "--threads", "1"]
      let started = try place.start(command, errors: FileHandle.nullDevice)
      while place.size("killed.h5.progress") == 0 { usleep(1_000) }
      kill(started.process.processIdentifier, SIGKILL)
      started.process.waitUntilExit()
      #expect(!place.exists("killed.h5"), "it was done before it was killed")
      let resumed = try place.revisit(command)
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(resumed.output.contains(" of them before) in "))
      #expect(try place.bytes("killed.h5") == place.bytes("whole.h5"))
      #expect(!place.exists("killed.h5.progress") && !place.exists("killed.h5.unfinished"))
    }
  }

  @Test func `a source that has changed is told from the packed file`() throws {
    try Workplace.with { place in
      try place.writePhotos(count: 2)
      try place.revisit("data", "prepare", "photos", "--output", "photos.h5")
      try place.remove("photos/train/cat/1.jpg")
      let ended = try place.revisit("data", "check", "photos.h5", "--against", "photos")
      #expect(ended.status == 1)
      #expect(ended.output.hasPrefix("photos.h5: 1 problem; photos, 12 images"))
      #expect(
        ended.output.contains(
          "\n  photos: training/cat/1.jpg: it is gone from the source; expected the samples then packed"
        ))
    }
  }

  @Test func `a published set is packed and trained on as itself`() throws {
    try Workplace.with { place in
      try FakeCIFAR().write(to: place)
      let prepared = try place.revisit(
        "data", "prepare", "data", "--set", "cifar10", "--output", "data/cifar.h5")
      #expect(prepared.status == 0, "\(prepared.errors)")
      let packed = Self.study(file: "cifar.h5")
      try place.write(packed, to: "packed.yaml")
      try place.write(
        packed.replacing("{set: packed, file: cifar.h5", with: "{set: cifar10"), to: "plain.yaml")
      for (study, results) in [("packed", "a"), ("plain", "b")] {
        let ended = try place.revisit(
          "run", "\(study).yaml", "--data", "data", "--results", results)
        #expect(ended.status == 0, "\(ended.errors)")
      }
      let columns = try ["a", "b"].map {
        try place.column("train.loss", of: "\($0)/tiny/observations.csv")
      }
      #expect(columns[0] == columns[1] && columns[0].count == 1)
    }
  }

  @Test(arguments: [
    (["--set", "cifar"], "--set is 'cifar'; expected one of"),
    (["--threads", "0"], "--threads is 0"),
    (["--set", "mnist", "--clips"], "Give at most one of --set, --labels and --clips."),
  ])
  func `a wrong option is a wrong command line`(options: [String], message: String) throws {
    try Workplace.with { place in
      let ended = try place.revisit(
        ["data", "prepare", "photos", "--output", "photos.h5"] + options)
      #expect(ended.status == 64)
      #expect(ended.errors.contains(message))
    }
  }

  private static func study(_ more: String = "", file: String = "photos.h5") -> String {
    TinyStudy.text("").replacing(
      "{set: generated, resolution: 8, train_images: 64, validation_images: 32, test_images: 32}",
      with: "{set: packed, file: \(file), resolution: 8\(more)}"
    ).replacing("metric: validation.top1", with: "metric: test.top1")
  }
}

extension Workplace {
  /// A source with two classes: `count` images of each for training, two for validation and for tests.
  fileprivate func writePhotos(count: Int, side: Int = 24) throws {
    for (part, count) in [("train", count), ("validation", 2), ("test", 2)] {
      for (label, name) in ["cat", "dog"].enumerated() {
        for image in 0..<count {
          let file = TestJPEG.colored(
            width: side + image % 7, height: side - image % 3,
            seed: 1_000 * label + image + part.utf8.count * 10_000)
          try write(file, to: "photos/\(part)/\(name)/\(image).jpg")
        }
      }
    }
  }

  fileprivate func createData() throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: "data"), withIntermediateDirectories: true)
  }

  fileprivate func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path(percentEncoded: false))
  }

  fileprivate func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: path))
  }

  fileprivate func size(_ path: String) -> Int { (try? bytes(path).count) ?? 0 }

  /// The manifest of the only run, as text.
  fileprivate func manifest() throws -> String {
    try text("results/tiny/runs/\(run())/manifest.json")
  }

  fileprivate func run(in results: String = "results") throws -> String {
    let runs = folder.appending(path: "\(results)/tiny/runs").path(percentEncoded: false)
    let names = try FileManager.default.contentsOfDirectory(atPath: runs)
    return try #require(names.first { !$0.hasPrefix(".") })
  }

  /// The images of a split that the only run was evaluated on.
  fileprivate func logitRows(_ split: String) throws -> Int? {
    let path = folder.appending(path: "results/tiny/runs/\(try run())/run.h5")
    let file = try HDF5File(opening: path.path(percentEncoded: false))
    return try file.shape(of: "predictions/\(split)/logits").first
  }
}
