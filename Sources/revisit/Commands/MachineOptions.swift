// What belongs to the machine and not to the study: given as options, or once in a site file.

import ArgumentParser
import Datasets
import Foundation
import Studies

struct MachineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file with the options below as 'data' and 'jobs' (default: site.yaml, if there is one).",
      valueName: "file"))
  var site: String?

  @Option(
    help: ArgumentHelp(
      "The folder that holds data sets, each in a folder of its own.", valueName: "folder"))
  var data: String?

  @Option(help: "Worker processes at a time, one for each core unless given.")
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is \(jobs); expected at least 1.") }
  }

  /// The options, completed by the site file and the machine itself.
  func machine() throws -> Machine {
    let file = site ?? (FileManager.default.fileExists(atPath: "site.yaml") ? "site.yaml" : nil)
    let site = try file.map(Site.init(file:)) ?? Site()
    return Machine(
      data: data ?? site.data,
      jobs: jobs ?? site.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
  }
}

/// Where a study runs.
struct Machine {
  let data: String?
  let jobs: Int
}
