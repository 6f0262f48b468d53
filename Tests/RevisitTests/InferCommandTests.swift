import Architectures
import Foundation
import Graphs
import HDF5
import Randomness
import Tensors
import TestSupport
import Testing
import Weights

/// Images in, logits out.
@Suite(.serialized, .timeLimit(.minutes(10))) struct InferCommandTests {
  private static let base = [
    "infer", "cifar_resnet20", "--weights", "w.safetensors", "--input", "images.h5", "--output",
    "logits.h5",
  ]

  /// The tolerance is ten times what single precision leaves in twenty layers.
  @Test func `logits are those of the formulas`() throws {
    let entry = try Catalogue.entry(named: "cifar_resnet20")
    let graph = try network(entry.model, images: [12, 12, 3], classes: 10)
    let named = NamedNetwork(title: "", model: entry.model, graph: graph)
    let weights = NetworkWeights(drawnFrom: Seed(root: 3), for: named)
    let numbers = { (name: String) in (name, weights[name].elements.map { Double($0) }) }
    let reference = ReferenceNetwork(
      graph,
      parameters: Dictionary(uniqueKeysWithValues: graph.parameters.map { numbers($0.name) }),
      statistics: Dictionary(uniqueKeysWithValues: graph.statistics.map { numbers($0.name) }))
    let images = ImageInput([5, 12, 12, 3])
    let expected = reference.logits(images: images.elements.map { Double($0) }, isTraining: false)
    try Workplace.with { place in
      try prepare(place, images)
      let ended = try place.revisit(Self.base + ["--batch", "2", "--resolution", "12"])
      #expect(
        ended.output == """
          cifar_resnet20 at 12 px with 10 classes: logits [5, 10] in logits.h5

          """)
      #expect(ended.status == 0 && ended.errors.isEmpty)
      let logits = try place.logits("logits.h5")
      #expect(logits.shape == [5, 10])
      expectClose(logits.elements, expected, ofLargest: 1e-5)
      #expect(try place.names().filter { $0.hasPrefix(".") } == [])
    }
  }

  @Test func `weights of every format and naming give the same bits`() throws {
    try Workplace.with { place in
      try prepare(place, ImageInput([2, 9, 8, 3]))
      try place.revisit(
        "export", "cifar_resnet20", "--weights", "w.safetensors", "--output", "w.h5", "--names",
        "revisit")
      for weights in ["w.safetensors", "w.h5"] {
        var options = Self.base
        options[3] = weights
        options[7] = weights + ".logits.h5"
        #expect(try place.revisit(options).status == 0)
      }
      let logits = try ["w.safetensors", "w.h5"].map { try place.logits($0 + ".logits.h5") }
      expectSameBits(logits[0].elements, logits[1].elements)
    }
  }

  @Test func `the file of a run is a network with its weights`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
      let run = try #require(
        try FileManager.default.subpathsOfDirectory(
          atPath: place.folder.path(percentEncoded: false)
        ).first { $0.hasSuffix("/run.h5") })
      try ImageInput([3, 8, 8, 3]).write(to: "images.h5", in: place)
      let ended = try place.revisit("infer", run, "--input", "images.h5", "--output", "logits.h5")
      #expect(
        ended.output == """
          the network of \(run) at 8 px with 8 classes: logits [3, 8] in logits.h5

          """)
      #expect(try place.logits("logits.h5").elements.contains { $0 != 0 })
    }
  }

  @Test func `numbers that are not finite pass through`() throws {
    try Workplace.with { place in
      var images = ImageInput([2, 8, 8, 3])
      images.elements[0] = .nan
      try prepare(place, images)
      #expect(try place.revisit(Self.base).status == 0)
      let logits = try place.logits("logits.h5").elements
      #expect(logits[0].isNaN && logits[10].isFinite)
    }
  }

  @Test func `an output that exists is kept unless it may be replaced`() throws {
    try Workplace.with { place in
      try prepare(place, ImageInput([1, 8, 8, 3]))
      try place.write("mine", to: "logits.h5")
      let refused = try place.revisit(Self.base)
      #expect(refused.status == 1)
      #expect(
        refused.errors
          == "Error: logits.h5: exists already; give another name, or --force to replace it\n")
      #expect(try place.text("logits.h5") == "mine")
      #expect(try place.revisit(Self.base + ["--force"]).status == 0)
      #expect(try place.logits("logits.h5").shape == [1, 10])
    }
  }

  @Test(
    arguments: zip(
      [[2, 8, 8], [0, 8, 8, 3], [2, 8, 8, 1], [2, 3, 8, 8], [1, 2, 8, 3]],
      [
        "'images' is [2, 8, 8]; expected [N, H, W, C], each at least 1",
        "'images' is [0, 8, 8, 3]; expected [N, H, W, C], each at least 1",
        "images are [8, 8, 1], [H, W, C]; cifar_resnet20 takes 3 channels, in the last axis",
        "images are [3, 8, 8], [H, W, C]; cifar_resnet20 takes 3 channels, in the last axis",
        "images are 2 x 8 px; expected sides of a whole number from 4 to 1024",
      ]))
  func `images of a shape that no network takes are refused`(
    shape: [Int], problem: String
  ) throws {
    try Workplace.with { place in
      try ImageInput(shape).write(to: "images.h5", in: place)
      let ended = try place.revisit(Self.base)
      #expect(ended.errors == "Error: images.h5: \(problem)\n")
      #expect(ended.status == 1)
      #expect(try place.names() == ["images.h5"])
    }
  }

  @Test func `images for a network over clips are refused`() throws {
    try Workplace.with { place in
      try ImageInput([2, 8, 8, 3]).write(to: "images.h5", in: place)
      let ended = try place.revisit(["infer", "r3d_18"] + Self.base.dropFirst(2))
      #expect(
        ended.errors == """
          Error: images.h5: images are [8, 8, 3], [H, W, C]; r3d_18 takes clips, [T, H, W, C]

          """)
      #expect(ended.status == 1)
    }
  }

  @Test func `a file without images, or with other numbers, says what it holds`() throws {
    try Workplace.with { place in
      try ImageInput([1, 8, 8, 3]).write(to: "images.h5", in: place, dataset: "x/pixels")
      #expect(
        try place.revisit(Self.base).errors
          == "Error: images.h5: has no dataset 'images'; it holds x\n")
      let bytes = try #require(
        HDF5Array(shape: [1, 4, 4, 3], elements: [UInt8](repeating: 7, count: 48)))
      try place.writeHDF5("images.h5") { try $0.write("images", bytes) }
      #expect(
        try place.revisit(Self.base).errors == """
          Error: images.h5: 'images' holds uint8; expected float32, normalised as in training

          """)
      try place.write("no images", to: "images.h5")
      #expect(
        try place.revisit(Self.base).errors == """
          Error: images.h5: not an HDF5 file (its signature is missing), or not readable

          """)
    }
  }

  @Test func `a resolution that is not the input's is refused`() throws {
    try Workplace.with { place in
      try ImageInput([1, 8, 8, 3]).write(to: "images.h5", in: place)
      #expect(
        try place.revisit(Self.base + ["--resolution", "16"]).errors == """
          Error: images.h5: images are 8 x 8 px and --resolution is 16; leave it out, or scale the \
          images

          """)
    }
  }

  @Test func `weights that are not there or do not fit are refused whole`() throws {
    try Workplace.with { place in
      try prepare(place, ImageInput([1, 8, 8, 3]))
      let ended = try place.revisit(Self.base + ["--classes", "100"])
      #expect(
        ended.errors == """
          Error: w.safetensors: does not fit cifar_resnet20 at 8 px with 100 classes, by our own names; \
          nothing is loaded
            other shape: 'head.linear.weight' is [10, 64]; expected [100, 64]
            other shape: 'head.linear.bias' is [10]; expected [100]
            hint: the file's classifier has 10 classes: give --classes 10

          """)
      #expect(ended.status == 1)
      #expect(try place.names() == ["images.h5", "w.safetensors"])
      let missing = try place.revisit(
        "infer", "cifar_resnet20", "--input", "images.h5", "--output", "logits.h5")
      #expect(
        missing.errors
          == "Error: no weights: give a .safetensors or .h5 file with --weights\n")
    }
  }

  @Test(
    arguments: zip(
      [["--batch", "0"], ["--resolution", "2"], ["--classes", "0"]],
      [
        "--batch is 0; expected a whole number from 1 to 65536.",
        "--resolution is 2; expected a whole number from 4 to 1024.",
        "--classes is 0; expected a whole number from 1 to 1000000.",
      ]))
  func `numbers out of range are errors of usage`(options: [String], message: String) throws {
    try Workplace.with { place in
      let ended = try place.revisit(Self.base + options)
      #expect(ended.status == 64)
      #expect(ended.errors.hasPrefix("Error: \(message)\nUsage: "))
    }
  }

  private func prepare(_ place: Workplace, _ images: ImageInput) throws {
    try images.write(to: "images.h5", in: place)
    let ended = try place.revisit(
      "export", "cifar_resnet20", "--seed", "3", "--output", "w.safetensors")
    #expect(ended.status == 0 && ended.errors.isEmpty)
  }
}
