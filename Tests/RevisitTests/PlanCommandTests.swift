import Foundation
import Testing

/// What is new, what is done.
@Suite(.timeLimit(.minutes(2))) struct PlanCommandTests {
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

  /// The state of the only point.
  private func states(_ ended: Ended) throws -> String {
    let lines = ended.output.split(separator: "\n")
    let header = try #require(lines.firstIndex { $0.hasPrefix("point") })
    return String(lines[header + 1].split(separator: "  ")[1])
  }
}
