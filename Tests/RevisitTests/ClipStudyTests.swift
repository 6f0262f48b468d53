import Architectures
import Configuration
import Foundation
import Graphs
import Records
import Tensors
import Testing

/// A study of networks over clips, from its file to its tables.
@Suite(.timeLimit(.minutes(10))) struct ClipStudyTests {
  @Test func `a study on generated clips runs to its tables, and costs count all frames`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.clips, to: "tiny.yaml")
      let plan = try place.revisit("plan", "tiny.yaml")
      #expect(plan.status == 0 && plan.errors.isEmpty)
      #expect(plan.output.contains("\nmadds: multiply-adds of one clip forward; work:"))
      let ended = try place.revisit("run", "tiny.yaml")
      #expect(ended.status == 0)
      let observations = "results/tiny/observations.csv"
      #expect(try place.column("outcome", of: observations) == ["completed", "completed"])
      let costs = try [ModelVariant.r3d, .r2plus1d].map { variant in
        let model = ModelConfiguration(
          family: .videoResNet, blocksPerStage: [1, 1, 1, 1], width: 0.0625, variant: variant)
        return "\(try network(model, images: [4, 8, 8, 3], classes: 4).multiplyAdds)"
      }
      #expect(try place.column("cost.multiply_adds", of: observations) == costs)
      #expect(try place.text("results/tiny/tables/accuracy.md").contains("|"))
      let manifest = try #require(try place.records().first)
      #expect(manifest.metrics["validation.top1"] != nil)
      let done = try place.revisit("run", "tiny.yaml")
      #expect(done.status == 0 && done.output == ended.output)
    }
  }

  @Test func `frames beyond the end of a clip stop a study before its first run`() throws {
    try Workplace.with { place in
      try place.write(
        TinyStudy.clips.replacing("frames: 4", with: "frames: 4, frame_stride: 6"),
        to: "tiny.yaml")
      let ended = try place.revisit("run", "tiny.yaml")
      #expect(ended.status == 1 && ended.output.isEmpty)
      #expect(
        ended.errors == """
          Error: data.frames: 4, data.frame_stride: 6: a clip of generated_clips has 16 frames; \
          expected at least 19, from the first to the last that is seen; use fewer frames or a \
          smaller stride

          """)
      let plan = try place.revisit("plan", "tiny.yaml")
      #expect(plan.status == 0)
      #expect(
        plan.output.hasSuffix(
          """

          Note: 'revisit run' refuses it: data.frames: 4, data.frame_stride: 6: a clip of
            generated_clips has 16 frames; expected at least 19, from the first to the
            last that is seen; use fewer frames or a smaller stride.

          """), "\(plan.output)")
    }
  }

  @Test func `headings of costs speak of the samples that a network sees`() throws {
    try Workplace.with { place in
      let table = "tables: {cost: {rows: [model.variant], cell: cost.multiply_adds, formats: [md]}}"
      try place.write(
        TinyStudy.clips.replacing(/tables:\n  accuracy: .*\n/, with: table + "\n"), to: "tiny.yaml")
      #expect(try place.revisit("run", "tiny.yaml").status == 0)
      let text = try place.text("results/tiny/tables/cost.md")
      #expect(text.contains("| multiply-adds of one clip (M) |"), "\(text)")
      let run = try #require(try place.records().first).runID
      #expect(try place.revisit("show", run).output.contains("  multiply-adds of one clip "))
    }
  }
}
