import Analysis
import Foundation
import Testing

@testable import Reports

@Suite struct GnuplotTests {
  static let figure = Figure(
    name: "curve", caption: "Runs & their cost: 100 % of them.",
    horizontal: FigureAxis("cost", isLogarithmic: true),
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
        return try ["curve.svg", "curve.pdf", "curve.gp", "figures.tex"].map {
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
    let hasLabel = Self.figure.gnuplotScript.contains("set label 'it''s an error (%)' at screen ")
    #expect(hasLabel)
  }

  @Test func `a backquote in a label runs nothing`() throws {
    try withTemporaryFolder { folder in
      var figure = Self.figure
      figure.panels[0].title = "`touch ran`"
      figure.panels[0].horizontal.label = "a long `touch ran` label that is broken into two lines"
      try Gnuplot().draw([figure], into: folder)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files.sorted() == ["curve.gp", "curve.pdf", "curve.svg", "figures.tex"])
    }
  }

  @Test func `a panel without points is drawn empty`() throws {
    try withTemporaryFolder { folder in
      var figure = Self.figure
      figure.panels.append(
        FigurePanel(
          horizontal: FigureAxis("x", isLogarithmic: true), vertical: FigureAxis("y"), layers: []))
      try Gnuplot().draw([figure], into: folder)
      let picture = try String(contentsOf: folder.appending(path: "curve.svg"), encoding: .utf8)
      #expect(picture.contains("<text>long 'runs'</text>"))
    }
  }

  @Test func `a document shows every figure with its caption and compiles`() throws {
    let document = LaTeX.document([Self.figure])
    #expect(
      document == """
        \\documentclass{article}
        \\usepackage[T1]{fontenc}
        \\usepackage{lmodern}
        \\usepackage[a4paper,margin=18mm]{geometry}
        \\usepackage{graphicx}
        \\begin{document}
        \\begin{figure}[p]
          \\centering
          \\includegraphics{\\detokenize{curve.pdf}}
          \\caption{Runs \\& their cost: 100 \\% of them.}
          \\label{fig:curve}
        \\end{figure}
        \\end{document}

        """)
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/pdflatex") else { return }
    try withTemporaryFolder { folder in
      var odd = Self.figure
      odd.name = "odd_name"
      try Gnuplot().draw([Self.figure, odd], into: folder)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/pdflatex")
      process.arguments = ["-halt-on-error", "-interaction=nonstopmode", "figures.tex"]
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: "figures.pdf").path))
    }
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
      [ErrorCurve(label: "all", runs: runs, fit: nil)], name: "e", cost: "c", error: "e",
      origin: "")
    let highest = figure.panels[0].layers.flatMap(\.points).compactMap { $0.ends?.high }.max()
    #expect(highest == 100)
  }
}
