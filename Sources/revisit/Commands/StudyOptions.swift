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
      valueName: "folder"))
  var results = "results"

  /// The expanded study; its packed data sets are at `location`.
  func study(at location: DataLocation) throws -> Study {
    try Study(
      file: file, subset: subset, cost: { try costOfNetwork($0, at: location) },
      trainingMemory: { try trainingMemory($0, at: location) })
  }

  /// Where the study's results are.
  func store(of study: Study) throws -> StudyStore {
    try StudyStore(results: URL(filePath: results), study: study.name)
  }
}

/// The network of a configuration; no weights are made.
func networkGraph(_ configuration: Configuration, at location: DataLocation) throws -> Graph {
  let set = try configuration.data.traits(at: location)
  return try network(configuration, channels: set.channels, classes: set.classCount)
}

/// The cost of a configuration's network for one image forward.
///
/// - Throws: `ConfigurationErrors` where there is no such network, for the study to say where it stands.
func costOfNetwork(_ configuration: Configuration, at location: DataLocation) throws -> Cost {
  do {
    return try networkGraph(configuration, at: location).cost
  } catch let error as ArchitectureError {
    throw ConfigurationErrors([ConfigurationError(error.description, path: error.setting)])
  }
}

/// The bytes of a training step of a configuration on one thread: activations, parameters, gradients, momenta.
///
/// - Throws: `ArchitectureError`, or `OneDNNError` where the library has no primitive for an operation's extents.
func trainingMemory(_ configuration: Configuration, at location: DataLocation) throws -> Int {
  let training = configuration.training
  return try MemoryPlan(
    networkGraph(configuration, at: location), batch: training.batch, isTraining: true,
    shards: training.shards
  ).peakByteCount
}
