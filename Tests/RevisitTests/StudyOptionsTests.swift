import Foundation
import Testing

/// What is wrong with a study or a command line is told before anything is done.
@Suite(.timeLimit(.minutes(10))) struct StudyOptionsTests {
  @Test(
    arguments: zip(
      [
        TinyStudy.text("").replacing("width: 0.25", with: "widht: 0.25"),
        TinyStudy.text("axes: {depth: {set: model.depth, values: [8, 9, 3]}}\n", depth: "8")
          .replacing("depth: 8, ", with: ""),
        TinyStudy.text("", depth: "9"),
        TinyStudy.text("").replacing("cifar_resnet, depth: 8", with: "resnet_3d, depth: 50"),
      ],
      [
        "tiny.yaml:5:43: unknown key 'widht' in 'base.model'; did you mean 'width'?",
        """
        tiny.yaml:12:46: cifar_resnet with basic blocks has depths 6n + 2, found 9; the nearest are \
        8 and 14 (at depth = 9)
        tiny.yaml:12:49: cifar_resnet with basic blocks has depths 6n + 2, found 3; the nearest are \
        8 and 14 (at depth = 3)
        """,
        "tiny.yaml:5:40: cifar_resnet with basic blocks has depths 6n + 2, found 9; the nearest are "
          + "8 and 14",
        """
        tiny.yaml:5:19: family resnet_3d takes clips, but there is no data.frames; give the frames of \
        a clip that the network sees
        tiny.yaml:6:15: data.set generated has images, and family resnet_3d takes clips; choose \
        generated_clips, or packed with a file that 'revisit data prepare --clips' made
        """,
      ]))
  func `every error of a study is told at once, with its place, and nothing is run`(
    study: String, errors: String
  ) throws {
    try Workplace.with { place in
      try place.write(study, to: "tiny.yaml")
      for command in ["run", "plan", "report"] {
        let ended = try place.revisit(command, "tiny.yaml")
        // Between the messages stand the lines that they are about.
        let messages = ended.errors.split(separator: "\n").filter { !$0.hasPrefix("  ") }
        #expect(messages.joined(separator: "\n") == "Error: \(errors)")
        #expect(ended.errors.hasSuffix("^\n"))
        #expect(ended.status == 1)
        #expect(ended.output.isEmpty)
      }
      #expect(throws: CocoaError.self) { try place.text("results/tiny/journal") }
    }
  }

  @Test func `a study file that is not there is named`() throws {
    try Workplace.with { place in
      let ended = try place.revisit("run", "none.yaml")
      #expect(
        ended.errors
          == "Error: none.yaml:1:1: the file cannot be read; check its path and permissions\n")
      #expect(ended.status == 1)
    }
  }

  @Test func `a subset that is not there names the nearest`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text("subsets: {smoke: {seeds: 1}}\n"), to: "tiny.yaml")
      let ended = try place.revisit("plan", "tiny.yaml", "--subset", "smok")
      #expect(
        ended.errors
          == """
          Error: tiny.yaml:1:1: the study has no subset 'smok'; did you mean 'smoke'?
            1 | schema: 1
              | ^

          """)
      #expect(ended.status == 1)
    }
  }

  @Test(
    arguments: zip(
      ["0", "x"],
      [
        "--jobs is 0; expected at least 1.",
        "The value 'x' is invalid for '--jobs <jobs>'",
      ]))
  func `a wrong number of jobs is an error of usage`(jobs: String, message: String) throws {
    try Workplace.with { place in
      for command in ["run", "plan"] {
        let ended = try place.revisit(command, "tiny.yaml", "--jobs", jobs)
        #expect(ended.status == 64)
        #expect(ended.errors.hasPrefix("Error: \(message)\n"))
        #expect(ended.output.isEmpty)
      }
    }
  }
}
