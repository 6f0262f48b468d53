import Analysis
import Foundation
import Reports
import Testing

/// The numbers of tables as LaTeX macros.
@Suite struct NumberMacrosTests {
  @Test func `keys are slugs of table, labels and headings`() throws {
    #expect(
      try NumberMacros([TableCellsTests.cells()]).keys == [
        "accuracy/128-depth/top-1-epochs-10", "accuracy/128-depth/top-1-epochs-350",
        "accuracy/128-width/top-1-epochs-10", "accuracy/128-width/top-1-epochs-350",
        "accuracy/160-depth/top-1-epochs-10", "accuracy/160-depth/top-1-epochs-350",
      ])
  }

  @Test func `names that are the same are numbered, and none is empty`() {
    let table = ReportTable(
      name: "T & U", title: "T",
      columns: [ReportColumn("a"), ReportColumn("x+"), ReportColumn("x")],
      rows: [
        [.text("One"), .number(1), .number(0.5)], [.text("one!"), .number(1), .number(0.5)],
        [.text("≥"), .number(1), .text("50 % of it")],
      ], provenance: Sample.provenance)
    #expect(
      NumberMacros([TableCells(table, formats: [], runs: .none)]).keys == [
        "t-u/one/x", "t-u/one/x.2", "t-u/one.2/x", "t-u/one.2/x.2", "t-u/3/x", "t-u/3/x.2",
      ])
  }

  @Test func `each number is defined with its uncertainty and alone, a gap by its reason`() throws {
    let lines = try NumberMacros([TableCellsTests.cells()]).latex.split(separator: "\n")
    #expect(lines.first?.hasPrefix("% Revisit numbers of study depth-or-width, digest ") == true)
    #expect(
      lines.suffix(7).joined(separator: "\n") == #"""
        \revisit@number{accuracy/128-depth/top-1-epochs-10}{\num[uncertainty-mode=separate]{70.8 +- 1.9}}{\num{70.8}}% %
        \revisit@number{accuracy/128-depth/top-1-epochs-350}{\num[uncertainty-mode=separate]{80.4 +- 1.0}}{\num{80.4}}% %
        \revisit@number{accuracy/128-width/top-1-epochs-10}{\num[uncertainty-mode=separate]{74.0 +- 2.4}}{\num{74.0}}% %
        \revisit@number{accuracy/128-width/top-1-epochs-350}{\num[uncertainty-mode=separate]{80.33 +- 0.76}}{\num{80.33}}% %
        \revisit@none{accuracy/160-depth/top-1-epochs-10}{1 run: failed memory}%
        \revisit@none{accuracy/160-depth/top-1-epochs-350}{not part of the study}%
        \makeatother
        """#)
  }

  @Test func `a difference keeps its plus in running text`() {
    let table = ReportTable(
      name: "t", title: "T", columns: [ReportColumn("a"), ReportColumn("b"), ReportColumn("c")],
      rows: [
        [
          .text("x"), .number(ReportNumber(0.5, decimals: 1, isSigned: true)),
          .number(ReportNumber(0.5, interval: Interval(low: 0, high: 1), isSigned: true)),
        ]
      ], provenance: Sample.provenance)
    let latex = NumberMacros([TableCells(table, formats: [], runs: .none)]).latex
    #expect(latex.contains(#"{t/x/b}{\num[retain-explicit-plus]{+0.5}}"#))
    #expect(latex.contains("[uncertainty-mode=separate, retain-explicit-plus]{+0.50 +- 0.50}"))
  }

  // MARK: - pdflatex

  private static let latex = ["/usr/bin/pdflatex", "/usr/local/bin/pdflatex"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What pdflatex says of a document that reads the numbers twice, and whether it made one.
  private static func compile(
    _ body: String, _ macros: String
  ) throws -> (log: String, isMade: Bool) {
    var result = (log: "", isMade: false)
    try withTemporaryFolder { folder in
      let document = #"""
        \documentclass{article}
        \usepackage{booktabs,siunitx}
        \input{numbers.tex}
        \input{numbers.tex}
        \begin{document}
        \#(body)
        \end{document}
        """#
      try Data(macros.utf8).write(to: folder.appending(path: "numbers.tex"))
      try Data(document.utf8).write(to: folder.appending(path: "paper.tex"))
      let process = Process()
      process.executableURL = URL(filePath: try #require(latex))
      process.arguments = ["-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      let log = try Data(contentsOf: folder.appending(path: "paper.log"))
      result = (String(decoding: log, as: UTF8.self), process.terminationStatus == 0)
    }
    return result
  }

  @Test(.enabled(if: latex != nil, "pdflatex is not installed"))
  func `numbers compile in text, headings and captions`() throws {
    let made = try Self.compile(
      #"""
      \section{At \revisit{accuracy/128-width/top-1-epochs-10}\,\%}
      From \revisitvalue{accuracy/128-depth/top-1-epochs-350}.
      \begin{table}\caption{\revisit{accuracy/128-depth/top-1-epochs-10}}\end{table}
      """#, try NumberMacros([TableCellsTests.cells()]).latex)
    #expect(made.isMade, "\(made.log.suffix(2000))")
  }

  @Test(
    .enabled(if: latex != nil, "pdflatex is not installed"),
    arguments: [
      ("accuracy/nowhere/x", "There is no number 'accuracy/nowhere/x'"),
      (
        "accuracy/160-depth/top-1-epochs-10",
        "'accuracy/160-depth/top-1-epochs-10' has no number: 1 run: failed memory"
      ),
    ])
  func `a key without a number is an error that names it`(key: String, words: String) throws {
    let made = try Self.compile(
      "Text \\revisit{\(key)}.", try NumberMacros([TableCellsTests.cells()]).latex)
    #expect(!made.isMade)
    let log = made.log.replacing("\n(revisit)                ", with: " ").replacing("\n", with: "")
    #expect(log.contains(words), "\(made.log.suffix(1500))")
  }
}
