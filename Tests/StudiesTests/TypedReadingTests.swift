import Configuration
import Studies
import Testing

/// Experiment M14: what readers of YAML make of a small file without a schema.
@Suite struct TypedReadingTests {
  @Test func `M14: numbers stay numbers, no stays text, and a repeated key is an error`() throws {
    let study = try TestStudy.whole(
      TestStudy.head.replacing("learning_rate: 0.1", with: "learning_rate: 1e-4")
        .replacing("title: A probe", with: "title: no"))
    #expect(study.points.first?.configuration.training.schedule.peak == 1e-4)
    #expect(study.title == "no")
    let errors = TestStudy.errors(
      "axes: {depth: {set: model.depth, values: [12:30, 010]}}\ntitle: no\n")
    #expect(
      errors == """
        probe.yaml:8:43: 'axes.depth.values' is '12:30'; expected a whole number from 1 to 10000; numbers have no ':'
        probe.yaml:8:50: 'axes.depth.values' is '010'; expected a whole number from 1 to 10000; numbers have no leading zero
        probe.yaml:9:1: the key 'title' stands in the file already, at 3:1; remove one
        """)
  }
}
