import Configuration
import Studies
import Testing

@Suite struct StudyDifferenceTests {
  @Test func `points are added, kept and retired by what they are, not by where they stand`()
    throws
  {
    let before = try TestStudy.study("axes: {e: {set: train.epochs, values: [1, 2, 4]}}\n")
    let after = try TestStudy.study("axes: {epochs: {set: train.epochs, values: [8, 2, 1]}}\n")
    let difference = StudyDifference(from: before, to: after)
    #expect(difference.kept == [after.points[1].id, after.points[2].id])
    #expect(difference.added.map(\.id) == [after.points[0].id])
    #expect(difference.retired.map(\.id) == [before.points[2].id])
    #expect(difference.added.first?.nearest == before.points[0].id)
    #expect(
      difference.added.first?.settings == [
        SettingChange(path: "train.epochs", other: .integer(1), own: .integer(8))
      ])
    #expect(!difference.isEmpty && StudyDifference(from: after, to: after).isEmpty)
  }

  @Test func `another number of replicates is a difference`() throws {
    let more = try TestStudy.study("seeds: {count: 2}\n")
    let difference = StudyDifference(from: try TestStudy.study(""), to: more)
    #expect(difference.added.isEmpty && difference.retired.isEmpty && !difference.isEmpty)
    #expect(difference.replicates == (before: 1, after: 2))
  }
}
