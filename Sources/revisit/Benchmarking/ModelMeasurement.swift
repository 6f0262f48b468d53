// What was measured of one network, and the row of the file that holds it.

import Analysis

/// Training steps of one network, measured by one code on one machine.
struct ModelMeasurement {
  var model: String
  /// Side of the images, in pixels.
  var resolution: Int
  /// Images of a step.
  var batch: Int
  var threads: Int
  /// Seconds of a step, one a round.
  var samples: [Double] = []
  /// The most that was resident above what was before the network was made, over all rounds.
  var peakByteCount = 0
  /// What the plan foretells, with momenta.
  var planByteCount: Int
  var parameters: Int
  /// Multiply-adds of one image forward.
  var multiplyAdds: Int
  var circumstances: Circumstances
  /// Why it was not measured; empty where it was.
  var note = ""

  /// What two measurements have to share to be compared.
  struct Circumstances: Hashable {
    /// Version of the program.
    var commit: String
    var machine: String
    /// Fingerprint of the bits that this machine computes.
    var numerics: String
    /// Version and instruction set of oneDNN.
    var library: String
    /// The day, in UTC.
    var date: String
  }

  /// The median of the samples; nil without any.
  var median: Double? {
    guard !samples.isEmpty else { return nil }
    let sorted = samples.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// Whether another is about the same network, measured alike.
  func isAlike(_ other: ModelMeasurement) -> Bool {
    (model, resolution, batch, threads)
      == (other.model, other.resolution, other.batch, other.threads)
      && circumstances.commit == other.circumstances.commit
      && circumstances.machine == other.circumstances.machine
  }
}

extension ModelMeasurement {
  static let columns = [
    "model", "resolution", "batch", "threads", "step_seconds_median", "step_seconds_min",
    "step_seconds_max", "repeats", "peak_bytes", "plan_bytes", "parameters", "multiply_adds",
    "commit", "machine", "numerics", "one_dnn", "date", "step_seconds", "note",
  ]

  /// Its row, in the order of `columns`.
  var fields: [CSVField] {
    let times = [median, samples.min(), samples.max()].map { $0.map { "\($0)" } ?? "" }
    let counts = [
      "\(samples.count)", samples.isEmpty ? "" : "\(peakByteCount)", "\(planByteCount)",
      "\(parameters)", "\(multiplyAdds)",
    ]
    let facts = [
      circumstances.commit, circumstances.machine, circumstances.numerics, circumstances.library,
      circumstances.date,
    ]
    let rest = [samples.map { "\($0)" }.joined(separator: " "), note]
    return ([model, "\(resolution)", "\(batch)", "\(threads)"] + times + counts + facts + rest)
      .map { CSVField($0) }
  }

  /// A row by column; nil where a number is missing or none.
  init?(_ row: [String: String]) {
    func integer(_ column: String) -> Int? { row[column].flatMap { Int($0) } }
    let samples = row["step_seconds", default: ""].split(separator: " ").map { Double($0) }
    guard let model = row["model"], let resolution = integer("resolution"),
      let batch = integer("batch"), let threads = integer("threads"),
      let plan = integer("plan_bytes"), let parameters = integer("parameters"),
      let multiplyAdds = integer("multiply_adds"), !samples.contains(nil),
      integer("repeats") == samples.count
    else { return nil }
    (self.model, self.resolution, self.batch, self.threads) = (model, resolution, batch, threads)
    self.samples = samples.compactMap(\.self)
    peakByteCount = integer("peak_bytes") ?? 0
    (planByteCount, self.parameters, self.multiplyAdds) = (plan, parameters, multiplyAdds)
    circumstances = Circumstances(
      commit: row["commit", default: ""], machine: row["machine", default: ""],
      numerics: row["numerics", default: ""], library: row["one_dnn", default: ""],
      date: row["date", default: ""])
    note = row["note", default: ""]
  }
}
