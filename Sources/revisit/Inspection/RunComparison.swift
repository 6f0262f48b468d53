// Two runs side by side: what was set otherwise, what they ran on, what came out, where they part.

import Foundation
import Records

/// Something that differs between two runs; nil where one has none.
struct RunDifference: Encodable {
  let name: String
  let a: String?
  let b: String?
}

/// A metric of two runs.
struct MetricPair: Encodable {
  let name: String
  let a: Double?
  let b: Double?
  /// The second less the first.
  let difference: Double?
}

/// Two runs side by side: the keys of `revisit compare --json`, in camel case.
struct RunComparison: Encodable {
  /// The runs, the first and the second.
  let runs: [Side]
  let settings: [RunDifference]
  let environment: [RunDifference]
  let metrics: [MetricPair]
  let parting: RunParting

  /// A run of the two.
  struct Side: Encodable {
    let run: String
    let study: String
    let state: String
    let weightsSha256: String?
    let durationSeconds: Double
  }

  /// - Throws: `NothingToCompare` for a run without a result, `HDF5Error` if a run's file cannot be read.
  init(_ a: StoredRun, _ b: StoredRun) throws {
    let (first, second) = (try a.resultManifest, try b.resultManifest)
    runs = zip([a, b], [first, second]).map { run, manifest in
      Side(
        run: run.runID, study: run.study, state: manifest.record.outcome.word,
        weightsSha256: manifest.record.weightsSHA256,
        durationSeconds: manifest.record.durationSeconds)
    }
    settings = Self.differences(first.settings, second.settings)
    environment = Self.differences(first.circumstances, second.circumstances)
    let (left, right) = (first.record.metrics, second.record.metrics)
    metrics = Set(left.keys).union(right.keys).sorted().map { name in
      let (x, y) = (left[name], right[name])
      let difference = if let x, let y { y - x } else { Double?.none }
      return MetricPair(name: name, a: x, b: y, difference: difference)
    }
    parting = RunParting(
      try RunTrace(a.store.runFolder(a.runID)), try RunTrace(b.store.runFolder(b.runID)),
      isSameRun: a.runID == b.runID)
  }

  private static func differences(_ a: [String: String], _ b: [String: String]) -> [RunDifference] {
    Set(a.keys).union(b.keys).sorted().filter { a[$0] != b[$0] }.map {
      RunDifference(name: $0, a: a[$0], b: b[$0])
    }
  }
}

extension RunComparison {
  /// The comparison for people.
  var text: String {
    let heads = zip(["A", "B"], runs).map { letter, side in
      "\(letter): \(side.run) of \(side.study), \(side.state) in \(durationText(side.durationSeconds))"
    }
    return [
      heads.joined(separator: "\n"),
      Self.table("setting", settings, none: "The settings are the same."),
      Self.table("circumstance", environment, none: "Code, data and machine are the same."),
      metricTable, weightsText, wrapped(parting.text, indent: 0),
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func table(_ name: String, _ rows: [RunDifference], none: String) -> String {
    guard !rows.isEmpty else { return none }
    return rows.reduce(into: ["Other \(name)s:"]) { lines, row in
      let line = "  \(row.name): \(row.a ?? "absent") -> \(row.b ?? "absent")"
      if line.count <= 80 { return lines.append(line) }
      lines += ["  \(row.name):", "    \(row.a ?? "absent")", "    \(row.b ?? "absent")"]
    }.joined(separator: "\n")
  }

  private var metricTable: String {
    guard !metrics.isEmpty else { return "" }
    let rows = metrics.map { metric in
      [metric.name]
        + [metric.a, metric.b, metric.difference].map { $0.map { "\($0)" } ?? "absent" }
    }
    return alignedColumns([["metric", "A", "B", "B - A"]] + rows, leftColumns: 1)
      .joined(separator: "\n")
  }

  private var weightsText: String {
    let hashes = runs.map(\.weightsSha256)
    guard let first = hashes[0], let second = hashes[1] else { return "" }
    return first == second
      ? "The final weights are the same, bit for bit." : "The final weights differ."
  }
}

extension StoredRun {
  /// Its manifest.
  ///
  /// - Throws: `NothingToCompare` if it has no result.
  fileprivate var resultManifest: Manifest {
    get throws {
      guard let manifest else { throw NothingToCompare(run: self) }
      return manifest
    }
  }
}

/// A run that has no result.
struct NothingToCompare: Error, CustomStringConvertible {
  let description: String

  init(run: StoredRun) {
    description =
      "\(run.runID) of \(run.study) has no result; expected two runs that ended: 'revisit show "
      + "\(run.runID)' tells why it has none"
  }
}

extension Manifest {
  /// What the run ran on and under, by name.
  fileprivate var circumstances: [String: String] {
    var facts = [
      "code": environment.code.text, "data": dataDescription,
      "numerics": environment.numerics ?? "native",
      "fingerprint": record.numericsFingerprint, "level": environment.determinism.rawValue,
      "machine": environment.host.hostname, "processor": environment.host.cpuModel,
      "cores": "\(environment.host.cpuCount)", "memory": "\(environment.host.memoryBytes)",
      "system": environment.host.operatingSystem, "kernel": environment.host.kernel,
      "processor's instruction sets": environment.host.instructionSets.joined(separator: " "),
      "attempt": "\(record.attempt)",
    ]
    facts["sources"] = record.sources
    facts["resumed from step"] = resumedFromStep.map(String.init)
    for (kind, values) in [
      ("library", environment.libraries), ("instruction set", environment.instructionSets ?? [:]),
      ("threads", environment.threads.mapValues(String.init)), ("variable", environment.variables),
    ] {
      for (name, value) in values { facts["\(kind) \(name)"] = value }
    }
    return facts
  }
}
