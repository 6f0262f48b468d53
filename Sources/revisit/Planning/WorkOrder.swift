// What a worker needs to know to do one run: the text between runner and worker.

import Configuration
import Datasets
import Foundation
import Records

struct WorkOrder: Codable {
  var settings: [String: SettingValue]
  var replicate: Int
  /// Settings that the run's identity leaves out, sorted.
  var unidentified: [String]
  /// Where data sets are; nil for generated images only.
  var dataRoot: String?
  /// Where unpacked data sets are kept between runs.
  var cache: String
  var code: CodeVersion
  /// Workers at a time, for the manifest.
  var jobs: Int
  /// Threads of the run.
  var threads: Int
  /// Where the run keeps its state; nil for no checkpoints.
  var checkpoint: CheckpointOrder?
  /// Whether the weights of its best epoch are kept.
  var keepsBest = false
  /// Its curves; nil for none.
  var curves: CurvesOrder?

  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  init(
    _ configuration: Configuration, dataRoot: String?, cache: String, code: CodeVersion, jobs: Int,
    threads: Int, curves: CurvesOrder? = nil
  ) {
    settings = configuration.settings
    replicate = configuration.seeds.replicate
    unidentified = configuration.unidentified.sorted()
    self.dataRoot = dataRoot
    self.cache = cache
    self.code = code
    self.jobs = jobs
    self.threads = threads
    self.curves = curves
  }

  init(text: String) throws {
    self = try JSONDecoder().decode(WorkOrder.self, from: Data(text.utf8))
  }

  /// Where a run keeps its state, and how often.
  struct CheckpointOrder: Codable {
    var file: URL
    var everySeconds: Double
  }

  var location: DataLocation { DataLocation(root: dataRoot, cache: cache) }
}
