// Writes a network's weights in another format, or the whole network as ONNX.

public import ArgumentParser
import Foundation
import Graphs
import Randomness
public import Weights

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write weights as safetensors or HDF5, or a network as ONNX.",
    usage: "revisit export <model> --output <file> [<options>]",
    discussion: """
      The output's suffix says the format: .safetensors, .h5 or .onnx. A model of ONNX \
      takes 'images', [N, C, H, W], and gives 'logits', [N, classes]; N is any number.
      """)

  @OptionGroup var options: NetworkOptions

  @Option(help: ArgumentHelp("The file of weights, .safetensors or .h5.", valueName: "file"))
  var weights: String?

  @Option(help: "Draw initial weights from this seed instead.")
  var seed: UInt64?

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Option(help: "Side of the square images, in pixels (default: the published one).")
  var resolution: Int?

  @Option(help: "Whose names the arrays get: timm or revisit.")
  var names = WeightNames.timm

  @Flag(help: "Replace the output if it exists.")
  var force = false

  func validate() throws {
    try NetworkOptions.check(resolution: resolution)
    if weights != nil, seed != nil {
      throw ValidationError("--weights and --seed are both given; expected one of them.")
    }
    _ = try format()
  }

  func run() throws {
    let sources = [weights, options.model].compactMap(\.self)
    let target = try NewFile(output, replacing: force, madeFrom: sources)
    let chosen = try options.chosen()
    let side = resolution ?? chosen.resolution
    let network = try chosen.network(height: side, width: side)
    let weights = try networkWeights(chosen, network)
    switch try format() {
    case .safetensors: try weights.writeSafetensors(to: target, names: names)
    case .h5: try weights.writeHDF5(to: target, names: names)
    case .onnx: try weights.writeONNX(to: target, names: names)
    }
    print("\(network.title): \(grouped(network.graph.parameterCount)) parameters in \(output)")
  }

  private func networkWeights(
    _ chosen: ChosenNetwork, _ network: NamedNetwork
  ) throws -> NetworkWeights {
    if let seed { return NetworkWeights(drawnFrom: Seed(root: seed), for: network) }
    guard let file = weights ?? chosen.runFile else { throw MissingWeights() }
    return try NetworkWeights(reading: WeightFile(opening: file), for: network)
  }

  private func format() throws -> Format {
    let suffix = URL(filePath: output).pathExtension
    guard let format = Format(rawValue: suffix) else {
      throw ValidationError(
        "--output is '\(output)'; expected a name that ends in .safetensors, .h5 or .onnx.")
    }
    return format
  }

  private enum Format: String {
    case safetensors, h5, onnx
  }
}

extension WeightNames: ExpressibleByArgument {}
