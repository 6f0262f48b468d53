import Foundation
import TestSupport
import Testing

@testable import TensorBoard

/// Event files read by TensorBoard itself; the environment variable `REVISIT_PYTHON` names a Python that has it.
@Suite(.enabled(if: TensorBoardReader.isPresent, "REVISIT_PYTHON names no Python with tensorboard"))
struct TensorBoardReaderTests {
  @Test func `TensorBoard reads curves, and what a resumed run wrote twice only once`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "board-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = folder.appending(path: "run")
    do {
      let file = try EventFile(in: run, at: Date(timeIntervalSince1970: 1_000))
      for step in 0..<5 { try file.write([Scalar("train/loss", Double(step))], step: step) }
    }
    let file = try EventFile(in: run, at: Date(timeIntervalSince1970: 2_000), resumedStep: 3)
    for step in 3..<6 { try file.write([Scalar("train/loss", Double(10 * step))], step: step) }
    #expect(
      try TensorBoardReader.output(of: "scalars", in: folder)
        == "run train/loss 0:0.0 1:1.0 2:2.0 3:30.0 4:40.0 5:50.0\n")
  }

  @Test func `the plugin HParams sees the study, the run's settings and its end`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "board-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let study = try EventFile(in: folder)
    try study.write(
      .study(
        hyperparameters: [
          "model.depth": [.number(8), .number(14)], "train.nesterov": [.boolean(true)],
          "train.schedule": [.text("cosine")],
        ], metrics: ["test/top1"]))
    let run = try EventFile(in: folder.appending(path: "a"))
    try run.write(
      .start(
        hyperparameters: [
          "model.depth": .number(8), "train.nesterov": .boolean(true),
          "train.schedule": .text("cosine"),
        ], group: "point"))
    try run.write([Scalar("test/top1", 0.5)], step: 9)
    try run.write(.end(isSuccess: true))
    #expect(
      try TensorBoardReader.output(of: "hparams", in: folder) == """
        model.depth 3 [8.0, 14.0]
        train.nesterov 2 [True]
        train.schedule 1 ['cosine']
        metric test/top1
        a model.depth=8.0 train.nesterov=True train.schedule=cosine group=point status=1

        """)
  }
}

/// A Python with TensorBoard, in a process of its own.
private enum TensorBoardReader {
  static var isPresent: Bool { OptionalPython.runs("import tensorboard") }

  static func output(of part: String, in folder: URL) throws -> String {
    try OptionalPython.output(["-c", program, part, folder.path])
  }

  private static let program = """
    import sys
    from tensorboard.backend.event_processing.event_multiplexer import EventMultiplexer
    from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
    part, folder = sys.argv[1:]
    board = EventMultiplexer().AddRunsFromDirectory(folder)
    board.Reload()
    def plain(value):
        return getattr(value, value.WhichOneof("kind"))
    if part == "scalars":
        for run in sorted(board.Runs()):
            for tag in board.Runs()[run]["scalars"]:
                points = " ".join(f"{e.step}:{e.value}" for e in board.Scalars(run, tag))
                print(run, tag, points)
    else:
        for run in sorted(board.Runs()):
            found = board.GetAccumulator(run).PluginTagToContent("hparams")
            data = {tag: HParamsPluginData.FromString(c) for tag, c in found.items()}
            if "_hparams_/experiment" in data:
                experiment = data["_hparams_/experiment"].experiment
                for info in experiment.hparam_infos:
                    print(info.name, info.type, [plain(v) for v in info.domain_discrete.values])
                for info in experiment.metric_infos:
                    print("metric", info.name.tag)
            if "_hparams_/session_start_info" in data:
                start = data["_hparams_/session_start_info"].session_start_info
                end = data["_hparams_/session_end_info"].session_end_info
                values = " ".join(f"{k}={plain(v)}" for k, v in sorted(start.hparams.items()))
                print(run, values, f"group={start.group_name}", f"status={end.status}")
    """
}
