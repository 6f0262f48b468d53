import Analysis
import Foundation
import Testing

@testable import Reports

@Suite struct GnuplotTests {
  static let figure = Figure(
    name: "curve", horizontal: FigureAxis("cost", isLogarithmic: true),
    vertical: FigureAxis("it's an error (%)"),
    layers: [
      FigureLayer(
        .symbols, title: "long 'runs'",
        points: [1e6, 1e7, 1e8].map {
          FigurePoint(x: $0, y: 1e9 / $0, ends: Interval(low: 0, high: 2e9 / $0))
        })
    ])

  @Test func `the same figure gives the same files twice`() throws {
    try withTemporaryFolder { folder in
      let files = try (0..<2).map { _ in
        try Gnuplot().draw([Self.figure], into: folder)
        return try ["curve.svg", "curve.pdf", "curve.gp"].map {
          try Data(contentsOf: folder.appending(path: $0))
        }
      }
      #expect(files[0] == files[1])
      #expect(files[0].allSatisfy { !$0.isEmpty })
    }
  }

  @Test func `a PDF does not tell when it was drawn`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "dated.pdf")
      try Data("<< /CreationDate (D:20261121100213Z) >>".utf8).write(to: file)
      try Gnuplot.undate(file)
      #expect(
        try Data(contentsOf: file) == Data("<< /CreationDate (D:19700101000000Z) >>".utf8))
    }
  }

  @Test func `quotes in a label are doubled`() {
    let hasLabel = Self.figure.gnuplotScript.contains("set ylabel 'it''s an error (%)' noenhanced")
    #expect(hasLabel)
  }

  @Test func `a missing program is named, with what to install`() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: ReportError.self) {
        try Gnuplot(executable: "no-such-gnuplot").draw([Self.figure], into: folder)
      }
      #expect(
        error?.description
          == "figures are drawn by gnuplot, and 'no-such-gnuplot' was not found; install it "
          + "(Debian: apt-get install gnuplot-nox) or report without figures")
    }
  }

  @Test func `a bar of an error ends at one hundred percent`() {
    let runs = [0.2, 0.9].enumerated().map {
      FitObservation(cost: 1e6, error: $1, point: "a", replicate: $0)
    }
    let figure = Figure.errorAgainstCost(
      [ErrorCurve(label: "all", runs: runs, fit: nil)], name: "e", cost: "c", error: "e")
    let highest = figure.layers.flatMap(\.points).compactMap { $0.ends?.high }.max()
    #expect(highest == 100)
  }
}
