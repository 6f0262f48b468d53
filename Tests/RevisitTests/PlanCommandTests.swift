import Foundation
import Records
import Testing

@testable import revisit

/// What is new, what is done, what changed.
@Suite(.timeLimit(.minutes(10))) struct PlanCommandTests {
  @Test func `points are new before a run and done after it`() throws {
    try Workplace.with { place in
      try place.write(
        TinyStudy.text("seeds: {root: 1, count: 2}\nsubsets: {one: {seeds: 1}}\n"), to: "tiny.yaml")
      let fresh = try place.revisit("plan", "tiny.yaml")
      #expect(
        fresh.output.hasPrefix(
          "tiny: A tiny study\n1 point x 2 seeds = 2 runs: 0 done, 2 to do\n"))
      #expect(try states(fresh) == "new")
      #expect(!FileManager.default.fileExists(atPath: place.folder.path() + "results"))
      try place.revisit("run", "tiny.yaml", "--subset", "one")
      #expect(try states(place.revisit("plan", "tiny.yaml")) == "1 of 2 done")
      try place.revisit("run", "tiny.yaml")
      let done = try place.revisit("plan", "tiny.yaml")
      #expect(done.output.contains("\n1 point x 2 seeds = 2 runs: 2 done, 0 to do\n"))
      #expect(try states(done) == "done")
      #expect(done.status == 0 && done.errors.isEmpty)
    }
  }

  @Test func `a run by code that is not known and with other numerics is stale`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("seeds: {root: 1}\n"), to: "tiny.yaml")
      let commit = String(repeating: "0", count: 40)
      try PlantedRun(codeVersion: commit, fingerprint: "other").finish(in: place)
      let plan = try place.revisit("plan", "tiny.yaml")
      #expect(try states(plan) == "stale (code, numerics)")
      #expect(
        plan.output.contains(
          """

          Stale, 1 run in all:
            1 run: code: its version, or this program's, is not known to git here
            1 run: numerics: this machine and its libraries make other bits
          They count as done. To have them done anew, move tiny's folder of results away.

          """), "\(plan.output)")
      #expect(plan.output.contains("1 run: 1 done, 1 of them stale, 0 to do\n"))
    }
  }

  @Test func `a failure is told with its class and message`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("seeds: {root: 1, count: 2}\n"), to: "tiny.yaml")
      try PlantedRun().fail(.memory, "killed at 3 GB", in: place)
      let plan = try place.revisit("plan", "tiny.yaml")
      #expect(try states(plan) == "1 failed (memory)")
      let runID = try PlantedRun().runID
      #expect(
        plan.output.contains(
          """

          Failed, and to be tried again by the next run:
            \(runID) (memory, attempt 1): killed at 3 GB

          """), "\(plan.output)")
      #expect(plan.output.contains("2 runs: 0 done, 2 to do (1 of them failed before)\n"))
    }
  }

  @Test func `a run that neither the study nor a subset asks for is retired`() throws {
    try Workplace.with { place in
      try place.write(
        TinyStudy.text(
          """
          seeds: {root: 1}
          subsets: {coarse: {set: {data.resolution: 6}}}

          """), to: "tiny.yaml")
      try PlantedRun(resolution: 12).finish(in: place)
      try PlantedRun(resolution: 6).finish(in: place)
      let plan = try place.revisit("plan", "tiny.yaml")
      #expect(try states(plan) == "new")
      let point = try PlantedRun(resolution: 12).pointID
      #expect(
        plan.output.contains(
          """

          Retired, in the store and no longer in the study:
            \(point), 1 run: no point has data.resolution=12

          """), "\(plan.output)")
    }
  }

  @Test func `no more than a hundred points are listed unless all are asked for`() throws {
    try Workplace.with { place in
      let values = (1...121).map { "\(Double($0) / 1_000)" }.joined(separator: ", ")
      try place.write(
        TinyStudy.text("axes: {decay: {set: train.weight_decay, values: [\(values)]}}\n"),
        to: "tiny.yaml")
      let plan = try place.revisit("plan", "tiny.yaml")
      #expect(plan.output.split(separator: "\n").count { $0.hasPrefix("weight_decay=") } == 100)
      #expect(plan.output.contains("\n... and 21 points more; --all lists them all\n"))
      let all = try place.revisit("plan", "tiny.yaml", "--all")
      #expect(
        all.output.split(separator: "\n").count { $0.hasPrefix("weight_decay=") } == 121,
        "\(all.status) \(all.errors)")
    }
  }

  @Test func `a group's alternatives have their costs, and lines fit eighty columns`() throws {
    try Workplace.with { place in
      let groups = """
        groups:
          scale:
            deep: {axes: {model.depth: [8, 14]}}
            wide: {axes: {model.depth: [8], model.width: [0.5]}}

        """
      try place.write(
        TinyStudy.text(groups).replacing(", depth: 8, width: 0.25", with: ""), to: "tiny.yaml")
      let plan = try place.revisit("plan", "tiny.yaml")
      let lines = plan.output.split(separator: "\n")
      #expect(lines.filter { $0.count > 80 } == [], "\(plan.errors)")
      let start = try #require(lines.firstIndex { $0.hasPrefix("scale") })
      let cells = lines[start...(start + 2)].map { line in
        line.split(separator: " ").prefix(4).map(String.init)
      }
      #expect(
        cells == [
          ["scale", "points", "runs", "left"], ["deep", "2", "2", "2"], ["wide", "1", "1", "1"],
        ])
    }
  }

  @Test func `JSON has stable keys`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("seeds: {root: 1}\n"), to: "tiny.yaml")
      try PlantedRun(codeVersion: "unknown").finish(in: place)
      let plan = try place.object("plan", "tiny.yaml", "--json")
      #expect(
        plan.keys.sorted() == [
          "design", "failures", "groups", "left_out_points", "notes", "point_count", "points",
          "removed", "replicates", "retired", "runs", "stale", "study", "title", "totals",
        ])
      let point = try #require((plan["points"] as? [[String: Any]])?.first)
      #expect(
        point.keys.sorted() == [
          "id", "labels", "multiply_adds", "parameters", "run_multiply_adds", "run_seconds",
          "run_size_bytes", "runs", "settings", "state", "title",
        ])
      let run = try #require((point["runs"] as? [[String: Any]])?.first)
      #expect(run["state"] as? String == "stale")
      #expect(run["id"] as? String == (try PlantedRun().runID))
      #expect((plan["runs"] as? [String: Int])?["stale"] == 1)
      #expect(
        (plan["totals"] as? [String: Any])?.keys.sorted() == [
          "all", "core_hours", "core_hours_left", "left", "threads", "wall_seconds_left", "workers",
        ])
    }
  }

  /// The state of the only point.
  private func states(_ ended: Ended) throws -> String {
    let lines = ended.output.split(separator: "\n")
    let header = try #require(lines.firstIndex { $0.hasPrefix("point") }, "\(ended.errors)")
    return String(lines[header + 1].split(separator: "  ").last ?? "").trimmingCharacters(
      in: .whitespaces)
  }
}

/// What a study takes beside what it may.
@Suite struct PlanBudgetTests {
  @Test func `each limit is told with what is needed of it`() {
    let budget = PlanBudget(coreHours: 4_000, diskBytes: 200_000_000_000)
    #expect(
      budget.sentences(coreHours: 1_000, sizeBytes: 2.5e11) == [
        "Budget: 4000 core hours; the study takes 1000 core hours, 25 % of it.",
        "Budget: 200 GB; the study takes 250 GB, 50.0 GB too much: not all runs will be done.",
      ])
  }

  @Test func `no limit is no sentence`() {
    #expect(PlanBudget().sentences(coreHours: 1, sizeBytes: 1) == [])
  }
}

/// What of the code counts.
@Suite struct SourceChangesTests {
  private let commit = String(repeating: "a", count: 40)
  private let other = String(repeating: "b", count: 40)

  @Test func `modules that compute count, by the files that git names`() {
    var changes = SourceChanges(to: CodeVersion(commit: other, isDirty: false)) { arguments in
      arguments.contains(":/Sources/Kernels") && !arguments.contains(":/Sources/Reports")
        ? "Sources/Training/Trainer.swift\nSources/Kernels/Linear.swift\nSources/Kernels/A.swift"
        : nil
    }
    #expect(changes.since(commit) == .modules(["Kernels", "Training"]))
    #expect(changes.since(other) == nil)
    #expect(changes.since("\(other)+changes") == .uncommitted)
    #expect(changes.since("unknown") == .unknownVersion)
  }

  @Test func `a commit between which nothing that counts changed is no change`() {
    var changes = SourceChanges(to: CodeVersion(commit: other, isDirty: false)) { _ in "" }
    #expect(changes.since(commit) == nil)
  }

  @Test func `a commit that git does not know cannot be compared`() {
    var changes = SourceChanges(to: CodeVersion(commit: other, isDirty: false)) { _ in nil }
    #expect(changes.since(commit) == .unknownVersion)
  }

  @Test func `with uncommitted changes the files as they are count, new ones too`() {
    var changes = SourceChanges(to: CodeVersion(commit: other, isDirty: true)) { arguments in
      if arguments.first == "ls-files" { return "Sources/Graphs/New.swift" }
      return arguments.contains(other) ? nil : "Sources/Tensors/Shape.swift"
    }
    #expect(changes.since(commit) == .modules(["Graphs", "Tensors"]))
  }

  @Test func `equal sources are no change, whatever git says`() throws {
    var changes = changes(sources: "here")
    for version in ["unknown", commit, "\(other)+changes"] {
      #expect(changes.since(record(version, sources: "here")) == nil)
    }
  }

  /// Seen red with the digests not compared: two programs of one commit, both with changes, counted as the same.
  @Test func `other sources are a change, and git says which where it can`() throws {
    var changes = changes(sources: "here")
    #expect(changes.since(record(commit, sources: "there")) == .modules(["Training"]))
    #expect(changes.since(record("unknown", sources: "there")) == .otherSources)
    #expect(changes.since(record(other, sources: "there")) == .otherSources)
    #expect(changes.since(record("\(other)+changes", sources: "there")) == .uncommitted)
  }

  @Test func `a record from before sources were kept is judged by its commit`() throws {
    var changes = changes(sources: "here")
    #expect(changes.since(record(other, sources: nil)) == nil)
    #expect(changes.since(record(commit, sources: nil)) == .modules(["Training"]))
  }

  private func changes(sources: String) -> SourceChanges {
    SourceChanges(to: CodeVersion(commit: other, isDirty: false), sources: sources) { _ in
      "Sources/Training/Trainer.swift"
    }
  }

  private func record(_ version: String, sources: String?) -> RunRecord {
    var record = RunRecord(
      runID: "a-0", pointID: "a", replicate: 0, attempt: 1, outcome: .completed,
      codeVersion: version)
    record.sources = sources
    return record
  }
}
