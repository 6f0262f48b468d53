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

  private static func figures(_ name: String) throws -> [Figure] {
    try AnalysisTables(
      specification(name), library: library.get(), commit: "none", ours: ours
    ).figures
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

  // MARK: - Figures

  @Test func `figure three is drawn with every point, at each cost`() throws {
    let figures = try Self.figures("depth-or-width")
    #expect(
      figures.map(\.name) == [
        "depth-or-width-by-tpu-step-time", "depth-or-width-by-multiply-adds-of-our-graphs",
        "depth-or-width-differences",
      ])
    for figure in figures.dropLast() {
      #expect(figure.panels.map(\.title) == ["10 epochs", "100 epochs", "350 epochs"])
      let curves = figure.panels.map { $0.layers.filter { !$0.points.isEmpty } }
      #expect(curves.allSatisfy { $0.count == 8 })
      // 69 points, of which the 12 bases belong to both families.
      #expect(curves.joined().reduce(0) { $0 + $1.points.count } == 69 + 12)
      for point in curves.joined().flatMap(\.points) {
        let ends = try #require(point.ends)
        #expect(abs(ends.high - point.y - 0.1) < 1e-9 && abs(point.y - ends.low - 0.1) < 1e-9)
      }
      #expect(figure.caption.contains("Published values of resnet-rs/fig3_depth_vs_width"))
    }
    let time = figures[0].panels[0].layers.flatMap(\.points)
    #expect(time.allSatisfy { abs(($0.across?.halfWidth ?? 0) - 0.002) < 1e-9 })
    // Verdicts of the table's first rows: width, undecided, depth.
    let verdicts = figures[2].panels[0].layers.filter { $0.title != nil }
    #expect(verdicts.map(\.title) == ["depth better", "width better", "undecided"])
    #expect(verdicts.map { $0.points.map(\.y) } == [[1], [3], [2]])
  }

  @Test func `figure two is drawn with frontier, growth and law`() throws {
    let figures = try Self.figures("slow-resolution")
    #expect(
      figures.map(\.name) == [
        "slow-resolution-frontier", "slow-resolution-growth", "slow-resolution-law",
      ])
    let frontier = figures[0].panels[0].layers.filter { $0.style == .symbols }
    #expect(frontier.reduce(0) { $0 + $1.points.count } == 109)
    let doubtless = frontier.filter { $0.look.tone != .faint }.flatMap(\.points)
    #expect(doubtless.count == 32)
    let growth = figures[1].panels[0].layers
    #expect(
      growth.map(\.title) == [
        nil, "compound rule, cost^0.21", "best fit, cost^0.16", "frontier, left open",
        "frontier of the figure", "ResNet-RS, table 7",
      ])
    #expect(growth[3].points.count + growth[4].points.count == 32 && growth[5].points.count == 11)
    let law = figures[2].panels[0].layers
    let (fitted, heldOut) = (law[law.count - 2], law[law.count - 1])
    #expect(fitted.points.count + heldOut.points.count == 109)
    #expect(fitted.points.allSatisfy { $0.x <= 10e9 } && heldOut.points.allSatisfy { $0.x > 10e9 })
    #expect(figures[2].caption.contains("The held-out points lie 1.31 points above the law"))
  }

  /// Pictures differ between versions of gnuplot, so those of another one are not compared.
  @Test(arguments: ["depth-or-width", "slow-resolution"])
  func `the committed pictures are those of the committed scripts`(name: String) throws {
    let committed = Self.folder.appending(path: "\(name)/figures")
    let figures = try Self.figures(name).map(\.name)
    try withTemporaryFolder { folder in
      for figure in figures {
        let script = committed.appending(path: "\(figure).gp")
        let copy = folder.appending(path: "\(figure).gp")
        try FileManager.default.copyItem(at: script, to: copy)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gnuplot", copy.lastPathComponent]
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let pictures = try [committed, folder].map {
          try String(contentsOf: $0.appending(path: "\(figure).svg"), encoding: .utf8)
        }
        let versions = pictures.map { $0.firstMatch(of: /Produced by GNUPLOT ([^<]+)/)?.1 }
        #expect(versions[0] != nil)
        if versions[0] == versions[1] { #expect(pictures[0] == pictures[1], "\(figure)") }
        let pdf = committed.appending(path: "\(figure).pdf").path
        #expect(FileManager.default.fileExists(atPath: pdf))
      }
    }
  }
}
