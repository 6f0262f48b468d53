// What every command about a study asks for, and the study it gives.

import Architectures
import ArgumentParser
import Configuration
import Datasets
import Foundation
import Graphs
import Records
import Studies
import Tensors

struct StudyOptions: ParsableArguments {
  @Argument(help: "The study file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "Only the points of this subset of the study.")
  var subset: String?

  @Option(help: "The folder that holds all results; every study has a folder of its own there.")
  var results = "results"

  /// The expanded study.
  func study() throws -> Study {
    try Study(file: file, subset: subset, cost: costOfNetwork)
  }

  /// Where the study's results are.
  func store(of study: Study) throws -> StudyStore {
    try StudyStore(results: URL(filePath: results), study: study.name)
  }
}

/// The network of a configuration; no weights are made.
func networkGraph(_ configuration: Configuration) throws -> Graph {
  let data = configuration.data
  return try network(
    configuration.model, images: [data.resolution, data.resolution, data.set.channels],
    classes: data.set.classCount, dropout: configuration.regularization.dropout)
}

/// The cost of a configuration's network for one image forward.
func costOfNetwork(_ configuration: Configuration) throws -> Cost {
  try networkGraph(configuration).cost
}
