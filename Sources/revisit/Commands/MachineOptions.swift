// What belongs to the machine and not to the study: given as options, or once in a site file.

import ArgumentParser
import Datasets
import Foundation
import Studies

/// Where data sets are.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file with the options below as keys (default: site.yaml, if there is one).",
      valueName: "file"))
  var site: String?

  @Option(
    help: ArgumentHelp(
      "The folder that holds data sets, each in a folder of its own.", valueName: "folder"))
  var data: String?

  /// What the site file says, if there is one.
  func siteFile() throws -> Site {
    let file = site ?? (FileManager.default.fileExists(atPath: "site.yaml") ? "site.yaml" : nil)
    return try file.map(Site.init(file:)) ?? Site()
  }

  /// The folder of data sets, of the option or the site file.
  func location() throws -> DataLocation { DataLocation(root: try data ?? siteFile().data) }
}

struct MachineOptions: ParsableArguments {
  @OptionGroup var dataOptions: DataOptions

  @Option(help: "Worker processes at a time (default: the cores divided by the threads).")
  var jobs: Int?

  @Option(help: "Threads of a run, which share its shards (default: 1); no bit depends on them.")
  var threads: Int?

  func validate() throws {
    for (option, value) in [("--jobs", jobs), ("--threads", threads)] {
      guard let value, value < 1 else { continue }
      throw ValidationError("\(option) is \(value); expected at least 1.")
    }
  }

  /// The options, completed by the site file and the machine itself.
  func machine() throws -> Machine {
    let site = try dataOptions.siteFile()
    let threads = threads ?? site.threads ?? 1
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return Machine(
      data: dataOptions.data ?? site.data, jobs: jobs ?? site.jobs ?? max(1, cores / threads),
      threads: threads)
  }
}

/// Where a study runs.
struct Machine {
  let data: String?
  /// Where data sets are.
  var location: DataLocation { DataLocation(root: data) }
  let jobs: Int
  /// Threads of a run.
  let threads: Int
}
