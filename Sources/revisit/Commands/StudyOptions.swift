// What every command about a study asks for, and the study it gives.

import Architectures
import ArgumentParser
import Configuration
import Datasets
import Foundation
import Graphs
import Records
import Studies

struct StudyOptions: ParsableArguments {
  @Argument(help: "The study file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    help: ArgumentHelp("Only the points of this subset of the study.", valueName: "name"))
  var subset: String?

  @Option(
    help: ArgumentHelp(
      "The folder that holds all results; every study has a folder of its own there.",
      valueName: "folder"), completion: .directory)
  var results = "results"

  /// The expanded study; its packed data sets are at `location`.
  func study(at location: DataLocation) throws -> Study {
    try Study(
      file: file, subset: subset, cost: { try costOfNetwork($0, at: location) },
      trainingMemory: { try trainingMemory($0, at: location) })
  }

  /// The whole study and each of its subsets: all whose runs share the study's folder of results.
  func parts(of study: Study, at location: DataLocation) throws -> [Study] {
    try ([nil] + study.subsets.map(Optional.some)).map { subset in
      if subset == study.subset { return study }
      var options = self
      options.subset = subset
      return try options.study(at: location)
    }
  }

  /// Where the study's results are.
  func store(of study: Study) throws -> StudyStore {
    try StudyStore(results: URL(filePath: results), study: study.name)
  }

  /// The study's file as records of tables have it: never a path of this machine alone.
  var recordedFile: String {
    guard file.hasPrefix("/") else { return file }
    let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    let path = URL(filePath: file).path(relativeTo: here)
    return path.hasPrefix("..") ? URL(filePath: file).lastPathComponent : path
  }
}

/// The network of a configuration; no weights are made.
func networkGraph(_ configuration: Configuration, at location: DataLocation) throws -> Graph {
  try networkGraph(configuration, on: configuration.data.traits(at: location))
}

/// The network of a configuration for samples of a set.
func networkGraph(_ configuration: Configuration, on set: DataSetTraits) throws -> Graph {
  try network(configuration, channels: set.channels, classes: set.classCount)
}

/// The cost of a configuration's network for one image forward.
///
/// - Throws: `ConfigurationErrors` where there is no such network, for the study to say where it stands.
func costOfNetwork(_ configuration: Configuration, at location: DataLocation) throws -> Cost {
  try costOfNetwork(configuration, on: configuration.data.traits(at: location))
}

/// The cost of a configuration's network for one image of a set.
///
/// - Throws: `ConfigurationErrors` where there is no such network.
func costOfNetwork(_ configuration: Configuration, on set: DataSetTraits) throws -> Cost {
  do {
    return try networkGraph(configuration, on: set).cost
  } catch let error as ArchitectureError {
    throw ConfigurationErrors([ConfigurationError(error.description, path: error.setting)])
  }
}

/// The bytes of a training step of a configuration on one thread: activations, parameters, gradients, momenta.
///
/// - Throws: `ArchitectureError`, or `OneDNNError` where the library has no primitive for an operation's extents.
func trainingMemory(_ configuration: Configuration, at location: DataLocation) throws -> Int {
  try trainingMemory(configuration, on: configuration.data.traits(at: location))
}

/// The same for images of a set.
func trainingMemory(_ configuration: Configuration, on set: DataSetTraits) throws -> Int {
  let training = configuration.training
  return try MemoryPlan(
    networkGraph(configuration, on: set), batch: training.batch, isTraining: true,
    shards: training.shards
  ).peakByteCount
}
