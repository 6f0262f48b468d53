import Documents
import Foundation
import References
import Testing

@Suite struct AnalysisSpecificationTests {
  private static let text = """
    schema: 1
    title: Depth or width
    reference: group/table
    network: {name: '{model}', width: '{width}'}
    depth_or_width:
      metric: top1
      regime: epochs
      block: resolution
      first: {column: depth, base: 101}
      second: {column: width, base: 1}
      costs:
      - {column: time, title: time}
      reach: 0.15
    draws: 1000
    seed: 7

    """

  private static func read(_ text: String) throws -> AnalysisSpecification {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "\(UUID().uuidString)/question.yaml")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    try Data(text.utf8).write(to: file)
    return try AnalysisSpecification(file: file)
  }

  @Test func `an analysis is read with its question`() throws {
    let specification = try Self.read(Self.text)
    #expect(specification.name == "question" && specification.network.width == "{width}")
    guard case .depthOrWidth(let question) = specification.question else {
      return #expect(Bool(false))
    }
    #expect(question.first.column == "depth" && question.first.base == 101)
    #expect(question.costs.map(\.column) == ["time"] && question.reach == 0.15)
  }

  @Test(
    arguments: zip(
      [
        ("draws: 1000", "draws: 10"), ("  metric: top1\n", ""), ("seed: 7", "sed: 7"),
        ("depth_or_width:", "depth_width:"),
      ],
      [
        "'draws' is '10'; expected a whole number from 100 to 100000",
        "'metric' is missing in 'depth_or_width'", "unknown key 'sed'",
        "give one of depth_or_width and slow_resolution",
      ]))
  func `a fault is told with its place`(change: (String, String), expected: String) throws {
    var found = ""
    do { _ = try Self.read(Self.text.replacing(change.0, with: change.1)) } catch {
      found = "\(error)"
    }
    #expect(found.contains(expected), "\(found)")
  }

  @Test func `an uncertainty is in the column's unit or a share`() throws {
    let table = try Sample.read(
      Sample.table.replacing("unit: M}", with: "unit: M, uncertainty: 0.5}")
        .replacing("multiply_adds}", with: "multiply_adds, uncertainty: 1 %}"))
    #expect(
      table.columns.map(\.uncertainty) == [nil, .absolute(0.5), .relative(0.01), nil])
    for wrong in ["-1", "much", "0 %"] {
      var found = ""
      do {
        _ = try Sample.read(
          Sample.table.replacing("unit: M}", with: "unit: M, uncertainty: '\(wrong)'}"))
      } catch { found = "\(error)" }
      #expect(
        found.contains(
          "the uncertainty is '\(wrong)'; expected a positive number in the column's unit, or a "
            + "share such as '1 %'"), "\(found)")
    }
  }
}
