import Foundation
import Records
import Testing

/// Where a study stands, by its store alone.
@Suite(.timeLimit(.minutes(10))) struct StatusCommandTests {
  private static let study = TinyStudy.text("seeds: {root: 1, count: 4}\n")

  @Test func `what ended, failed and is left is counted`() throws {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      try PlantedRun().finish(in: place)
      try PlantedRun(replicate: 1).fail(.data, "no such file", in: place)
      let status = try place.revisit("status", "tiny.yaml")
      let runID = try PlantedRun(replicate: 1).runID
      #expect(
        status.output == """
          tiny: A tiny study
          [#####...............] 1 of 4 runs done, 3 left (1 of them failed before)
          a run took 2.0 s on average; what is left takes one worker 6.0 s
          Nothing is running.

          Failed:
            \(runID) (data, attempt 1): no such file

          """)
      #expect(status.status == 0 && status.errors.isEmpty)
    }
  }

  @Test func `a study of which nothing ended has nothing but runs left`() throws {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      #expect(
        try place.revisit("status", "tiny.yaml").output == """
          tiny: A tiny study
          [....................] 0 of 4 runs done, 4 left
          Nothing is running.

          """)
      #expect(!FileManager.default.fileExists(atPath: place.folder.path() + "results"))
    }
  }

  @Test func `runs under way are told with their place, and count in the time left`() throws {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      try PlantedRun().finish(in: place)
      try writeRunner(
        to: place, updatedAt: Date(), runID: PlantedRun(replicate: 1).runID)
      let status = try place.revisit("status", "tiny.yaml")
      #expect(
        status.output == """
          tiny: A tiny study
          [#####...............] 1 of 4 runs done, 1 running, 2 left
          a run took 2.0 s on average; 640 images/s now; 3.5 s to go
          process 7 on elsewhere, 2 workers

          running                process     epochs   steps    for   left
          the only point seed=1       77  epoch 1/4  step 4  3.0 s  3.0 s

          """, "\(status.errors)")
      let object = try place.object("status", "tiny.yaml", "--json")
      let running = try #require((object["running"] as? [[String: Any]])?.first)
      #expect(
        running.keys.sorted() == [
          "attempt", "elapsed_seconds", "epoch", "epochs", "host", "images_per_second", "process",
          "run", "seconds_left", "step", "steps", "title",
        ])
      #expect(object["left"] as? Int == 2)
    }
  }

  @Test func `a runner of another machine that was silent for a minute counts no more`() throws {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      try writeRunner(
        to: place, updatedAt: Date(timeIntervalSinceNow: -90),
        runID: PlantedRun().runID)
      #expect(try place.revisit("status", "tiny.yaml").output.hasSuffix("Nothing is running.\n"))
    }
  }

  @Test func `JSON has stable keys`() throws {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      try PlantedRun().finish(in: place)
      try PlantedRun(replicate: 1).fail(.crash, "gone", in: place)
      let status = try place.object("status", "tiny.yaml", "--json")
      #expect(
        status.keys.sorted() == [
          "diverged", "done", "failed", "left", "mean_run_seconds", "runners", "running", "study",
          "title", "total", "worker_seconds_left",
        ])
      let failed = try #require((status["failed"] as? [[String: Any]])?.first)
      #expect(
        failed.keys.sorted() == [
          "attempt", "failure_class", "message", "point", "replicate", "run",
        ])
    }
  }

  @Test func `watching ends when nothing is left`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("seeds: {root: 1}\n"), to: "tiny.yaml")
      try PlantedRun().finish(in: place)
      let watched = try place.revisit("status", "tiny.yaml", "--watch")
      #expect(watched.output.contains("[####################] 1 of 1 run done\n"))
      #expect(watched.status == 0)
    }
  }

  /// A runner of another machine with one run under way.
  private func writeRunner(to place: Workplace, updatedAt: Date, runID: String) throws {
    let date = updatedAt.formatted(.iso8601)
    let pointID = runID.dropLast(2)
    try place.write(
      """
      {"formatVersion":1,"hostname":"elsewhere","isStopping":false,"jobs":2,
       "total":4,"done":1,"failed":0,"left":2,
       "process":{"bootID":"none","hostName":"elsewhere","machine":"00ff","processID":7,"startTicks":1},
       "running":[{"attempt":1,"elapsedSeconds":3,"epoch":1,"epochs":4,"imagesPerSecond":640,
       "pointID":"\(pointID)","processID":77,"replicate":1,"runID":"\(runID)","step":4,"steps":8,
       "title":"a title"}],"startedAt":"\(date)","updatedAt":"\(date)"}
      """, to: "results/tiny/runners/elsewhere-7-1.json")
  }
}
