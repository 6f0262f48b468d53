// Which network a command is about: one of the catalogue, or that of a run's file.

import Architectures
import ArgumentParser
import Configuration
import Datasets
import Foundation
import HDF5
import Tensors
import Weights

struct NetworkOptions: ParsableArguments {
  @Argument(
    help: "The network's name, as for 'revisit model', or the file of a run (run.h5).")
  var model: String

  @Option(help: "Number of classes (default: the network's own).")
  var classes: Int?

  func validate() throws {
    let kind = SettingKind.integer(1...1_000_000)
    guard let classes, kind.accepted(.integer(classes)) == nil else { return }
    throw ValidationError("--classes is \(classes); expected \(kind.expectation).")
  }

  /// Throws where the side of an image is none that a study may have.
  static func check(resolution: Int?) throws {
    guard let resolution, sides.accepted(.integer(resolution)) == nil else { return }
    throw ValidationError("--resolution is \(resolution); expected \(sides.expectation).")
  }

  /// As for data.resolution in a study.
  static let sides = Schema.setting(at: "data.resolution")?.kind ?? .integer(1...1_024)

  /// The network that was chosen.
  ///
  /// - Throws: `ArchitectureError`, `HDF5Error`, `ConfigurationErrors`: no such network, no such file.
  func chosen() throws -> ChosenNetwork {
    let isFile = ["h5", "hdf5"].contains(URL(filePath: model).pathExtension)
    return isFile
      ? try ChosenNetwork(runFile: model, classes: classes)
      : try ChosenNetwork(Catalogue.noted(model), classes: classes)
  }
}

extension Catalogue {
  /// The entry of a name; a tag of weights in it, which chooses nothing here, is noted on standard error.
  ///
  /// - Throws: `ArchitectureError` for an unknown name.
  static func noted(_ name: String) throws -> CatalogueEntry {
    let match = try match(name)
    if let tag = match.weightTag {
      let note = "Note: '\(tag)' in '\(name)' names weights; the network is \(match.entry.name).\n"
      FileHandle.standardError.write(Data(note.utf8))
    }
    return match.entry
  }
}

/// A network before the size of its images is known.
struct ChosenNetwork {
  let title: String
  let model: ModelConfiguration
  /// The side of its images where none is given, in pixels.
  let resolution: Int
  /// The frames of its clips; nil for a network over images.
  let frames: Int?
  let channels: Int
  let classes: Int
  /// The file of a run, which holds weights too.
  let runFile: String?

  init(_ entry: CatalogueEntry, classes: Int?) {
    title = entry.name
    model = entry.model
    resolution = entry.resolution
    frames = entry.frames
    channels = 3
    self.classes = classes ?? entry.classes
    runFile = nil
  }

  init(runFile: String, classes: Int?) throws {
    let file = try HDF5File(opening: runFile)
    let text = try file.attribute("", "configuration", as: String.self)
    let configuration = try Configuration(canonicalText: text)
    title = "the network of \(runFile)"
    model = configuration.model
    resolution = configuration.data.resolution
    frames = nil
    if configuration.data.set == .packed {  // Its file need not be here: the run's says the same.
      channels = try file.attribute("", "channels", as: Int.self)
      self.classes = try classes ?? file.attribute("", "classes", as: Int.self)
    } else {
      let traits = try configuration.data.traits(at: DataLocation())
      channels = traits.channels
      self.classes = classes ?? traits.classCount
    }
    self.runFile = runFile
  }

  /// The network for images, or frames of clips, of `[height, width]`.
  ///
  /// - Throws: `ArchitectureError` where there is none.
  func network(height: Int, width: Int) throws -> NamedNetwork {
    let graph = try Architectures.network(
      model, images: Shape([frames, height, width, channels].compactMap(\.self)), classes: classes)
    let size = height == width ? "\(height) px" : "\(height) x \(width) px"
    return NamedNetwork(
      title: "\(title) at \(size) with \(classes) classes", model: model, graph: graph)
  }
}
