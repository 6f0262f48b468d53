// A small study with known numbers, for tables and figures.

import Analysis
import Foundation
import Reports

enum Sample {
  static let provenance = Provenance(
    study: "depth-or-width", runs: 12, seeds: [0, 1, 2], rootSeed: 7, commit: "18410d5",
    machine: "Xeon, 2 cores")

  static let summary: SummaryTable = {
    var summary = SummaryTable(
      name: "accuracy", title: "Depth & width: 100 % of the grid", rows: ["resolution", "scale"],
      metric: "top1", metricTitle: "top-1")
    summary.columns = ["epochs"]
    summary.unit = .percent
    return summary
  }()

  static let csv = """
    point,replicate,scale,resolution,epochs,cost,top1,outcome
    a,0,depth,128,10,1000000,0.70,completed
    a,1,depth,128,10,1000000,0.71,completed
    a,2,depth,128,10,1000000,0.715,completed
    b,0,width,128,10,1100000,0.73,completed
    b,1,width,128,10,1100000,0.741,completed
    b,2,width,128,10,1100000,0.749,completed
    c,0,depth,128,350,1000000,0.801,completed
    c,1,depth,128,350,1000000,0.803,completed
    c,2,depth,128,350,1000000,0.809,completed
    d,0,width,128,350,1100000,0.800,completed
    d,1,width,128,350,1100000,0.804,completed
    d,2,width,128,350,1100000,0.806,completed
    e,0,depth,160,10,2000000,,failed memory

    """

  static func table() throws -> ReportTable {
    try ReportTable(summary, of: ObservationTable(csv: csv), provenance: provenance)
  }

  static func contrast() throws -> ContrastResult {
    var contrast = Contrast(
      group: "scale", first: "depth", second: "width", metric: "top1", match: ["cost": 0.15])
    contrast.by = ["epochs"]
    contrast.equivalence = 0.002
    return try contrast.answer(from: ObservationTable(csv: csv))
  }
}

/// Calls a body with a folder that is removed afterwards.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "reports-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}
