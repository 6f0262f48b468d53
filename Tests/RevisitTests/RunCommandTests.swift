import Foundation
import Testing

/// What a run of a study leaves, and how it ends.
@Suite(.serialized, .timeLimit(.minutes(10))) struct RunCommandTests {
  @Test func `a done study is not run again`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("seeds: {root: 1, count: 2}\n"), to: "tiny.yaml")
      let first = try place.revisit("run", "tiny.yaml")
      let files = ["observations.csv", "runs.csv"].map { "results/tiny/\($0)" }
      let before = try files.map(place.text)
      let records = try place.records()
      let second = try place.revisit("run", "tiny.yaml", "--results", "results/")
      #expect(first.status == 0 && second.status == 0)
      #expect(try files.map(place.text) == before)
      #expect(try place.records() == records)
      #expect(second.output == first.output)
      #expect(second.errors.isEmpty)
    }
  }

  @Test func `a diverged run is a result`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("", learningRate: "1e30"), to: "tiny.yaml")
      let ended = try place.revisit("run", "tiny.yaml")
      #expect(ended.status == 0)
      #expect(ended.errors.hasPrefix("[1/1] diverged  the only point seed=0 at step "))
      #expect(try place.column("outcome", of: "results/tiny/observations.csv") == ["diverged"])
    }
  }

  /// A failed run is recorded, stops no other, and is done once its cause is mended.
  @Test func `a run whose data is damaged fails alone until the data is sound`() throws {
    try Workplace.with { place in
      let axes = "axes: {set: {set: data.set, values: [cifar10, generated]}}\n"
      try place.write(TinyStudy.text(axes), to: "tiny.yaml")
      let outcomes = "results/tiny/observations.csv"
      try FakeCIFAR(cut: "data_batch_2.bin").write(to: place)
      let first = try place.revisit("run", "tiny.yaml", "--jobs", "1", "--data", "data")
      #expect(first.status == 1)
      #expect(
        first.output.contains(
          "\n1 of 2 runs are done, 1 failed (data 1). The same command goes on with the others.\n"))
      #expect(
        first.errors.hasPrefix(
          """
          [0/2] failed    set=cifar10 seed=0 (data, attempt 1): data/cifar10/data_batch_2.bin: 61459 \
          bytes; expected one or more records of 3073 bytes; fetch it again, in the binary version
          [1/2] completed set=generated seed=0 in
          """))
      #expect(try place.column("outcome", of: outcomes) == ["failed data", "completed"])
      try FakeCIFAR().write(to: place)
      let second = try place.revisit("run", "tiny.yaml", "--jobs", "1", "--data", "data")
      #expect(second.status == 0)
      #expect(try place.column("outcome", of: outcomes) == ["completed", "completed"])
      #expect(try place.records().count == 3)
    }
  }

  @Test(
    arguments: zip(
      [
        FakeCIFAR(cut: "data_batch_2.bin"), FakeCIFAR(mislabelled: "data_batch_3.bin"),
      ],
      [
        "data/cifar10/data_batch_2.bin: 61459 bytes; expected one or more records of 3073 bytes; "
          + "fetch it again, in the binary version",
        "data/cifar10/data_batch_3.bin: record 0 has label 10; expected labels from 0 to 9; check "
          + "that it is a file of CIFAR-10",
      ]))
  func `data that is not sound fails the run and says how to mend it`(
    data: FakeCIFAR, message: String
  ) throws {
    try Workplace.with { place in
      try place.write(
        TinyStudy.text("").replacing("set: generated", with: "set: cifar10"), to: "tiny.yaml")
      try data.write(to: place)
      let ended = try place.revisit("run", "tiny.yaml", "--data", "data")
      #expect(ended.status == 1)
      #expect(
        ended.errors == "[0/1] failed    the only point seed=0 (data, attempt 1): \(message)\n")
    }
  }

  @Test(arguments: [nil, "elsewhere", "data"])
  func `data that is not there stops a study before its first run`(
    folder: String?
  ) throws {
    let message =
      switch folder {
      case nil:
        """
        data.set: cifar10: no folder of data sets was given; expected one that holds cifar10; give it \
        with --data, or as 'data' in site.yaml
        """
      case "elsewhere":
        """
        elsewhere/cifar10: there is no such folder; expected data_batch_1.bin, data_batch_2.bin, \
        data_batch_3.bin, data_batch_4.bin, data_batch_5.bin, each plain or with .xz; put them there, \
        or give the folder above with --data
        """
      default:
        """
        data/cifar10: there is no test_batch.bin, plain or with .xz; expected test_batch.bin, each \
        plain or with .xz; put them there, or give the folder above with --data
        """
      }
    try Workplace.with { place in
      try place.write(
        TinyStudy.text("").replacing("set: generated", with: "set: cifar10"), to: "tiny.yaml")
      try FakeCIFAR(missing: "test_batch.bin").write(to: place)
      let options = folder.map { ["--data", $0] } ?? []
      let ended = try place.revisit(["run", "tiny.yaml"] + options)
      #expect(ended.status == 1)
      #expect(ended.errors == "Error: \(message)\n")
      #expect(ended.output.isEmpty)
    }
  }

  @Test func `a site file gives the folder of data and the number of workers`() throws {
    try Workplace.with { place in
      try place.write(
        TinyStudy.text("").replacing("set: generated", with: "set: cifar10"), to: "tiny.yaml")
      try FakeCIFAR().write(to: place)
      try place.write("data: data\njobs: 1\n", to: "site.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
    }
  }

  @Test func `a results folder that cannot be one is refused before any run`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      let file = place.folder.appending(path: "tiny.yaml").path(percentEncoded: false)
      let under = try place.revisit("run", "tiny.yaml", "--results", file + "/below")
      #expect(
        under.errors == """
          Error: \(file)/below/tiny/journals: a part of this path is a file; expected folders: move it \
          away or choose another results folder

          """)
      let itself = try place.revisit("run", "tiny.yaml", "--results", file)
      #expect(
        itself.errors == """
          Error: \(file)/tiny/journals: a part of this path is a file; expected folders: move it away or \
          choose another results folder

          """)
      #expect(under.status == 1 && itself.status == 1)
    }
  }
}

/// A folder of CIFAR-10 with a hundred training images, sound or not.
struct FakeCIFAR: Sendable, CustomTestStringConvertible {
  var missing = ""
  var cut = ""
  var mislabelled = ""

  var testDescription: String {
    "missing \(missing), cut \(cut), mislabelled \(mislabelled)"
  }

  func write(to place: Workplace) throws {
    let names = (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]
    for name in names where name != missing {
      let images = (0..<32).map { image in
        let label = UInt8(name == mislabelled ? 10 : image % 10)
        return Data([label]) + Data(repeating: UInt8(image), count: 3_072)
      }
      let count = name == "test_batch.bin" ? 32 : 20
      let bytes = Data(images.prefix(count).joined())
      try place.write(name == cut ? bytes.dropLast() : bytes, to: "data/cifar10/\(name)")
    }
  }
}
