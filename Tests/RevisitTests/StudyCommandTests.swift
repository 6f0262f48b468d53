import Foundation
import Testing

/// What the commands about study files print, and how they end.
@Suite(.timeLimit(.minutes(10))) struct StudyCommandTests {
  @Test func `diff ends with 0 for the same runs, 1 for others, 2 for what is no study`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "a.yaml")
      try place.write(TinyStudy.text("", learningRate: "0.1"), to: "b.yaml")
      try place.write("schema: 1\nstudie: x\n", to: "c.yaml")
      let same = try place.revisit("study", "diff", "a.yaml", "a.yaml")
      #expect(same.status == 0)
      #expect(same.output == "a.yaml -> a.yaml\npoints: 1 kept, 0 added, 0 retired\n")
      let other = try place.revisit("study", "diff", "a.yaml", "b.yaml")
      #expect(other.status == 1)
      #expect(other.output.contains("\n      train.learning_rate: 0.1, not 0.05\n"))
      let broken = try place.revisit("study", "diff", "a.yaml", "c.yaml")
      #expect(broken.status == 2 && broken.output.isEmpty)
      #expect(
        broken.errors.hasSuffix(
          """
          c.yaml:2:1: unknown key 'studie' in the file; did you mean 'study'?
            2 | studie: x
              | ^

          """))
    }
  }
}
