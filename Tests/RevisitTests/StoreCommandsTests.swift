import Foundation
import Records
import Testing

/// What `check`, `verify` and `selftest` do and say.
@Suite(.serialized, .timeLimit(.minutes(4))) struct StoreCommandsTests {
  @Test func `a store that is killed, failed and disturbed anyhow keeps what it acknowledged`()
    throws
  {
    try Workplace.with { place in
      let ended = try place.revisit("selftest", "--crash", "--folder", ".")
      #expect(ended.status == 0 && ended.errors.isEmpty)
      let lines = ended.output.split(separator: "\n")
      #expect(lines.filter { $0.contains("FAILED") } == [])
      #expect(lines.count { $0.hasPrefix("killed at: ") } == StoreBoundary.allCases.count)
      #expect(lines.allSatisfy { $0.count <= 80 })
      #expect(lines.last?.hasSuffix("hold: exactly what was acknowledged survived.") == true)
      #expect(
        try FileManager.default.contentsOfDirectory(
          atPath: place.folder.path(percentEncoded: false)
        )
        .filter { $0.hasPrefix("revisit-selftest") } == [])
    }
  }

  @Test func `a self-test must be named`() throws {
    try Workplace.with { place in
      let ended = try place.revisit("selftest")
      #expect(ended.status == 64)
      #expect(ended.errors.hasPrefix("Error: Give --crash: it is the only test.\n"))
    }
  }

  @Test func `a study is checked by its file or its folder, and what is wrong is named`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      try place.revisit("run", "tiny.yaml")
      let sound = """
        results/tiny: 1 result, 0 failed; 1 journal, 1 digest, 0 writers at work
        All that was acknowledged is whole.

        """
      let byFile = try place.revisit("check", "tiny.yaml")
      #expect(byFile.output == sound && byFile.status == 0)
      #expect(try place.revisit("check", "results/tiny/").output == byFile.output)
      let run = try #require(try place.records().first?.runID)
      try place.write("other", to: "results/tiny/runs/\(run)/run.h5")
      let damaged = try place.revisit("check", "results/tiny", "--json")
      #expect(damaged.status == 1)
      let report = try JSONDecoder().decode(StoreReport.self, from: Data(damaged.output.utf8))
      #expect(report.findings.map(\.path) == ["runs/\(run)/run.h5"])
      let text = try place.revisit("check", "results/tiny")
      #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(text.output.hasSuffix("1 thing damaged.\n"))
    }
  }

  @Test func `results that are not there cannot be checked`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      let ended = try place.revisit("check", "tiny.yaml")
      #expect(ended.status == 64)
      #expect(
        ended.errors.hasPrefix(
          "Error: results/tiny: there is no such folder; expected the results of a study: give the "
            + "study file, or that folder.\n"))
    }
  }

  @Test func `repeated runs give the same bytes, with other threads too`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.sixRuns, to: "tiny.yaml")
      try place.revisit("run", "tiny.yaml", "--jobs", "1")
      let before = try place.text("results/tiny/runs.csv")
      let same = try place.revisit("verify", "tiny.yaml", "--sample", "2", "--jobs", "1")
      #expect(same.status == 0)
      #expect(same.output.hasSuffix("\n2 of 2 runs gave the same bytes again (L1 2).\n"))
      let again = try place.revisit("verify", "tiny.yaml", "--sample", "2", "--jobs", "1")
      #expect(again.output == same.output)
      let threads = try place.revisit(
        "verify", "tiny.yaml", "--sample", "1", "--jobs", "1", "--threads", "2")
      #expect(
        threads.output.hasSuffix(
          """
            L2
                  threads 2 instead of 1
          1 of 1 runs gave the same bytes again (L2 1).

          """))
      #expect(try place.text("results/tiny/runs.csv") == before)
    }
  }

  @Test func `a run whose result is another one is named with what differs`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("seeds: {root: 1, count: 2}\n"), to: "tiny.yaml")
      try place.revisit("run", "tiny.yaml", "--jobs", "1")
      let ids = try place.records().map(\.runID).sorted()
      try exchangeArrays(of: ids, in: place)
      let ended = try place.revisit("verify", "tiny.yaml", "--jobs", "1")
      #expect(ended.status == 1)
      #expect(ended.output.hasPrefix("differs the only point seed=0\n        run.h5 "))
      #expect(ended.output.hasSuffix("\n0 of 2 runs gave the same bytes again.\n"))
    }
  }

  /// Puts the arrays of each of two runs in the place of the other's, with manifests that agree.
  private func exchangeArrays(of ids: [String], in place: Workplace) throws {
    let folders = ids.map { place.folder.appending(path: "results/tiny/runs/\($0)") }
    let arrays = try folders.map { try Data(contentsOf: $0.appending(path: "run.h5")) }
    for (folder, other) in zip(folders, arrays.reversed()) {
      let file = folder.appending(path: "run.h5")
      let manifest = folder.appending(path: "manifest.json")
      let digest = try FileDigest.sha256(of: file)
      try other.write(to: file)
      let text = try String(contentsOf: manifest, encoding: .utf8)
      try text.replacing(digest, with: FileDigest.sha256(of: other))
        .write(to: manifest, atomically: true, encoding: .utf8)
    }
  }
}
