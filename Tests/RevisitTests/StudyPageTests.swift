import Foundation
import Records
import Testing

/// The page of a study, as the commands write it.
@Suite(.timeLimit(.minutes(10))) struct StudyPageTests {
  private static let page = "paper-tables/tiny/tiny.html"

  @Test func `the page says what was run, what is missing and how to do it again`() throws {
    try Workplace.with { place in
      let axes = "axes: {resolution: {set: data.resolution, values: [8, 12]}}\n"
      try place.write(TinyStudy.text(axes + "seeds: {root: 1, count: 3}\n"), to: "tiny.yaml")
      let version = String(repeating: "0123456789", count: 4)
      for replicate in 0..<2 {
        try PlantedRun(
          replicate: replicate, codeVersion: version, fingerprint: "3e299964a411add5",
          metrics: ["validation.top1": 0.5 + Double(replicate) / 8]
        ).finish(in: place)
      }
      try PlantedRun(resolution: 12).fail(.memory, "out of memory", in: place)
      let ended = try place.revisit("report", "tiny.yaml")
      #expect(ended.errors == "")
      #expect(ended.output.hasSuffix("\nPage: ./\(Self.page)\n"))
      let html = try place.text(Self.page)
      #expect(html.contains("<p class=\"lead\">2 points with 3 seeds each: 2 of 6 runs done.</p>"))
      let facts = html.matches(of: /<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/).map { "\($0.1): \($0.2)" }
      let training = try Self.training(place)
      let kept = facts.filter {
        !$0.hasPrefix("Machine: ") && !$0.hasPrefix("Study file: SHA-256 ")
      }
      #expect(
        kept == [
          "Runs: 2 done, 1 failed, 3 not done", "Varied: resolution (8, 12)",
          "Replicates: seeds 0 to 1 of root 1",
          "Training: \(training) multiply-adds, evaluation included", "Commit: 012345678901",
          "Numerics: native, fingerprint 3e299964a411add5",
        ])
      #expect(facts.count == 8)
      let runs = html.matches(of: /<tr><th scope="row">([0-9a-f]{16}-\d)<\/th>(.*)<\/tr>/)
      #expect(
        runs.map { $0.2.replacing(/<[^>]*>/, with: "|") } == [
          "|resolution=8||0||50.00||completed|", "|resolution=8||1||62.50||completed|",
          "|resolution=12||0||–|a|||failed: memory|",
        ])
      #expect(html.contains("<p>3 runs, with the study's measures. Every run with all settings,"))
      #expect(html.contains("row of ../../results/tiny/observations.csv;"))
      #expect(
        html.contains("<pre><code>git checkout 012345678901 &amp;&amp; make build</code></pre>"))
      #expect(html.contains("<pre><code>revisit verify tiny.yaml --sample 3</code></pre>"))
      #expect(html.contains("resolution: {set: data.resolution, values: [8, 12]}}\n"))
      #expect(!html.contains(place.folder.lastPathComponent))
    }
  }

  /// What two runs at 8 pixels take: 64 images forward and backward, 32 validated twice and 32 tested forward.
  private static func training(_ place: Workplace) throws -> String {
    let plan = try place.object("plan", "tiny.yaml", "--json")
    let points = try #require(plan["points"] as? [[String: Any]])
    let image = try #require(points[0]["multiply_adds"] as? Double)
    let runs = 2 * image * Double(3 * 64 + 2 * 32 + 32)
    return "\((runs / 1e5).rounded() / 10) M"
  }

  @Test func `the same results give the same bytes, and a page for each place`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      let run = try place.revisit("run", "tiny.yaml")
      #expect(run.output.contains("Tables, figures, page and notebook: results/tiny\n"))
      let beside = try place.text("results/tiny/tiny.html")
      #expect(beside.contains("row of observations.csv; how long it took stands in runs.csv."))
      try place.revisit("report", "tiny.yaml")
      let first = try place.text(Self.page)
      try place.revisit("report", "tiny.yaml")
      #expect(try place.text(Self.page) == first)
      #expect(
        first.replacing("../../results/tiny/", with: "") == beside)
    }
  }

  @Test func `of many runs a page shows the first, and says where all are`() throws {
    try Workplace.with { place in
      let seeds = "seeds: {root: 1, count: 501}\n"
      try place.write(TinyStudy.text(seeds), to: "tiny.yaml")
      var writer = try place.store.openForWriting()
      for replicate in 0..<501 { try PlantedRun(replicate: replicate).finish(&writer) }
      #expect(try place.revisit("report", "tiny.yaml").status == 0)
      let html = try place.text(Self.page)
      #expect(html.contains("<p>The first 500 of 501 runs, with the study"))
      #expect(html.matches(of: /<tr><th scope="row">[0-9a-f]{16}-\d+<\/th>/).count == 500)
    }
  }
}
