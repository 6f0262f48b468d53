// Runs a network over images.

public import ArgumentParser
public import Configuration
import Foundation
import Graphs
import HDF5
import Tensors
import Training
import Weights

struct InferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer", abstract: "Run a network in inference mode over the images of a file.",
    usage: "revisit infer <model> --input <file> --output <file> [<options>]",
    discussion: """
      The input is an HDF5 file with a dataset 'images', [N, H, W, C] in float32, \
      normalised as the network was trained. The output is one with 'logits', \
      [N, classes] in float32; it appears whole or not at all.

      Weights are a .safetensors or .h5 file under timm's names or our own. With the \
      file of a run as network they are its own unless given.
      """)

  @OptionGroup var options: NetworkOptions

  @Option(help: ArgumentHelp("The file of weights.", valueName: "file"))
  var weights: String?

  @Option(help: ArgumentHelp("The HDF5 file of images.", valueName: "file"))
  var input: String

  @Option(help: ArgumentHelp("The HDF5 file to write.", valueName: "file"))
  var output: String

  @Option(help: "Side of the images, in pixels, to be checked (default: the input's).")
  var resolution: Int?

  @Option(help: "Images at a time; the last bits of logits may depend on it.")
  var batch = 32

  @Option(help: "Instruction set that every sum is computed with; native: the machine's own.")
  var numerics = Numerics.native

  @Flag(help: "Replace the output if it exists.")
  var force = false

  func validate() throws {
    try NetworkOptions.check(resolution: resolution)
    let batches = SettingKind.integer(1...65_536)
    guard batches.accepted(.integer(batch)) == nil else { return }
    throw ValidationError("--batch is \(batch); expected \(batches.expectation).")
  }

  func run() throws {
    try numerics.check(ProcessInfo.processInfo.environment)
    try numerics.hold()
    let sources = [input, weights, options.model].compactMap(\.self)
    let target = try NewFile(output, replacing: force, madeFrom: sources)
    let images = try ImageFile(opening: input)
    let chosen = try options.chosen()
    try check(images, chosen)
    guard let weights = weights ?? chosen.runFile else { throw MissingWeights() }
    let extents = images.shape.extents
    let network = try chosen.network(height: extents[0], width: extents[1])
    let inference = try NetworkInference(
      network, WeightFile(opening: weights), batch: min(batch, images.count))
    let logits = try inference.logits(of: images)
    let shape = [images.count, network.graph.outputShape.count]
    try write(logits, shape, to: target)
    print("\(network.title): logits \(shape) in \(output)")
  }

  private func check(_ images: borrowing ImageFile, _ chosen: ChosenNetwork) throws {
    let extents = images.shape.extents
    guard chosen.frames == nil else {
      throw ImageFileError(
        images.path, "images are \(extents), [H, W, C]; \(chosen.title) takes clips, [T, H, W, C]")
    }
    guard extents[2] == chosen.channels else {
      throw ImageFileError(
        images.path,
        "images are \(extents), [H, W, C]; \(chosen.title) takes "
          + "\(chosen.channels) channels, in the last axis")
    }
    if let resolution, extents[0] != resolution || extents[1] != resolution {
      throw ImageFileError(
        images.path,
        "images are \(extents[0]) x \(extents[1]) px and --resolution is "
          + "\(resolution); leave it out, or scale the images")
    }
    let sides = NetworkOptions.sides
    guard extents.prefix(2).allSatisfy({ sides.accepted(.integer($0)) != nil }) else {
      throw ImageFileError(
        images.path,
        "images are \(extents[0]) x \(extents[1]) px; expected sides of "
          + sides.expectation)
    }
  }

  private func write(_ logits: [Float], _ shape: [Int], to target: NewFile) throws {
    guard let array = HDF5Array(shape: shape, elements: logits) else {
      fatalError("\(logits.count) logits of shape \(shape)")
    }
    try target.write { path in
      let file = try HDF5File(creating: path)
      try file.write("logits", array)
      try file.close()
    }
  }
}

extension Numerics: ExpressibleByArgument {}

/// A network of the catalogue without a file of weights.
struct MissingWeights: Error, CustomStringConvertible {
  let description = "no weights: give a .safetensors or .h5 file with --weights"
}
