// A stored run for people and for programs.

import Configuration
import Datasets
import Foundation
import Records

/// What a run took, and what its network costs.
struct StoredCost: Encodable {
  /// Nil where this version cannot build the network, or its packed data set is not here.
  let parameters: Int?
  let multiplyAdds: Int?
  let runMultiplyAdds: Double?
  let durationSeconds: Double
  let sizeBytes: Int

  init(_ run: StoredRun, at location: DataLocation) {
    let work = run.manifest.flatMap { manifest in
      try? RunWork(manifest.configuration, at: location)
    }
    parameters = work?.cost.parameters
    multiplyAdds = work?.cost.multiplyAdds
    runMultiplyAdds = work?.multiplyAdds
    durationSeconds = run.record?.durationSeconds ?? 0
    sizeBytes = run.files.map(\.sizeBytes).reduce(0, +)
  }
}

/// Everything known of a run: the keys of `revisit show --json`, in camel case.
struct RunListing: Encodable {
  let run: String
  let study: String
  let point: String
  let replicate: Int
  /// One of completed, diverged, failed.
  let state: String
  let attempts: [Attempt]
  let metrics: [String: Double]
  let cost: StoredCost
  let files: [StoredFile]
  /// The manifest as it lies beside the result; nil for a run without one.
  let manifest: Manifest?

  init(_ run: StoredRun, _ record: RunRecord, at location: DataLocation) {
    (self.run, study, point) = (run.runID, run.study, record.pointID)
    replicate = record.replicate
    state = record.outcome.word
    attempts = run.attempts.map(Attempt.init)
    metrics = record.metrics
    cost = StoredCost(run, at: location)
    files = run.files
    manifest = run.manifest
  }

  /// An ended attempt.
  struct Attempt: Encodable {
    let attempt: Int
    let state: String
    let divergedAtStep: Int?
    let failureClass: String?
    let message: String?
    let durationSeconds: Double
    let codeVersion: String

    init(_ record: RunRecord) {
      (attempt, state) = (record.attempt, record.outcome.word)
      (durationSeconds, codeVersion) = (record.durationSeconds, record.codeVersion)
      switch record.outcome {
      case .completed: (divergedAtStep, failureClass, message) = (nil, nil, nil)
      case .diverged(let step): (divergedAtStep, failureClass, message) = (step, nil, nil)
      case .failed(let failureClass, let message):
        (divergedAtStep, self.failureClass, self.message) = (nil, failureClass.rawValue, message)
      }
    }

    /// For people: `2: completed in 3.4 s`.
    var text: String {
      let end =
        switch (divergedAtStep, failureClass) {
        case (let step?, _): "diverged at step \(step)"
        case (_, let failureClass?): "failed (\(failureClass)): \(message ?? "")"
        default: "completed"
        }
      return "\(attempt), \(durationText(durationSeconds)): \(end)"
    }
  }
}

extension RunOutcome {
  /// A word for programs and people.
  var word: String {
    switch self {
    case .completed: "completed"
    case .diverged: "diverged"
    case .failed: "failed"
    }
  }
}

extension RunListing {
  /// The run for people.
  var text: String {
    let head = "\(run) of \(study): \(state)"
    let sections: [(title: String, lines: [String])] = [
      ("Settings that differ from their defaults", settingLines), ("Metrics", metricLines),
      ("Cost", costLines), ("Made", madeLines), ("Files", fileLines),
      ("Attempts", attempts.map { wrapped($0.text, start: 2, indent: 4) }),
    ]
    return
      ([head]
      + sections.filter { !$0.lines.isEmpty }.map {
        "\($0.title):\n" + $0.lines.joined(separator: "\n")
      })
      .joined(separator: "\n\n")
  }

  private var settingLines: [String] {
    (manifest?.canonicalText ?? "").split(separator: "\n").map { "  \($0)" }
  }

  private var metricLines: [String] {
    let rows = metrics.sorted { $0.key < $1.key }.map { ["  \($0.key)", "\($0.value)"] }
    return alignedColumns(rows, leftColumns: 2)
  }

  private var costLines: [String] {
    let counts: [(String, String?)] = [
      ("parameters", parametersText),
      ("multiply-adds of one \(sampleNoun)", cost.multiplyAdds.map { scaledText(Double($0)) }),
      ("multiply-adds of the run", cost.runMultiplyAdds.map(scaledText)),
      ("time", durationText(cost.durationSeconds)), ("disk", sizeText(Double(cost.sizeBytes))),
    ]
    return alignedColumns(
      counts.compactMap { name, value in value.map { ["  \(name)", $0] } }, leftColumns: 2)
  }

  private var sampleNoun: String { manifest?.settings["data.frames"] == nil ? "image" : "clip" }

  private var parametersText: String? { cost.parameters.map { scaledText(Double($0)) } }

  private var madeLines: [String] {
    guard let manifest else { return [] }
    let environment = manifest.environment
    let seeds =
      "root \(manifest.seeds.root), replicate \(manifest.seeds.replicate), which varies "
      + manifest.seeds.vary.joined(separator: ", ")
    let sources = manifest.record.sources.map { ", sources \($0)" } ?? ""
    let resumed = manifest.resumedFromStep.map { ", went on from step \($0)" } ?? ""
    let lines: [(String, String)] = [
      ("when", manifest.startedAt.formatted(.iso8601) + resumed), ("seeds", seeds),
      ("code", environment.code.text + sources), ("data", manifest.dataDescription),
      (
        "machine",
        "\(environment.host.hostname), \(environment.host.cpuModel), "
          + "\(environment.host.cpuCount) cores, \(environment.host.operatingSystem)"
      ),
      ("libraries", Self.pairs(environment.libraries)),
      (
        "numerics",
        "\(environment.numerics ?? "native"), fingerprint "
          + "\(manifest.record.numericsFingerprint), level \(environment.determinism.rawValue)"
      ),
      ("threads", Self.pairs(environment.threads)),
      ("weights", manifest.record.weightsSHA256.map { "SHA-256 \($0)" } ?? "none"),
    ]
    return lines.map { wrapped("\($0): \($1)", start: 2, indent: 4) }
  }

  private static func pairs(_ values: [String: some CustomStringConvertible]) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  private var fileLines: [String] {
    files.map { "  \($0.path), \(sizeText(Double($0.sizeBytes)))" }
  }
}
