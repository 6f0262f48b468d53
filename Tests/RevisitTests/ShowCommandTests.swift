import Foundation
import Records
import Testing

@testable import revisit

/// One run, and two side by side.
@Suite(.timeLimit(.minutes(10))) struct ShowCommandTests {
  @Test func `a run is shown with all that it was and depended on`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("seeds: {root: 1}\n"), to: "tiny.yaml")
      try place.revisit("run", "tiny.yaml")
      let runID = try PlantedRun().runID
      let shown = try place.revisit("show", String(runID.prefix(5)))
      #expect(shown.output.hasPrefix("\(runID) of tiny: completed\n\nSettings that differ"))
      for part in [
        "\n  train.learning_rate: 0.05\n", "\n  validation.top1  ",
        "\n  seeds: root 1, replicate 0",
        "\n  results/tiny/runs/\(runID)/run.h5, ", "\nAttempts:\n  1, ", "\n  parameters  ",
      ] { #expect(shown.output.contains(part), "\(part) in \(shown.output)\(shown.errors)") }
      #expect(
        shown.output.split(separator: "\n").filter { $0.count > 80 && !$0.contains("SHA") } == [])
    }
  }

  @Test func `JSON has stable keys`() throws {
    try Workplace.with { place in
      try PlantedRun().finish(in: place)
      let shown = try place.object("show", PlantedRun().runID, "--json")
      #expect(
        shown.keys.sorted() == [
          "attempts", "cost", "files", "manifest", "metrics", "point", "replicate", "run", "state",
          "study",
        ])
      #expect(
        (shown["cost"] as? [String: Any])?.keys.sorted() == [
          "duration_seconds", "multiply_adds", "parameters", "run_multiply_adds", "size_bytes",
        ])
      #expect(
        (shown["attempts"] as? [[String: Any]])?.first?.keys.sorted() == [
          "attempt", "code_version", "duration_seconds", "state",
        ])
    }
  }

  @Test func `a failed run is shown with the history of its attempts`() throws {
    try Workplace.with { place in
      try PlantedRun().fail(.crash, "gone", in: place)
      try PlantedRun().fail(.memory, "killed at 3 GB", in: place)
      let runID = try PlantedRun().runID
      #expect(
        try place.revisit("show", runID).output == """
          \(runID) of tiny: failed

          Cost:
            time  2.0 s
            disk  0 B

          Attempts:
            1, 2.0 s: failed (crash): gone
            2, 2.0 s: failed (memory): killed at 3 GB

          """)
    }
  }

  @Test func `a beginning that several runs share names them`() throws {
    try Workplace.with { place in
      try PlantedRun().finish(in: place)
      try PlantedRun(replicate: 1).finish(in: place)
      let pointID = try PlantedRun().pointID
      let shown = try place.revisit("show", pointID)
      #expect(
        shown.errors == """
          Error: '\(pointID)' means 2 runs; give more of its identity, or --study:
            \(pointID)-0 of tiny
            \(pointID)-1 of tiny

          """)
      #expect(shown.status == 1)
    }
  }

  @Test func `a run that is not there is told where it was looked for`() throws {
    try Workplace.with { place in
      let shown = try place.revisit("show", "abc", "--results", "elsewhere")
      #expect(
        shown.errors == """
          Error: no run in elsewhere begins with 'abc'; 'revisit plan FILE --json' lists a study's, \
          and --results names another folder of results

          """)
    }
  }

  @Test func `identities of runs are completed`() throws {
    try Workplace.with { place in
      try PlantedRun().finish(in: place)
      let runID = try PlantedRun().runID
      let results = place.folder.appending(path: "results").path
      let words = ["revisit", "show", "--results", results, ""]
      #expect(RunOptions.complete(words, 4, "") == [runID])
      #expect(RunOptions.complete(words, 4, "zz") == [])
    }
  }
}

/// Two runs side by side.
@Suite(.timeLimit(.minutes(10))) struct CompareCommandTests {
  @Test func `a run made twice has equal bits all the way`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("seeds: {root: 1}\n"), to: "tiny.yaml")
      let runID = try PlantedRun().runID
      for folder in ["one", "two"] { try place.revisit("run", "tiny.yaml", "--results", folder) }
      let compared = try place.revisit(
        "compare", "one/tiny/runs/\(runID)", "two/tiny/runs/\(runID)")
      for part in [
        "\n\nThe settings are the same.\n\n",
        "\n\nThe final weights are the same, bit for bit.\n\n",
        "\n\nThe chains of hashes are the same over 1 epoch: equal bits all the way.\n",
      ] { #expect(compared.output.contains(part), "\(compared.output)\(compared.errors)") }
    }
  }

  @Test func `replicates differ from their first step on`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("seeds: {root: 1, count: 2}\n"), to: "tiny.yaml")
      try place.revisit("run", "tiny.yaml")
      let point = try PlantedRun().pointID
      let compared = try place.object("compare", "\(point)-0", "\(point)-1", "--json")
      #expect(
        compared.keys.sorted() == ["environment", "metrics", "parting", "runs", "settings"])
      let parting = try #require(compared["parting"] as? [String: Any])
      #expect(parting["epoch"] as? Int == 1)
      #expect(parting["step"] as? Int == 1)
      #expect(parting["series"] as? [String] == ["loss", "gradient_norm"])
      #expect(parting["is_same_run"] as? Bool == false)
      #expect((compared["settings"] as? [Any])?.isEmpty == true)
    }
  }

  @Test func `a run without a result cannot be compared`() throws {
    try Workplace.with { place in
      try PlantedRun().fail(.crash, "gone", in: place)
      let runID = try PlantedRun().runID
      let compared = try place.revisit("compare", runID, runID)
      #expect(
        compared.errors == """
          Error: \(runID) of tiny has no result; expected two runs that ended: 'revisit show \
          \(runID)' tells why it has none

          """)
      #expect(compared.status == 1)
    }
  }

  @Test func `the first step with another bit is found`() {
    let chain = ["a", "b", "c"]
    let first = RunTrace(
      chain: chain, steps: ["loss": [1, 2, 3, 4], "learning_rate": [1, 1, 1, 1]])
    let second = RunTrace(
      chain: ["a", "x", "y"],
      steps: ["loss": [1, 2, 3.0.nextUp, 5], "learning_rate": [1, 1, 1, 2]])
    let parting = RunParting(first, second, isSameRun: true)
    #expect((parting.epoch, parting.step) == (2, 3))
    #expect(parting.series == ["loss"])
    #expect(
      parting.text == """
        The chains of hashes part in epoch 2. The first step that differs is step 3: loss 3.0 and \
        3.0000000000000004. The 2 steps before are equal to the bit.
        """)
  }

  @Test func `a longer run that agrees as far as the other goes is told by its length`() {
    let short = RunTrace(chain: ["a"], steps: ["loss": [1]])
    let long = RunTrace(chain: ["a", "b"], steps: ["loss": [1, 2]])
    #expect(
      RunParting(short, long, isSameRun: true).text == """
        The chains of hashes are the same over 1 epoch: equal bits all the way. The first ran 1 \
        epoch, the second 2.
        """)
  }

  @Test func `a loss that is not a number in both is no difference`() {
    let run = RunTrace(chain: [], steps: ["loss": [1, .nan]])
    #expect(RunParting(run, run, isSameRun: true).step == nil)
  }
}
