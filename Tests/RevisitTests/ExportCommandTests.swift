import Foundation
import HDF5
import Testing

/// Weights from one format to another.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ExportCommandTests {
  @Test func `weights come back through HDF5 with the same bytes`() throws {
    try Workplace.with { place in
      let ended = try export(place, "--seed", "1", "--output", "first.safetensors")
      #expect(
        ended.output
          == "cifar_resnet20 at 32 px with 10 classes: 272,474 parameters in first.safetensors\n")
      #expect(ended.status == 0 && ended.errors.isEmpty)
      try export(place, "--weights", "first.safetensors", "--output", "w.h5", "--names", "revisit")
      try export(place, "--weights", "w.h5", "--output", "second.safetensors")
      #expect(try bytes(place, "first.safetensors") == bytes(place, "second.safetensors"))
    }
  }

  @Test func `the names of timm are given unless ours are asked for`() throws {
    try Workplace.with { place in
      let names = try ["timm", "revisit"].map { naming in
        let options = ["--seed", "1", "--output", "\(naming).h5", "--names", naming]
        #expect(try place.revisit(["export", "resnet18"] + options).status == 0)
        let path = place.folder.appending(path: "\(naming).h5").path(percentEncoded: false)
        return try HDF5File(opening: path).children()
      }
      #expect(names[0].contains("layer2.0.downsample.1.running_var"))
      #expect(names[1].contains("stage2.block1.shortcut.norm.running_var"))
      #expect(names[0].count == names[1].count)
    }
  }

  @Test func `a network over clips is exported under torchvision's names`() throws {
    try Workplace.with { place in
      let options = ["--seed", "1", "--output", "a.h5"]
      let ended = try place.revisit(["export", "mc3_18"] + options)
      #expect(
        ended.output == "mc3_18 at 112 px with 400 classes: 11,695,440 parameters in a.h5\n")
      let path = place.folder.appending(path: "a.h5").path(percentEncoded: false)
      #expect(try HDF5File(opening: path).children().contains("layer2.0.conv1.1.running_var"))
    }
  }

  @Test func `a model of ONNX has the resolution that is asked for`() throws {
    try Workplace.with { place in
      let ended = try export(
        place, "--seed", "1", "--output", "a.onnx", "--resolution", "16", "--classes", "7")
      #expect(
        ended.output
          == "cifar_resnet20 at 16 px with 7 classes: 272,279 parameters in a.onnx\n")
      #expect(try bytes(place, "a.onnx").count > 4 * 272_279)
    }
  }

  @Test(
    arguments: zip(
      [
        ["--output", "a.pth"], ["--seed", "1", "--weights", "w.h5", "--output", "a.h5"],
        ["--names", "keras", "--output", "a.h5"],
      ],
      [
        "--output is 'a.pth'; expected a name that ends in .safetensors, .h5 or .onnx.",
        "--weights and --seed are both given; expected one of them.",
        "The value 'keras' is invalid for '--names <names>'. Please provide one of 'timm' and "
          + "'revisit'.",
      ]))
  func `what cannot be meant is an error of usage`(options: [String], message: String) throws {
    try Workplace.with { place in
      let ended = try place.revisit(["export", "cifar_resnet20"] + options)
      #expect(ended.status == 64)
      #expect(ended.errors.hasPrefix("Error: \(message)\n"))
    }
  }

  @Test func `an output in no folder is refused before the weights are read`() throws {
    try Workplace.with { place in
      let ended = try export(place, "--weights", "nothing.h5", "--output", "no/a.h5")
      #expect(ended.errors == "Error: no/a.h5: its folder does not exist; make it first\n")
      #expect(ended.status == 1)
      let missing = try export(place, "--weights", "nothing.h5", "--output", "a.h5")
      #expect(missing.errors == "Error: nothing.h5: no such file\n")
    }
  }

  @discardableResult
  private func export(_ place: Workplace, _ options: String...) throws -> Ended {
    try place.revisit(["export", "cifar_resnet20"] + options)
  }

  private func bytes(_ place: Workplace, _ name: String) throws -> Data {
    try Data(contentsOf: place.folder.appending(path: name))
  }
}
