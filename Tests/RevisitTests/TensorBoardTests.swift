import Foundation
import Records
import TestSupport
import Testing

/// The event files of a study, and what TensorBoard makes of them.
@Suite(.serialized, .timeLimit(.minutes(10))) struct TensorBoardTests {
  private static let study = TinyStudy.text(
    """
    axes:
      resolution: {set: data.resolution, values: [8, 12]}
    seeds: {root: 1, count: 2, vary: [init, order]}

    """
  ).replacing("{epochs: 1,", with: "{epochs: 2, ema_decay: 0.9,")

  @Test func `runs write curves, final metrics, their settings and their end`() throws {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      let ended = try place.revisit("run", "tiny.yaml", "--tensorboard")
      #expect(ended.status == 0, "\(ended.errors)")
      let board = Board(place.folder.appending(path: "results/tiny/tensorboard"))
      let runs = try board.runs()
      #expect(runs.count == 4)
      #expect(runs.count { $0.hasPrefix("resolution=8-seed=") } == 2)
      let epochs = [
        "ema/validation/loss", "ema/validation/top1", "train/epoch_loss", "train/top1",
        "validation/loss", "validation/top1",
      ]
      for run in runs {
        let curves = try board.curves(of: run)
        for tag in epochs { #expect(curves[tag]?.map(\.step) == [4, 8], "\(tag)") }
        for tag in ["train/loss", "train/learning_rate", "train/gradient_norm"] {
          let steps = try #require(curves[tag]).map(\.step)
          #expect(steps.first == 1 && steps.last == 8 && steps == steps.sorted(), "\(tag)")
        }
        #expect(curves["test/top1"]?.map(\.step) == [8])
        #expect(curves["ema/test/top1"]?.count == 1)
        #expect(curves["speed/images_per_second"]?.allSatisfy { $0.value > 0 } == true)
        #expect(try board.plugins(of: run) == ["session_start_info", "session_end_info"])
      }
      #expect(try board.plugins(of: "") == ["experiment"])
      let metrics = try place.records().map { try #require($0.metrics["test.top1"]) }.sorted()
      let shown = try runs.compactMap { try board.curves(of: $0)["test/top1"]?.last?.value }
      #expect(shown.sorted() == metrics.map { Double(Float($0)) })
    }
  }

  @Test func `a run that is done again takes the place of what an earlier attempt wrote`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      try place.revisit("run", "tiny.yaml", "--tensorboard", "board")
      let board = Board(place.folder.appending(path: "board"))
      let run = try #require(try board.runs().first)
      #expect(try board.resumedSteps(of: run) == [])
      try FileManager.default.removeItem(at: place.folder.appending(path: "results"))
      try place.revisit("run", "tiny.yaml", "--tensorboard", "board")
      #expect(try board.resumedSteps(of: run) == [1])
      #expect(try board.runs() == [run])
    }
  }

  @Test func `replicates of a point whose settings are many have folders of their own`() throws {
    try Workplace.with { place in
      let axes = [
        "train.momentum", "train.weight_decay", "regularize.dropout", "train.ema_decay",
        "regularize.label_smoothing", "regularize.stochastic_depth", "data.label_noise",
      ]
      // Two points that differ in all of these, which names keep since they are axes.
      let values = axes.enumerated().map { place, path in
        "  axis\(place): {set: \(path), values: [0.12345678901, 0.22345678901]}\n"
      }.joined()
      let equal = axes.dropFirst().map { "- {keep: \($0) == \(axes[0]), why: they go together}\n" }
        .joined()
      let rest = "axes:\n\(values)constraints:\n\(equal)seeds: {root: 1, count: 2}\n"
      try place.write(TinyStudy.text(rest), to: "tiny.yaml")
      let ended = try place.revisit("run", "tiny.yaml", "--tensorboard", "board")
      #expect(ended.status == 0, "\(ended.errors)")
      let runs = try Board(place.folder.appending(path: "board")).runs()
      #expect(runs.count == 4 && runs.allSatisfy { $0.count < 255 && $0.count > 150 })
    }
  }

  @Test func `curves change no result`() throws {
    func weights(_ arguments: [String]) throws -> [String?] {
      try Workplace.with { place in
        try place.write(TinyStudy.text(""), to: "tiny.yaml")
        try place.revisit(["run", "tiny.yaml"] + arguments)
        let runs = place.folder.appending(path: "results/tiny/runs")
        let files = FileManager.default.enumerator(atPath: runs.path)?.compactMap { $0 as? String }
        let file = try #require(files?.first { $0.hasSuffix("run.h5") })
        return [
          try Data(contentsOf: runs.appending(path: file)).base64EncodedString(),
          try place.records().first?.weightsSHA256,
        ]
      }
    }
    #expect(try weights([]) == weights(["--tensorboard"]))
  }

  @Test(.enabled(if: Board.readerIsPresent, "REVISIT_PYTHON names no Python with tensorboard"))
  func `TensorBoard reads the runs of a study with their settings`() throws {
    try Workplace.with { place in
      try place.write(Self.study, to: "tiny.yaml")
      try place.revisit("run", "tiny.yaml", "--tensorboard", "board")
      let text = try Board.read(place.folder.appending(path: "board"))
      let lines = text.split(separator: "\n").map(String.init)
      let metrics = "ema/test/top1 test/top1 train/top1 validation/top1"
      #expect(lines.first == "study data.resolution=[8.0, 12.0] \(metrics)")
      #expect(lines.count == 5)
      for line in lines.dropFirst() {
        #expect(line.contains("data.resolution=8.0") || line.contains("data.resolution=12.0"))
        #expect(line.hasSuffix(" status=1 train/top1=[4, 8] test/top1=[8]"), "\(line)")
      }
    }
  }
}

/// A folder of event files.
private struct Board {
  let folder: URL

  init(_ folder: URL) { self.folder = folder }

  /// The folders of runs, sorted.
  func runs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix("events.") }.sorted()
  }

  /// The events of a run's files, the oldest file first.
  private func events(of run: String) throws -> [DecodedMessage] {
    let folder = folder.appending(path: run)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasPrefix("events.") }.sorted().flatMap { name in
      var rest = Array(try Data(contentsOf: folder.appending(path: name)))[...]
      var events: [DecodedMessage] = []
      while !rest.isEmpty {
        let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        events.append(try DecodedMessage(Array(rest.dropFirst(12).prefix(length))))
        rest = rest.dropFirst(16 + length)
      }
      return events
    }
  }

  private func values(of run: String) throws -> [(step: Int, value: DecodedMessage)] {
    try events(of: run).flatMap { event in
      try event.messages(5).flatMap { try $0.messages(1) }
        .map { (event.integers(2).first ?? 0, $0) }
    }
  }

  /// Points by tag.
  func curves(of run: String) throws -> [String: [(step: Int, value: Double)]] {
    var curves: [String: [(step: Int, value: Double)]] = [:]
    for (step, value) in try values(of: run) {
      guard let tag = value.texts(1).first, let number = value.floats(2).first else { continue }
      curves[tag, default: []].append((step, Double(number)))
    }
    return curves
  }

  /// What is there for the plugin HParams, in order.
  func plugins(of run: String) throws -> [String] {
    try values(of: run).flatMap { $0.value.texts(1) }.filter { $0.hasPrefix("_hparams_/") }
      .map { String($0.dropFirst("_hparams_/".count)) }
  }

  /// The steps from which on a file voids older ones.
  func resumedSteps(of run: String) throws -> [Int] {
    try events(of: run).filter { !$0.bytes(7).isEmpty }.flatMap { $0.integers(2) }
  }

  // MARK: - TensorBoard's own reader

  static var readerIsPresent: Bool { OptionalPython.runs("import tensorboard") }

  static func read(_ folder: URL) throws -> String {
    try OptionalPython.output(["-c", program, folder.path])
  }

  private static let program = """
    import sys
    from tensorboard.backend.event_processing.event_multiplexer import EventMultiplexer
    from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
    board = EventMultiplexer().AddRunsFromDirectory(sys.argv[1])
    board.Reload()
    def plain(value):
        return getattr(value, value.WhichOneof("kind"))
    for run in sorted(board.Runs()):
        found = board.GetAccumulator(run).PluginTagToContent("hparams")
        data = {tag: HParamsPluginData.FromString(c) for tag, c in found.items()}
        if "_hparams_/experiment" in data:
            experiment = data["_hparams_/experiment"].experiment
            settings = " ".join(
                f"{i.name}={[plain(v) for v in i.domain_discrete.values]}" for i in experiment.hparam_infos)
            print("study", settings, *sorted(i.name.tag for i in experiment.metric_infos))
        else:
            start = data["_hparams_/session_start_info"].session_start_info
            end = data["_hparams_/session_end_info"].session_end_info
            values = " ".join(f"{k}={plain(v)}" for k, v in sorted(start.hparams.items()))
            curves = " ".join(
                f"{tag}={[e.step for e in board.Scalars(run, tag)]}" for tag in ["train/top1", "test/top1"])
            print(run, values, f"status={end.status}", curves)
    """
}
