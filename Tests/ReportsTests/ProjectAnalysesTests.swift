import Analysis
import Foundation
import References
import Reports
import Testing

/// The analyses that `paper-tables/analyses/` specifies, on the published values themselves.
@Suite struct ProjectAnalysesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../paper-tables", directoryHint: .isDirectory).standardizedFileURL

  private static let library = Result {
    try ReferenceLibrary(folder: folder.appending(path: "reference"))
  }

  /// Depth times squared width times squared side: enough to tell points apart where no graph is at hand.
  private static func ours(_ question: NetworkQuestion) -> OwnValue {
    let depth = Double(question.network.filter(\.isNumber)) ?? 1
    let (width, side) = (question.width ?? 1, Double(question.resolution ?? 224))
    return .number(depth * width * width * side * side)
  }

  private static func specification(_ name: String) throws -> AnalysisSpecification {
    try AnalysisSpecification(file: folder.appending(path: "analyses/\(name).yaml"))
  }

  private static func analysis(_ name: String) throws -> [ReportTable] {
    try AnalysisTables(
      specification(name), library: library.get(), commit: "none", ours: ours
    ).tables
  }

  private static func points(_ name: String) throws -> PublishedObservations {
    let specification = try specification(name)
    return try PublishedObservations(
      library.get().table(named: specification.reference), network: specification.network,
      library: library.get(), ours: ours)
  }

  @Test func `figure three says width at ten epochs, depth at 350, and leaves a hundred open`()
    throws
  {
    let table = try Self.analysis("depth-or-width")[0]
    let onTime = table.rows.filter { $0[0] == .text("TPU step time") }
    #expect(onTime.map { $0[1] } == [.number(10), .number(100), .number(350)])
    #expect(onTime.map { $0[6] } == [.text("width"), .text("undecided"), .text("depth")])
    #expect(table.notes.contains { $0.hasPrefix("Confounded: runs of 10 and 100 epochs") })
    #expect(
      table.notes.contains {
        $0.hasPrefix("At equal TPU step time the two cross at 60 epochs [")
      })
  }

  @Test func `figure two says that resolution should grow more slowly than by the compound rule`()
    throws
  {
    let table = try Self.analysis("slow-resolution")[0]
    guard case .number(let exponent) = table.rows[0][2], let interval = exponent.interval else {
      return #expect(Bool(false), "no exponent")
    }
    #expect(interval.contains(exponent.value) && interval.high < 0.2142)
    #expect(
      table.notes[0].hasPrefix("On the figure, resolution should grow more slowly than"))
    #expect(
      table.notes[1].hasPrefix("ResNet-RS, table 7: cost^0.224 [")
        && table.notes[1].hasSuffix(
          "not told from the compound rule, faster than the figure's frontier.")
    )
  }

  @Test(arguments: [("depth-or-width", 72, 69), ("slow-resolution", 109, 109)])
  func `each point of a figure is an observation with its source`(
    name: String, rows: Int, complete: Int
  ) throws {
    let points = try Self.points(name)
    #expect(points.table.rows.count == rows)
    let places = try points.table.values("point").map(\.text)
    #expect(Set(places).count == rows)
    let metric = name == "depth-or-width" ? "top1_minival" : "error"
    #expect(try points.table.numbers(metric).compactMap(\.self).count == complete)
    for (row, place) in zip(points.reference.rows, places) {
      #expect(place == "\(points.reference.file):\(row.line)")
      #expect(!row.values.contains { !$0.provenance.isVerified })
    }
  }

  @Test func `what is only remembered is no observation`() throws {
    let table = try Self.library.get().table(named: "resnet-rs/table12_scaling_dropout")
    let error = #expect(throws: ReferenceError.self) {
      try PublishedObservations(
        table, network: nil, library: Self.library.get(), ours: Self.ours)
    }
    #expect(
      error?.description.hasSuffix(
        "'filter_multiplier' is from memory, unverified; find a source for it before a table shows it"
      )
        == true)
  }

  /// Fractions, seconds and multiply-adds, as runs have them; errors alike.
  @Test func `published values and their errors are in the units of runs`() throws {
    let three = try Self.points("depth-or-width")
    #expect(try three.table.numbers("top1_minival")[0] == 0.672)
    #expect(try three.table.numbers("tpu_step_time")[0] == 0.037)
    #expect(try three.table.numbers("cost.multiply_adds")[0] == 101 * 128 * 128)
    #expect(three.error(of: "top1_minival") == .absolute(0.001))
    #expect(three.error(of: "tpu_step_time") == .absolute(0.002))
    #expect(three.error(of: "cost.multiply_adds") == .exact)
    let two = try Self.points("slow-resolution")
    #expect(try two.table.numbers("flops")[0] == 55_000_000)
    #expect(two.error(of: "flops") == .relative(0.01))
    // A configuration that was not inferred has no network.
    let unknown = try two.table.filtered { $0["depth_inferred"] == .missing }
    #expect(unknown.rows.count == 5)
    #expect(try unknown.values("cost.multiply_adds").allSatisfy { $0 == .missing })
  }

  @Test(arguments: ["depth-or-width", "slow-resolution"])
  func `every number of a table of points stands so in its reference`(name: String) throws {
    let reference = try Self.points(name).reference
    let table = try #require(try Self.analysis(name).last)
    let published = table.columns.indices.filter {
      table.columns[$0].group == nil && !table.columns[$0].isForPrograms
    }
    var count = 0
    for (cells, row) in zip(table.rows, reference.rows) {
      #expect(cells.last == .text("\(reference.file):\(row.line)"))
      for index in published {
        guard case .number(let number) = cells[index] else { continue }
        let heading = table.columns[index].header.prefix { $0 != " " }
        let column = try reference.column(String(heading))
        guard case .number(let printed) = try reference.value(column.name, in: row).content else {
          Issue.record("\(heading) of line \(row.line) is no number")
          continue
        }
        let half = column.convention == .twiceMultiplyAdds ? 2.0 : 1
        #expect(number.value == printed.scaled(by: column.unit) / half)
        count += 1
      }
    }
    #expect(count > 400)
  }
}
