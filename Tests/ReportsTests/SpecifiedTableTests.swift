import Analysis
import Foundation
import References
import Reports
import Testing

/// A specification over a small folder of published values.
@Suite struct SpecifiedTableTests {
  private static let files = [
    "reference/networks.yaml": """
    schema: 1
    networks: {RS-50: resnetrs50, RS-101: resnetrs101, RS-26: resnetrs26}
    counts:
    - {table: group/table, model: model, parameters: params}

    """,
    "reference/group/table.yaml": """
    schema: 1
    title: A table
    status: complete
    status_note: as far as seen
    provenance: printed
    sources: [a page]
    columns:
    - {name: model}
    - {name: resolution, unit: px}
    - {name: params, unit: M}
    - {name: blocks, provenance: inferred}
    rows:
    - [RS-50, 160, 36, [3, 4, 6, 3]]
    - [RS-101, 192, 63.5, [3, 4, 22, 3]]
    - [Other, 224, ~, ~]
    - {cells: [RS-26, 160, 17, [2, 2, 2, 2]], provenance: inferred_unverified}
    facts:
    - {name: epochs, value: 350}
    - {name: dropout, value: 0.4, provenance: from_memory}

    """,
    "reference/group/settings.yaml": """
    schema: 1
    title: Settings
    status: complete
    provenance: printed
    sources: [a page]
    columns: [{name: item}, {name: value}]
    rows:
    - [depth, 50]
    - [optimiser, LAMB]
    - [rate, SGD]
    - [batch, 50 of 8 devices]
    - [hue, 0.1]

    """,
    "reference/group/accuracy.yaml": """
    schema: 1
    title: Accuracies
    status: complete
    provenance: printed
    sources: [a page]
    columns:
    - {name: model}
    - {name: top1, unit: '%'}
    - {name: rerun, unit: '%'}
    rows:
    - [RS-50, 78.8, 78.9]
    - [RS-101, 80.3, 78.5]
    - [Other, 70.0, 70.1]

    """,
  ]

  private static let specification = """
    schema: 1
    title: Counts
    reference: group/table
    except: {model: [RS-26]}
    network: {name: '{model}', resolution: '{resolution}'}
    columns:
    - {header: Model, text: '{model}'}
    - {header: Resolution, unit: px, published: resolution}
    - {header: Parameters, unit: M, decimals: 2, ours: parameters, with: params}
    - {header: Blocks, ours: stage_depths, with: blocks, show: [published, verdict]}
    notes: [A note.]

    """

  @Test func `published values stand beside ours, with difference and verdict`() throws {
    let table = try Self.table(Self.specification)
    #expect(
      table.table.text(in: .text) == """
        Counts
                                 Parameters (M)                                   Blocks
        Model   Resolution (px)  published   ours  difference  verdict            published  verdict
        ------  ---------------  ---------  -----  ----------  -----------------  ---------  ----------
        RS-50               160         36  35.69       -0.31  reproduced         3 4 6 3    reproduced
        RS-101              192       63.5  63.62       +0.12  differs by +0.2 %  3 4 22 3   differs
        Other               224        – a    – b         – b  – b                – a        – b
        a: not published.
        b: not among our networks.
        A note.
        Blocks, published: inferred.
        group/table: complete (as far as seen), from a page.
        Published values of group/table; ours of commit c0ffee.

        """)
  }

  @Test func `CSV has the status and the place of every row`() throws {
    let lines = try Self.table(Self.specification).table.text(in: .csv).split(separator: "\n")
    #expect(
      lines[0]
        == """
        Model,Resolution (px),Parameters (M) published,Parameters (M) ours,\
        Parameters (M) difference,Parameters (M) verdict,Blocks published,Blocks verdict,status,source
        """
        .replacing(" (M)", with: ""))
    #expect(
      lines[1] == """
        RS-50,160,36000000,35691912,-308088,reproduced,3 4 6 3,reproduced,"inferred, printed",\
        group/table.yaml:13
        """)
  }

  @Test func `each published cell says where it is from`() throws {
    let table = try Self.table(Self.specification)
    let origin = try #require(table.origins[0][2])
    #expect(origin.table == "group/table" && origin.value.text == "36")
    #expect(
      table.origins[0].map { $0 != nil } == [
        true, true, true, false, false, false, true, false, false, false,
      ])
  }

  @Test(
    arguments: zip(
      [
        ("except: {model: [RS-26]}\n", ""), ("unit: M", "unit: G"),
        ("'{model}', res", "'{name}', res"),
        ("with: params", "with: {table: group/table, match: {model: RS-5}, column: params}"),
        ("reference: group/table\nexcept: {model: [RS-26]}", "facts: group/table"),
      ],
      [
        """
        group/table.yaml:16:12: 'model' is inferred, unverified; find a source for it before a \
        table shows it
        """,
        """
        counts: column 'params' of group/table is in M; say 'unit: M' in 'Parameters'
        """,
        "counts: '{name}' names 'name'; a row has blocks, model, params, resolution",
        "counts: 0 rows of group/table with model RS-5; expected one",
        "counts: '{model}' names 'model'; a row has name",
      ]))
  func `what cannot be shown is refused`(change: (String, String), expected: String) throws {
    var found = ""
    do { _ = try Self.table(Self.specification.replacing(change.0, with: change.1)) } catch {
      found = "\(error)"
    }
    #expect(found == expected)
  }

  /// The rows of the table with two columns of training; `rows` says which points they are about.
  private static func trained(_ rows: String) -> String {
    """
    schema: 1
    title: Training
    reference: group/table
    except: {model: [RS-26]}
    study: {file: paper/x.yaml, images: 1000, classes: 10, measure: top1, \(rows)}
    columns:
    - {header: Model, text: '{model}'}
    - header: Top-1
      unit: '%'
      ours: trained
      with: {table: group/accuracy, match: {model: '{model}'}, column: top1}
    - {header: Work, unit: E, decimals: 1, ours: training_multiply_adds}

    """
  }

  @Test func `what training gave stands beside what was published, with its interval`() throws {
    let rows =
      "row: '{model}', points: {RS-50: model == 'RS-50', "
      + "RS-101: {where: model == 'RS-101', measure: ema}}"
    #expect(
      try Self.table(Self.trained(rows)).table.text(in: .text) == """
        Training
                Top-1 (%)
        Model   published          ours    difference  verdict             Work (E)
        ------  ---------  ------------  ------------  ------------------  --------
        RS-50        78.8  78.90 ± 0.25  +0.10 ± 0.25  consistent               2.5
        RS-101       80.3          80.0          -0.3  undecided: one run       2.5
        Other        70.0           – a           – a  – a                      – a
        a: no study of ours is about it.
        Top-1, verdict: consistent where the 95 % interval of ours contains the published value, else \
        differs; no margin is stated within which ours would count as reproduced.
        group/accuracy: complete, from a page.
        group/table: complete (as far as seen), from a page.
        Published values of group/accuracy, group/table; ours of commit c0ffee.

        """)
  }

  @Test(
    arguments: zip(
      [0.5, 0.15, 0.05], ["reproduced", "consistent", "consistent"]))
  func `within a margin that is shown a trained value is reproduced`(
    margin: Double, expected: String
  ) throws {
    let rows = "where: \"model == '{model}'\""
    let text = Self.trained(rows).replacing(
      "  ours: trained\n",
      with: "  ours: trained\n  margin: {within: \(margin), why: reruns lie so far apart}\n")
    let table = try Self.table(text).table
    #expect(table.rows[0][4] == .text(expected))
    #expect(
      table.notes[0] == """
        Top-1, verdict: reproduced where two one-sided tests at 5 % put ours within \(margin) points \
        of the published value, consistent where the 95 % interval of ours contains it, else differs. \
        The margin: reruns lie so far apart.
        """)
  }

  @Test func `a row may be about another study, and about an error in place of an accuracy`() throws
  {
    let rows =
      "row: '{model}', points: {RS-50: {where: model == 'RS-50', measure: ema, file: paper/y.yaml}}"
    let table = try Self.table(Self.trained(rows)).table.rows
    #expect(table[0][4] == .missing(reason: "not trained; paper/y.yaml would"))
    let errors = try Self.table(
      Self.trained("where: \"model == '{model}'\"").replacing(
        "ours: trained\n", with: "ours: trained_error\n")
    ).table.rows
    #expect(errors[0][2] == .number(0.25))
  }

  @Test func `without a network a count is that of the row's point`() throws {
    let rows = try Self.table(
      Self.trained("where: \"model == '{model}'\"").replacing(
        "ours: training_multiply_adds", with: "ours: parameters")
    ).table.rows
    #expect(rows[0][5] == .number(ReportNumber(7, decimals: 1)))
  }

  @Test func `a row that leaves a condition open is about no point`() throws {
    let rows = try Self.table(
      Self.trained("where: 'params == {params}'")
    ).table.rows
    #expect(rows[2][4] == .missing(reason: "no study of ours is about it"))
  }

  @Test func `what a recipe sets stands beside what is published`() throws {
    let table = try Self.table(
      """
      schema: 1
      title: Settings
      reference: group/settings
      settings:
        base: {model.family: resnet, model.depth: '40'}
        row: '{item}'
        expressions: {depth: model.depth, optimiser: optimizer, rate: optimizer, batch: model.depth}
      columns:
      - {header: Item, text: '{item}'}
      - {header: Value, ours: {recipe: probe, base: {model.depth: '50'}}, with: value, show: [published, ours, verdict]}

      """)
    #expect(
      table.table.text(in: .text) == """
        Settings
                   Value
        Item             published  ours  verdict
        ---------  ---------------  ----  ---------------------
        depth                   50  50    the same
        optimiser             LAMB  lamb  the same
        rate                   SGD  lamb  differs
        batch      50 of 8 devices  50    named among the words
        hue                    0.1  – a   – a
        a: no setting of ours says this.
        group/settings: complete, from a page.
        Published values of group/settings; ours of commit c0ffee.

        """)
  }

  /// A column that withholds shows what is verified, gives a reason for the rest, and compares nothing with it.
  @Test func `a value that is only remembered is withheld where a column says so`() throws {
    let specification = """
      schema: 1
      title: Counts
      reference: group/table
      columns:
      - {header: Model, unverified: withhold, text: '{model}'}
      - {header: Blocks, unverified: withhold, ours: {quantity: stage_depths, network: {name: RS-50}}, with: blocks}

      """
    let table = try Self.table(specification).table
    let reason = ReportCell.missing(reason: "inferred, unverified; not shown")
    #expect(table.rows[0][0] == .text("RS-50"))
    #expect(
      table.rows[3] == [
        reason, reason, .text("3 4 6 3"), reason, reason, .text("not shown"), .text(""),
      ])
    let facts = """
      schema: 1
      title: Facts
      facts: group/table
      columns:
      - {header: Setting, text: '{name}'}
      - {header: Value, unverified: withhold, published: value}

      """
    #expect(
      try Self.table(facts).table.rows[1][1]
        == .missing(reason: "from memory, unverified; not shown"))
  }

  @Test func `words name no value that is only remembered`() throws {
    let error = #expect(throws: ReferenceError.self) {
      try Self.table(
        """
        schema: 1
        title: Names
        reference: group/table
        columns:
        - {header: Model, text: 'the {model}'}

        """)
    }
    #expect(
      error?.description == """
        group/table.yaml:16:12: 'model' is inferred, unverified; find a source for it before a \
        table shows it
        """)
  }

  @Test func `a condition may be a template`() throws {
    let rows = try Self.table(Self.trained("where: \"model == '{model}'\"")).table.rows
    #expect(rows[0][4] == .text("consistent"))
    #expect(rows[1][4] == .missing(reason: "not trained; paper/x.yaml would"))
  }

  @Test(
    arguments: zip(
      ["row: '{model}'", "where: a, row: b, points: {}", "where: \"model == '{modle}'\""],
      [
        "counts.yaml:5:8: give one of study.where and study.points",
        "counts.yaml:5:8: give one of study.where and study.points",
        "counts: 'model == '{modle}'' names 'modle'; a row has blocks, model, params, resolution",
      ]))
  func `points that cannot be found are refused`(rows: String, expected: String) throws {
    var found = ""
    do { _ = try Self.table(Self.trained(rows)) } catch { found = "\(error)" }
    #expect(found.hasSuffix(expected), "\(found)")
  }

  /// A table of two columns of accuracies and our counts; `agreements` are what it asks of them.
  private static func agreeing(_ agreements: String) -> String {
    """
    schema: 1
    title: Agreement
    rows: [{model: RS-50}, {model: RS-101}, {model: Other}, {model: ''}]
    columns:
    - header: Top-1
      unit: '%'
      published: {table: group/accuracy, match: {model: '{model}'}, column: top1}
    - header: Rerun
      unit: '%'
      published: {table: group/accuracy, match: {model: '{model}'}, column: rerun}
    agreement: [\(agreements)]

    """
  }

  @Test(
    arguments: zip(
      ["{order: [Top-1, Rerun]}", "{signs: [Top-1, Rerun]}", "{steps: [Top-1, Rerun]}"],
      [
        """
        Order of 3 rows by Top-1 and Rerun: Kendall's tau b is 0.33, 95 % interval over resampled \
        rows -1.00 to 1.00, p = 1.000.
        """,
        """
        Signs of Top-1 and Rerun: 3 of 3 agree in sign, 95 % interval 29 to 100 %, p = 0.250 against \
        chance.
        """,
        nil,
      ]))
  func `columns that agree say so, where there are three pairs`(
    agreement: String, expected: String?
  ) throws {
    let table = try Self.table(Self.agreeing(agreement)).table
    #expect(table.notes.first { $0.contains("Rerun") } == expected)
  }

  @Test func `a row without the word to look a value up by has none`() throws {
    let table = try Self.table(Self.agreeing("{order: [Top-1, Rerun]}"))
    #expect(table.table.rows[3][0] == .missing(reason: "not published"))
    #expect(table.origins[3][0] == nil && table.origins[2][0] != nil)
  }

  @Test
  func `a step of ours is from the row before, its sign told where its interval leaves out zero`()
    throws
  {
    let text = """
      schema: 1
      title: Steps
      reference: group/accuracy
      study: {file: paper/x.yaml, images: 1000, classes: 10, measure: top1, where: "model == '{model}'"}
      columns:
      - {header: Step, unit: '%', ours: trained_step, with: top1, show: [published, ours, sign]}

      """
    let rows = try Self.table(text).table.rows
    #expect(rows[0][1] == .missing(reason: "no row before it"))
    #expect(rows[1][2] == .text("opposite"))
    #expect(rows[2][2] == .text("same, not told from 0"))
  }

  @Test func `facts are rows, and unverified ones are refused`() throws {
    let specification = """
      schema: 1
      title: Facts
      facts: group/table
      columns:
      - {header: Setting, text: '{name}'}
      - {header: Value, published: value}

      """
    let error = #expect(throws: ReportError.self) { try Self.table(specification) }
    #expect(
      error?.description == """
        group/table.yaml:19:26: 'dropout' is from memory, unverified; find a source for it before a \
        table shows it
        """)
  }

  @Test(
    arguments: zip(
      [(192.0, 36.0), (36, 192), (36, 36), (4.2, 4.39), (150, 34), (100, 10)],
      [
        "as corrected", "as printed", "right as printed", "open", "as corrected, to 5.0 %", "open",
      ]))
  func `a count decides between what is printed and what is right`(
    numbers: (Double, Double), expected: String
  ) throws {
    let specification = """
      schema: 1
      title: Errors
      rows:
      - {claimed: '\(NumberWords.text(numbers.0))', right: '\(NumberWords.text(numbers.1))'}
      network: {name: RS-50}
      columns:
      - header: verdict
        decide: {claimed: '{claimed}', right: '{right}', unit: M, quantity: parameters, otherwise: open}

      """
    let row = try Self.table(specification).table.rows[0]
    #expect(row[0] == .text("35.69 M"))
    guard case .text(let verdict) = row[1] else { return #expect(Bool(false)) }
    #expect(verdict.hasSuffix(expected) || verdict.hasPrefix(expected), "\(verdict)")
  }

  /// The table of a specification over `files`; ours are those of two networks.
  private static func table(_ text: String) throws -> SpecifiedTable {
    let root = FileManager.default.temporaryDirectory
      .appending(path: "tables \(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files.merging(["specs/counts.yaml": text], uniquingKeysWith: { $1 }) {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try SpecifiedTable(
      TableSpecification(file: root.appending(path: "specs/counts.yaml")),
      library: ReferenceLibrary(folder: root.appending(path: "reference")),
      provenance: { Provenance(references: $0, commit: "c0ffee") }, ours: answer)
  }

  private static func answer(_ question: OwnQuestion) throws -> OwnValue {
    switch question {
    case .network(let question): answer(question)
    case .training(let question): try answer(question)
    case .setting(let question): answer(question)
    }
  }

  /// Two settings of a recipe.
  private static func answer(_ question: SettingQuestion) -> OwnValue {
    switch question.expression {
    case "model.depth": .setting(words: question.base["model.depth"] ?? "", number: 50)
    case "optimizer": .setting(words: "lamb", number: nil)
    default: .missing(reason: "not asked")
    }
  }

  /// Accuracies of the first two networks; others are not trained.
  private static func answer(_ question: TrainingQuestion) throws -> OwnValue {
    switch (question.points, question.quantity) {
    case (_, .trainingMultiplyAdds): .number(2.5e18)
    case (StudyPoints(condition: "model == 'RS-101'", measure: "top1"), .trainedStep):
      .estimate(try #require(MeanEstimate([-0.02, -0.021])))
    case (_, .trainedStep): .estimate(try #require(MeanEstimate([0.02, -0.01])))
    case (_, .trainedError): .number(0.25)
    case (_, .parameters): .number(7)
    case (StudyPoints(condition: "model == 'RS-50'", measure: "top1"), .trained):
      .estimate(try #require(MeanEstimate([0.788, 0.790, 0.789])))
    case (StudyPoints(condition: "model == 'RS-101'", measure: "ema"), .trained):
      .estimate(try #require(MeanEstimate([0.8])))
    default: .missing(reason: "not trained; \(question.file) would")
    }
  }

  private static func answer(_ question: NetworkQuestion) -> OwnValue {
    switch (question.network, question.quantity) {
    case ("resnetrs50", .parameters): .number(35_691_912)
    case ("resnetrs101", .parameters): .number(63_618_696)
    case ("resnetrs50", .stageDepths): .list(["3", "4", "6", "3"])
    case ("resnetrs101", .stageDepths): .list(["3", "4", "23", "3"])
    default: .missing(reason: "not counted")
    }
  }
}

/// Numbers as they would be printed.
private enum NumberWords {
  static func text(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}
