import Foundation
import Testing

/// What `check` says of tables' files and of papers.
@Suite(.timeLimit(.minutes(10))) struct FileCheckTests {
  private static let tables = "paper-tables/tiny/tables"

  /// A folder in which a study's tables lie in all forms.
  private static func withReport(_ body: (Workplace) throws -> Void) throws {
    try Workplace.with { place in
      try place.write(
        TinyStudy.twoPoints.replacing("formats: [md]", with: "formats: [csv, md, tex, html]"),
        to: "tiny.yaml")
      _ = try place.plantFour()
      let ended = try place.revisit("report", "tiny.yaml")
      #expect(ended.status == 0, "\(ended.errors)")
      try body(place)
    }
  }

  private static let files =
    ["csv", "md", "tex", "html"].map { "\(tables)/accuracy.\($0)" } + [
      "\(tables)/numbers.tex", "\(tables)/all-tables.tex",
    ]

  @Test func `what was written and is still so has no findings`() throws {
    try Self.withReport { place in
      let ended = try place.revisit(["check"] + Self.files)
      #expect(ended.output == "6 files as written and up to date: 5 tables\n", "\(ended)")
      #expect(ended.status == 0)
    }
  }

  @Test func `a number changed by hand is found in every form`() throws {
    try Self.withReport { place in
      for file in Self.files {
        let text = try place.text(file)
        let changed = text.replacing("75 ± 64", with: "76 ± 64").replacing("0.75,", with: "0.76,")
          .replacing("75 +- 64", with: "76 +- 64")
        #expect(changed != text, "\(file)")
        try place.write(changed, to: file)
        let ended = try place.object("check", file, "--json")
        let found = try #require(ended["files"] as? [[String: Any]]).first?["findings"]
        let findings = try #require(found as? [[String: Any]])
        #expect(findings.count == 1 && ended["is_sound"] as? Bool == false)
        #expect(findings.first?["kind"] as? String == "changed_by_hand", "\(file)")
        let line = try #require(findings.first?["line"] as? Int)
        let lines = changed.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[line - 1].contains("76"))
        try place.write(text, to: file)
      }
      try place.write(
        place.text("\(Self.tables)/accuracy.tex").replacing("75 +- 64", with: "76 +- 64"),
        to: "\(Self.tables)/accuracy.tex")
      let ended = try place.revisit("check", "\(Self.tables)/accuracy.tex")
      #expect(
        ended.output == #"""
          paper-tables/tiny/tables/accuracy.tex
            line 15, table accuracy, row 12, column validation top-1 accuracy,
              train.epochs = 1: changed by hand
              found    \bfseries 76 +- 64
              written  \bfseries 75 +- 64
          0 files as written and up to date; 1 file with findings

          """#)
      #expect(ended.status == 1)
    }
  }

  @Test func `runs added after the table was written make it out of date`() throws {
    try Self.withReport { place in
      let run = PlantedRun(
        resolution: 8, replicate: 2, codeVersion: "abcdef2", fingerprint: "f00d",
        metrics: ["validation.top1": 0.7])
      try run.finish(in: place)
      let ended = try place.revisit("check", "\(Self.tables)/accuracy.md")
      let name = try run.runID
      #expect(
        ended.output.hasPrefix(
          """
          paper-tables/tiny/tables/accuracy.md
            table accuracy, row 8, column validation top-1 accuracy, train.epochs = 1: out
              of date
              written  55 ± 64 (not told from the best)
              now      60 ± 25 (not told from the best)
              because  runs were added: \(name)

          """), "\(ended)")
      #expect(ended.status == 1)
      try place.revisit("report", "tiny.yaml")
      #expect(try place.revisit(["check"] + Self.files).status == 0)
    }
  }

  @Test func `without a store the committed summaries tell what changed`() throws {
    try Self.withReport { place in
      for path in ["journal", "journals", "runs", "claims"] {
        try? place.remove("results/tiny/\(path)")
      }
      #expect(try place.revisit(["check"] + Self.files).status == 0)
      let path = "results/tiny/observations.csv"
      let changed = try place.text(path).replacing(",0.8,completed", with: ",0.9,completed")
      try place.write(changed, to: path)
      let ended = try place.revisit("check", "\(Self.tables)/accuracy.md")
      #expect(
        ended.output.contains("row 12, column validation top-1 accuracy, train.epochs = 1:"),
        "\(ended)")
      #expect(ended.output.contains("was done again at commit abcdef1"))
      #expect(ended.status == 1)
    }
  }

  @Test func `a reference that changed makes its table out of date, with the place`() throws {
    try Workplace.with { place in
      try place.writeCounts()
      try place.revisit("tables")
      let file = "paper-tables/counts/counts.tex"
      let sound = try place.revisit("check", file, "paper-tables/counts/numbers.tex")
      #expect(sound.status == 0, "\(sound)")
      try place.writeCounts(parameters: "25.7")
      let ended = try place.revisit("check", file)
      #expect(ended.status == 1)
      #expect(
        ended.output.contains(
          """
            table counts, row Fifty, column Parameters, published: out of date
              written  25.6
              now      25.7
              because  reference changed: group/table.yaml:7

          """), "\(ended)")
    }
  }

  @Test func `a file without a record cannot be told`() throws {
    try Self.withReport { place in
      try place.remove("\(Self.tables)/accuracy.cells.json")
      let ended = try place.revisit("check", "\(Self.tables)/accuracy.md")
      #expect(
        ended.output == """
          paper-tables/tiny/tables/accuracy.md
            cannot be told
              because  no accuracy.cells.json beside it says how it was written
          0 files as written and up to date; 1 file with findings

          """)
      #expect(ended.status == 1)
    }
  }

  // MARK: - Papers

  @Test func `a copy in a paper is checked wherever the paper lies`() throws {
    try Self.withReport { place in
      let table = try place.text("\(Self.tables)/accuracy.tex")
      try place.write("\\section{A}\n\(table)Words.\n", to: "thesis/paper.tex")
      let sound = try place.revisit("check", "thesis/paper.tex")
      #expect(sound.output == "1 file as written and up to date: 1 table\n", "\(sound)")
      try place.write(
        "\\section{A}\n\(table.replacing("55 +- 64", with: "54 +- 64"))", to: "thesis/paper.tex")
      let changed = try place.revisit("check", "thesis/paper.tex").output
      #expect(changed.contains("line 15, table accuracy, row 8, column"), "\(changed)")
      #expect(changed.contains("= 1: changed by hand"))
    }
  }

  @Test func `a copy of a table that was written anew since is out of date`() throws {
    try Self.withReport { place in
      try place.write(place.text("\(Self.tables)/accuracy.tex"), to: "thesis/paper.tex")
      try PlantedRun(
        resolution: 8, replicate: 2, codeVersion: "abcdef2", fingerprint: "f00d",
        metrics: ["validation.top1": 0.7]
      ).finish(in: place)
      try place.revisit("report", "tiny.yaml")
      let ended = try place.revisit("check", "thesis/paper.tex").output
      #expect(ended.contains("because  the table was written anew since this copy"), "\(ended)")
      #expect(!ended.contains("by hand"))
    }
  }

  @Test func `macros without a number are found, in a paper that reads their file`() throws {
    try Self.withReport { place in
      let key = "accuracy/8/validation-top-1-accuracy-train.epochs-1"
      try place.write(
        """
        \\input{../paper-tables/tiny/tables/numbers}
        We reach \\revisit{\(key)}\\,\\% and \\revisitvalue{\(key)}. % \\revisit{no/such/key}
        """, to: "thesis/paper.tex")
      let sound = try place.revisit("check", "thesis/paper.tex")
      #expect(sound.output == "1 file as written and up to date: 2 uses of numbers\n", "\(sound)")
      try place.write(
        """
        \\input{../paper-tables/tiny/tables/numbers}
        We reach \\revisit{\(key)} and
        \\revisit{accuracy/9/x}.

        """, to: "thesis/paper.tex")
      let ended = try place.revisit("check", "thesis/paper.tex")
      #expect(
        ended.output == """
          thesis/paper.tex
            line 3, row accuracy/9/x: no number
              because  no numbers.tex that the file reads has this key
          0 files as written and up to date; 1 file with findings

          """)
      #expect(ended.status == 1)
    }
  }

  @Test func `a paper with nothing of Revisit has no findings`() throws {
    try Workplace.with { place in
      try place.write("\\section{A}\n", to: "paper.tex")
      let ended = try place.revisit("check", "paper.tex")
      #expect(ended.output == "1 file as written and up to date: nothing of Revisit in it\n")
      #expect(ended.status == 0)
    }
  }

  @Test func `a study among files, and a repair of files, are refused`() throws {
    try Workplace.with { place in
      let mixed = try place.revisit("check", "a.tex", "tiny.yaml")
      #expect(
        mixed.errors.hasPrefix(
          "Error: 'tiny.yaml' among 2 arguments; expected one study, or files that end in .tex, .csv, "
            + ".md or .html.\n"))
      #expect(mixed.status == 64)
      let repaired = try place.revisit("check", "a.tex", "--repair")
      #expect(
        repaired.errors.hasPrefix("Error: --repair is for a study's results, not for files.\n"))
    }
  }
}
