// What a claim is judged by, as its file says it.

import Documents

extension DocumentReader {
  /// An entry of `judge`: exactly one kind of evidence.
  mutating func claimEvidence(_ node: SourceNode, _ path: String) -> ClaimEvidence? {
    let kinds = ["values", "ours", "analysis", "law", "runs", "nothing"]
    guard case .mapping(let entries) = node.content else {
      report(
        "'\(path)' holds \(node.found); expected maps, one a kind of evidence", at: node.position)
      return nil
    }
    let found = Set(entries.map(\.key)).intersection(kinds).sorted()
    guard found.count == 1 else {
      report(
        "evidence has one of the keys \(kinds.joined(separator: ", ")); found "
          + (found.isEmpty ? "none" : found.joined(separator: " and ")), at: node.position)
      return nil
    }
    let known: [String]
    switch found[0] {
    case "values":
      known = ["values", "rows", "only", "of", "less", "over", "pairs", "expect", "unit"]
    case "ours":
      known = ["ours", "rows", "only", "network", "over", "with", "margin", "expect", "unit"]
    case "law": known = ["law", "x", "y", "simulations", "seed", "expect"]
    case "analysis": known = ["analysis", "regime", "cost", "of", "expect"]
    case "runs":
      known = [
        "runs", "images", "classes", "measure", "of", "less", "less_measure", "expect", "unit",
        "protocol",
      ]
    default: known = ["nothing"]
    }
    let fields = fields(of: node, in: path, known: known + ["because", "note"])
    guard let question = evidenceQuestion(found[0], fields) else { return nil }
    return ClaimEvidence(
      question: question, unit: fields["unit"].flatMap { text($0, fields.path("unit")) } ?? "",
      because: fields["because"].flatMap { text($0, fields.path("because")) },
      note: fields["note"].flatMap { text($0, fields.path("note")) }, position: node.position)
  }

  private mutating func evidenceQuestion(
    _ kind: String, _ fields: Fields
  ) -> ClaimEvidence.Question? {
    guard let node = fields[kind] else { return nil }
    switch kind {
    case "values":
      let origin = choice(node, fields.path("values"), of: ValuesOrigin.self)
      let evidence = valuesEvidence(fields)
      return origin.flatMap { origin in evidence.map { .values(origin, $0) } }
    case "ours":
      let quantity = choice(node, fields.path("ours"), of: OwnQuantity.self)
      return quantity.flatMap { ownEvidence($0, fields) }.map { .ours($0) }
    case "analysis":
      return text(node, fields.path("analysis")).flatMap { analysisEvidence($0, fields) }
        .map { .analysis($0) }
    case "law":
      return text(node, fields.path("law")).flatMap { lawEvidence($0, fields) }.map { .law($0) }
    case "runs":
      return text(node, fields.path("runs")).flatMap { runsEvidence($0, fields) }.map { .runs($0) }
    default: return text(node, fields.path("nothing")).map { .nothing($0) }
    }
  }

  // MARK: - Rows and expectations

  private mutating func evidenceRows(_ fields: Fields) -> EvidenceRows? {
    guard let node = fields.required("rows", "a reference table, or a list of rows", &self) else {
      return nil
    }
    var only: [String: [String]] = [:]
    if let node = fields["only"] {
      for entry in entries(of: node, in: fields.path("only")) {
        only[entry.key] = texts(entry.value, "\(fields.path("only")).\(entry.key)")
      }
    }
    if case .sequence = node.content {
      let rows = list(node, fields.path("rows")).map { words(of: $0, in: fields.path("rows")) }
      return EvidenceRows(source: .listed(rows), only: only)
    }
    return text(node, fields.path("rows")).map {
      EvidenceRows(source: .reference($0), only: only)
    }
  }

  /// One of `{equal, margin}`, `{above}`, `{below}`, `{each_within: [low, high]}`.
  private mutating func expectation(_ fields: Fields) -> StatedExpectation? {
    guard let node = fields.required("expect", "what the claim states", &self) else { return nil }
    let path = fields.path("expect")
    let expected = self.fields(
      of: node, in: path, known: ["equal", "margin", "above", "below", "each_within"])
    let keys = ["equal", "above", "below", "each_within"].filter { expected[$0] != nil }
    guard keys.count == 1, let value = expected[keys[0]] else {
      report("'\(path)' has one of equal, above, below and each_within", at: node.position)
      return nil
    }
    if keys[0] != "equal", let margin = expected["margin"] {
      report("a margin belongs to 'equal' alone; remove it", at: margin.position)
    }
    let range = -1e12...1e12
    switch keys[0] {
    case "equal":
      let margin = expected.required("margin", "what difference does not matter", &self)
        .flatMap { number($0, expected.path("margin"), in: 1e-9...1e12) }
      guard let value = number(value, expected.path("equal"), in: range), let margin else {
        return nil
      }
      return .equal(value, margin: margin)
    case "above": return number(value, expected.path("above"), in: range).map { .above($0) }
    case "below": return number(value, expected.path("below"), in: range).map { .below($0) }
    default: return bounds(value, expected.path("each_within"))
    }
  }

  private mutating func bounds(_ node: SourceNode, _ path: String) -> StatedExpectation? {
    let printed = texts(node, path).compactMap { PrintedNumber($0) }
    guard printed.count == 2, printed[0].value <= printed[1].value else {
      report(
        "'\(path)' is not two numbers, ascending; expected such as [1.7, 2.7]", at: node.position)
      return nil
    }
    let decimals = printed.compactMap(\.decimals).max() ?? 0
    return .eachWithin(printed[0].value, printed[1].value, decimals: decimals)
  }

  // MARK: - Kinds

  private mutating func valuesEvidence(_ fields: Fields) -> ValuesEvidence? {
    let expectation = expectation(fields)
    if let node = fields["pairs"] {
      let path = fields.path("pairs")
      if let rows = fields["rows"] {
        report("give one of 'rows' and 'pairs'", at: rows.position)
      }
      let terms = list(node, path).compactMap { element in
        valuesTerm(self.fields(of: element, in: path, known: ["of", "less", "over"]))
      }
      guard let expectation else { return nil }
      return ValuesEvidence(
        rows: EvidenceRows(source: .listed([[:]]), only: [:]), terms: terms,
        expectation: expectation)
    }
    let rows = evidenceRows(fields)
    guard let term = valuesTerm(fields), let rows, let expectation else { return nil }
    return ValuesEvidence(rows: rows, terms: [term], expectation: expectation)
  }

  private mutating func valuesTerm(_ fields: Fields) -> ValuesEvidence.Term? {
    let value = fields.required("of", "a column, or where the value is", &self)
      .flatMap { publishedTemplate($0, fields.path("of")) }
    var second: ValuesEvidence.Second?
    switch (fields["less"], fields["over"]) {
    case (let node?, nil):
      second = publishedTemplate(node, fields.path("less")).map { .less($0) }
    case (nil, let node?):
      second = publishedTemplate(node, fields.path("over")).map { .over($0) }
    case (.some(let node), .some):
      report("give one of 'less' and 'over'", at: node.position)
    case (nil, nil): break
    }
    return value.map { ValuesEvidence.Term(value: $0, second: second) }
  }

  private mutating func ownEvidence(_ quantity: OwnQuantity, _ fields: Fields) -> OwnEvidence? {
    let rows = evidenceRows(fields)
    let network = fields.required("network", "the network of a row", &self)
      .flatMap { networkTemplate($0, fields.path("network")) }
    let over = fields["over"].flatMap { networkTemplate($0, fields.path("over")) }
    var demand: OwnEvidence.Demand?
    switch (fields["with"], fields["expect"]) {
    case (let node?, nil):
      let printed = publishedTemplate(node, fields.path("with"))
      let margin = fields.required("margin", "a share of the printed count", &self)
        .flatMap { number($0, fields.path("margin"), in: 0...1) }
      if let printed, let margin { demand = .printed(printed, margin: margin) }
    case (nil, .some): demand = expectation(fields).map { .expected($0) }
    case (nil, nil), (.some, .some):
      report("give one of 'with' and 'expect'", at: fields.position)
    }
    guard let rows, let network, let demand else { return nil }
    return OwnEvidence(rows: rows, quantity: quantity, network: network, over: over, demand: demand)
  }

  private mutating func analysisEvidence(_ name: String, _ fields: Fields) -> AnalysisEvidence? {
    guard let expected = fields.required("expect", "what the claim states", &self) else {
      return nil
    }
    if let node = fields["of"] {
      let words = ["slower", "faster"]
      guard let word = text(expected, fields.path("expect")), words.contains(word) else {
        report(
          "'\(fields.path("expect"))' is \(expected.found); expected slower or faster",
          at: expected.position)
        return nil
      }
      return text(node, fields.path("of")).map {
        AnalysisEvidence(analysis: name, answer: .growth(of: $0, isSlower: word == "slower"))
      }
    }
    let regime = claimText(fields, "regime", "the regime's value, or 'of' for a growth")
    let cost = claimText(fields, "cost", "the column of a cost")
    let word = choice(expected, fields.path("expect"), of: FactorExpectation.self)
    guard let regime, let cost, let word else { return nil }
    return AnalysisEvidence(analysis: name, answer: .regime(regime, cost: cost, word))
  }

  private mutating func lawEvidence(_ table: String, _ fields: Fields) -> LawEvidence? {
    let x = claimText(fields, "x", "the column of costs")
    let y = claimText(fields, "y", "the column of errors")
    let simulations = fields.required("simulations", "how often the law is simulated", &self)
      .flatMap { integer($0, fields.path("simulations"), in: 99...100_000) }
    let seed = fields.required("seed", "the seed of the simulations", &self)
      .flatMap { integer($0, fields.path("seed"), in: 0...Int(Int32.max)) }
    let word = fields.required("expect", "break or one_law", &self)
      .flatMap { choice($0, fields.path("expect"), of: LawExpectation.self) }
    guard let x, let y, let simulations, let seed, let word else { return nil }
    return LawEvidence(
      table: table, x: x, y: y, simulations: simulations, seed: seed, breaks: word == .breaks)
  }

  private mutating func runsEvidence(_ file: String, _ fields: Fields) -> RunsEvidence? {
    let images = fields.required("images", "the number of training images", &self)
      .flatMap { integer($0, fields.path("images"), in: 1...1_000_000_000) }
    let classes = fields.required("classes", "the number of classes", &self)
      .flatMap { integer($0, fields.path("classes"), in: 2...1_000_000) }
    let measure = claimText(fields, "measure", "a measure of the study")
    let condition = claimText(fields, "of", "a condition on points")
    let less = fields["less"].flatMap { text($0, fields.path("less")) }
    let lessMeasure = fields["less_measure"].flatMap { text($0, fields.path("less_measure")) }
    let expectation = expectation(fields)
    guard let images, let classes, let measure, let condition, let expectation else { return nil }
    return RunsEvidence(
      file: file, data: StudyData(images: images, classes: classes),
      points: StudyPoints(condition: condition, measure: measure),
      less: less.map { StudyPoints(condition: $0, measure: lessMeasure ?? measure) },
      expectation: expectation,
      otherProtocol: fields["protocol"].flatMap { text($0, fields.path("protocol")) })
  }
}

/// What a claim states of a power law.
private enum LawExpectation: String, CaseIterable {
  case breaks = "break"
  case oneLaw = "one_law"
}
