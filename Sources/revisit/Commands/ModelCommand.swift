// Lists a network: layers, parameters, multiply-adds, activations, memory.

import Architectures
import ArgumentParser
import Configuration
import Graphs
import Tensors

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "List a network's layers with their shapes and costs.",
    usage: "revisit model <name> [<options>]",
    discussion: """
      Names are timm's or our own, in any capitals, with hyphens or underscores: \
      resnet50d, ResNet-RS-101, efficientnet_b0, RegNetY-800MF, DeiT-Ti. A tag of \
      weights as in resnet50.a1_in1k makes no difference: no weights are made.

      Costs are of one image forward. With --format dot the network is drawn by \
      Graphviz: revisit model resnet18 --format dot | dot -Tsvg > resnet18.svg
      """)

  @Argument(help: "The network's name, for example resnet50 or cifar_resnet20.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "Side of the square images, in pixels (default: the published one).", valueName: "px"))
  var resolution: Int?

  @Option(
    help: ArgumentHelp(
      "Frames of a clip, for networks over clips (default: the published number).",
      valueName: "n"))
  var frames: Int?

  @Option(help: ArgumentHelp("Number of classes (default: the published one).", valueName: "n"))
  var classes: Int?

  @Option(
    help: ArgumentHelp(
      "Tell the memory of a step and of inference with so many images.", valueName: "n"))
  var batch: Int?

  @Option(help: "How it is written: for people, spreadsheets, programs, Graphviz.")
  var format = ListingFormat.table

  @OptionGroup var json: JSONOption

  func validate() throws {
    // As for data.resolution in a study.
    let sides = Schema.setting(at: "data.resolution")?.kind ?? .integer(1...1_024)
    let counts = SettingKind.integer(1...1_000_000)
    let options = [
      ("--resolution", resolution, sides), ("--classes", classes, counts),
      ("--batch", batch, counts), ("--frames", frames, .integer(1...1_024)),
    ]
    for (option, value, kind) in options {
      guard let value, kind.accepted(.integer(value)) == nil else { continue }
      throw ValidationError("\(option) is \(value); expected \(kind.expectation).")
    }
  }

  func run() throws {
    let entry = try Catalogue.noted(name)
    guard frames == nil || entry.frames != nil else {
      throw ValidationError("--frames is for networks over clips; \(entry.name) takes images.")
    }
    let side = resolution ?? entry.resolution
    let graph = try network(
      entry.model, images: entry.images(resolution: side, frames: frames),
      classes: classes ?? entry.classes)
    let listing = try NetworkListing(graph, name: entry.name, resolution: side, batch: batch)
    switch json.isWanted ? .json : format {
    case .table: print(listing.table)
    case .csv: print(listing.csv, terminator: "")
    case .json: print(try listing.json)
    case .dot: print(listing.dot)
    }
  }
}

/// How a listing is written.
enum ListingFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json, dot
}
