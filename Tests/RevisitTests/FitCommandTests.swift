import Foundation
import Testing

/// `revisit fit`: a law fitted to a CSV that no study made.
@Suite(.timeLimit(.minutes(5))) struct FitCommandTests {
  /// Points near 0.15 + 310 x^-0.4, in thousand millions and per cent.
  private static let curve = """
    # read off a figure
    model,flops,error,size
    a,0.1,33.9,small
    b,0.2,29.3,small
    c,0.4,25.8,small
    d,0.8,23.2,small
    e,1.6,21.3,small
    f,3.2,19.7,large
    g,6.4,18.6,large
    h,12.8,17.7,large
    i,25.6,17.1,large
    j,,16.0,large

    """

  private static let grid = """
    depth,width,error
    8,0.5,0.514
    8,1,0.469
    8,2,0.428
    14,0.5,0.424
    14,1,0.371
    14,2,0.339
    26,0.5,0.352
    26,1,0.303
    26,2,0.284
    50,0.5,0.312
    50,1,0.2609
    50,2,0.231

    """

  private func fit(_ text: String, _ arguments: String...) throws -> Ended {
    try Workplace.with { place in
      try Data(text.utf8).write(to: place.folder.appending(path: "points.csv"))
      return try place.revisit(["fit", "--from", "points.csv"] + arguments)
    }
  }

  @Test func `a curve is reported with its intervals and its status`() throws {
    let ended = try fit(
      Self.curve, "--x", "flops * 1e9", "--y", "error / 100", "--holdout",
      "size == large and x > 2e10", "--starts", "8")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(
      ended.output == """
        error / 100 = E + A * x^-a
        x = flops * 1e9
        8 rows of points.csv, 1 held out (size == large and x > 2e10), 1 without a value
        left out

            estimate   95 % by profile
        E   0.1505     [0.148, 0.1528]
        A   310.5      [253.6, 380.8]
        a   0.4021     [0.3906, 0.4137]

        status      converged: at a minimum inside all bounds
        loss        squares
        starts      8 of 8 end at the best law
        bounds hit  none
        condition   20.73
        deviation   0.0004122, R² 1.0000
        held out    root mean square 0.0002682, observed less predicted 0.0002682 on
                    average

        """)
  }

  @Test func `a law of two factors has their names from the form`() throws {
    let ended = try fit(
      Self.grid, "--form", "E + A * depth^-a + B * width^-b", "--y", "error", "--space", "log",
      "--starts", "8")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(
      ended.output == """
        error = E + A * depth^-a + B * width^-b
        12 rows of points.csv

            estimate   95 % by profile
        E   0.1185     [0, 0.1627] low end: its bound
        A   1.204      [0.9582, 1.6]
        a   0.7059     [0.5308, 0.885]
        B   0.06627    [0.03439, 0.1913]
        b   0.8126     [0.2927, 1.389]

        status      converged: at a minimum inside all bounds
        loss        squares of logarithms
        starts      8 of 8 end at the best law
        bounds hit  none
        condition   42.98
        deviation   0.005002, R² 0.9979

        """)
  }

  @Test func `JSON carries all of it, and the same seed gives the same bytes`() throws {
    let arguments = [
      "--x", "flops", "--y", "error", "--loss", "huber:1e-2", "--space", "log", "--bootstrap",
      "20", "--starts", "4", "--seed", "5", "--multiverse", "--also-x", "flops * 2", "--break",
      "99", "--json",
    ]
    let (first, again) = try Workplace.with { place in
      try Data(Self.curve.utf8).write(to: place.folder.appending(path: "points.csv"))
      let command = ["fit", "--from", "points.csv"] + arguments
      return (try place.revisit(command), try place.revisit(command))
    }
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output == again.output)
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
    #expect(answer["loss"] as? String == "Huber 0.01 of logarithms")
    #expect(answer["status"] as? String == "converged")
    #expect((answer["multiverse"] as? [Any])?.count == 24)
    #expect((answer["starts"] as? [Any])?.count == 4)
    #expect(answer["rows"] as? Int == 9 && answer["incomplete"] as? Int == 1)
    let numbers = try #require(answer["parameters"] as? [[String: Any]])
    #expect(numbers.map { $0["name"] as? String } == ["E", "A", "a"])
    #expect(numbers.allSatisfy { ($0["bootstrap"] as? [Double])?.count == 2 })
    let found = try #require(answer["law_break"] as? [String: Any])
    #expect(found["simulations"] as? Int == 99)
  }

  @Test func `the same rows are held out however cost is counted`() throws {
    let ended = try fit(
      Self.curve, "--x", "flops", "--y", "error", "--starts", "4", "--multiverse", "--also-x",
      "flops * 1000", "--holdout", "x > 10", "--json")
    #expect(ended.status == 0, "\(ended.errors)")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
    let universes = try #require(answer["multiverse"] as? [[String: Any]])
    let rows = universes.map { $0["rows"] as? Int }
    #expect(rows.count == 18 && rows.prefix(9).first == 7)
    #expect(Array(rows.prefix(9)) == Array(rows.suffix(9)))
  }

  @Test func `the report of every part fits eighty columns`() throws {
    let ended = try fit(
      Self.curve, "--x", "flops", "--y", "error", "--multiverse", "--break", "99", "--bootstrap",
      "20", "--starts", "4", "--where", "size == small or size == large")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.output.split(separator: "\n").filter { $0.count > 80 } == [])
    #expect(ended.output.contains("universes determine the law"))
  }

  @Test func `values that are all equal show no trend`() throws {
    let ended = try fit(Self.curve, "--x", "flops", "--y", "0.2", "--starts", "4")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(
      ended.output.contains(
        "status      no trend: y does not fall with x: the law is a constant\n"))
    #expect(!ended.output.lowercased().contains("nan"))
  }

  @Test(arguments: [
    (
      ["--x", "flop", "--y", "error"],
      "Error: points.csv: in --x: unknown name 'flop'; did you mean 'flops'?\n"
    ),
    (
      ["--x", "model", "--y", "error"],
      "Error: points.csv:3: column 1, 'model', holds 'a'; expected a number, or nothing where there "
        + "is none\n"
    ),
    (
      ["--x", "flops - 1", "--y", "error"],
      "Error: points.csv:3: 'flops - 1' is -0.9; expected a positive number\n"
    ),
    (
      ["--x", "flops", "--y", "error - 18.6", "--space", "log"],
      "Error: points.csv:9: 'error - 18.6' is 0; residuals of logarithms need positive values: "
        + "leave the row out with --where, or take --space linear\n"
    ),
    (
      ["--y", "error"], "Error: --x is missing: what of model, flops, error, size is x?\n"
    ),
    (
      ["--x", "flops", "--y", "error", "--where", "flops < 0.5"],
      "Error: points.csv: a curve with three numbers was asked of 3 distinct costs; expected at "
        + "least 4: add points, or loosen the fit's 'where'\n"
    ),
    (
      ["--x", "flops", "--y", "error", "--form", "E + A * x"],
      "Error: in --form: 'E + A * x' is not a form that can be fitted; expected E + A * x^-a, or "
        + "E + A * u^-a + B * v^-b\n"
    ),
    (
      ["--x", "flops", "--y", "error", "--form", "E + A * flops^-a"],
      "Error: --x is 'flops', but the form names its factors itself (E + A * flops^-a); leave --x "
        + "out, or write x in the form\n"
    ),
  ])
  func `a wrong question is told with its place`(arguments: [String], message: String) throws {
    let ended = try Workplace.with { place in
      try Data(Self.curve.utf8).write(to: place.folder.appending(path: "points.csv"))
      return try place.revisit(["fit", "--from", "points.csv"] + arguments)
    }
    #expect(ended.status == 1 && ended.output.isEmpty)
    #expect(ended.errors == message)
  }

  @Test func `a line with too few fields is named`() throws {
    let ended = try fit("x,y\n1,2\n3\n", "--y", "y")
    #expect(ended.errors == "Error: points.csv:3: 1 fields; expected 2, one a column\n")
  }

  @Test(arguments: ["svg", "pdf"]) func `a figure is drawn`(suffix: String) throws {
    try Workplace.with { place in
      try Data(Self.curve.utf8).write(to: place.folder.appending(path: "points.csv"))
      let ended = try place.revisit(
        "fit", "--from", "points.csv", "--x", "flops", "--y", "error", "--starts", "4", "--figure",
        "out.\(suffix)")
      #expect(ended.status == 0, "\(ended.errors)")
      let drawn = try Data(contentsOf: place.folder.appending(path: "out.\(suffix)"))
      #expect(drawn.starts(with: Data((suffix == "svg" ? "<?xml" : "%PDF").utf8)))
    }
  }
}

/// The papers' own points: 109 of arXiv 2103.07579, figure 2, read off the picture.
@Suite(.timeLimit(.minutes(5))) struct PublishedFitTests {
  private static let figure = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../paper-tables/reference/resnet-rs/fig2_flops_vs_error.yaml")
    .standardizedFileURL.path

  private func answer(_ arguments: String...) throws -> [String: Any] {
    let ended = try Workplace.with {
      try $0.revisit(
        ["fit", "--from", Self.figure, "--x", "flops", "--y", "error", "--json"] + arguments)
    }
    #expect(ended.status == 0, "\(ended.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
  }

  /// Numbers and interval ends of Golden/published.json of AnalysisTests, which SciPy made.
  private struct Frozen: Decodable {
    let rows: Int
    let numbers: [Double]
    let intervals: [[Double]]
  }

  @Test func `the law of all points is SciPy's`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../AnalysisTests/Golden/published.json").standardizedFileURL
    let frozen = try JSONDecoder().decode(Frozen.self, from: Data(contentsOf: file))
    let answer = try answer("--space", "log", "--starts", "6")
    #expect(answer["rows"] as? Int == frozen.rows && frozen.rows == 109)
    let numbers = try #require(answer["parameters"] as? [[String: Any]])
    for (place, number) in numbers.enumerated() {
      let estimate = try #require(number["estimate"] as? Double)
      let profile = try #require(number["profile"] as? [Double])
      #expect(abs(estimate / frozen.numbers[place] - 1) < 2e-6)
      for (end, other) in zip(profile, frozen.intervals[place]) {
        #expect(abs(end / other - 1) < 1e-5)
      }
    }
  }

  @Test func `the power law of images of 224 pixels breaks for large networks`() throws {
    let answer = try answer(
      "--space", "log", "--starts", "4", "--where", "resolution == 224", "--break", "199")
    let found = try #require(answer["law_break"] as? [String: Any])
    #expect(try #require(found["p_value"] as? Double) == 1.0 / 200)
    let below = try #require(found["exponent_below"] as? Double)
    let above = try #require(found["exponent_above"] as? Double)
    #expect(below > 2.5 * above)
    let interval = try #require(found["interval"] as? [Double])
    #expect(interval[0] > 1e9 && interval[1] < 2e10)
  }
}
