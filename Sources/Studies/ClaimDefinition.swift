// What a paper claims of a study's questions, for the results to be held against.

import Configuration
import Documents

/// A published statement about the answer of a fit.
public struct ClaimDefinition: Hashable, Sendable {
  /// Its name, for example `depth_wins_when_long`.
  public let name: String
  /// Where it was published.
  public let source: ClaimSource
  /// The fit that it is about.
  public let fit: String
  /// The regimes that it is about, by the axes of a contrast; nil for all.
  public let condition: StudyExpression?
  /// What it says, in the names of the fit's answer: the two alternatives of a contrast, `E`, `A` and `a` of a power law, `b`
  /// of a frontier.
  public let expectation: StudyExpression
}

/// Where a statement was published.
public struct ClaimSource: Hashable, Sendable, CustomStringConvertible {
  /// The work, for example `arXiv 2103.07579`.
  public let work: String
  /// The places in it, for example `section 6.1`, in a fixed order.
  public let places: [String]

  /// Both, for example `arXiv 2103.07579, section 6.1`.
  public var description: String { ([work] + places).joined(separator: ", ") }

  static let arxivPattern = "[0-9]{4}\\.[0-9]{4,5}(v[0-9]+)?|[a-z-]+(\\.[A-Z]{2})?/[0-9]{7}"
  static let doiPattern = "10\\.[0-9]{4,9}/[^ ]+"
  static let urlPattern = "https?://[^ ]+"
}

extension FitKind {
  /// What the answer of a fit consists of, by name.
  var answerNames: [String] {
    switch self {
    case .powerLaw: ["E", "A", "a"]
    case .contrast(let contrast): [contrast.first, contrast.second]
    case .frontier: ["b"]
    case .speedAccuracy: []
    }
  }

  /// The names by which parts of an answer are told apart.
  var regimeNames: [String] {
    switch self {
    case .contrast(let contrast): contrast.regimes
    case .powerLaw, .frontier, .speedAccuracy: []
    }
  }
}

extension StudyReader {
  /// Reads the section `claims`; `fits` are those that could be read, `names` those that the file has.
  mutating func readClaims(
    _ node: SourceNode, _ fits: [FitDefinition], names: [String]
  ) -> [ClaimDefinition] {
    var claims: [ClaimDefinition] = []
    for entry in entries(of: node, in: "claims") {
      checkName(entry.key, in: "claims", at: entry.keyPosition)
      let fields = fields(of: entry.value, in: "claims.\(entry.key)", StudyGrammar.claim)
      let source = fields.required("source", "where it was published", &self)
        .flatMap { readSource($0, fields.path("source")) }
      let name = fields.required("fit", "a name from 'fits'", &self)
        .flatMap { readName($0, fields.path("fit"), among: names) }
      let expected = fields.required("expect", "what it says of the fit's answer", &self)
      guard let fit = fits.first(where: { $0.name == name }) else { continue }
      guard !fit.kind.answerNames.isEmpty else {
        report(
          "'\(fields.path("fit"))' is a frontier of points, of which no claim can be judged; expected "
            + "a law, a contrast or the frontier of a setting", at: entry.keyPosition)
        continue
      }
      let condition = fields["where"].flatMap {
        readRegimes($0, fields.path("where"), of: fit)
      }
      let expectation = expected.flatMap {
        expression($0, fields.path("expect"), .only(fit.kind.answerNames))
      }
      guard let source, let expectation else { continue }
      claims.append(
        ClaimDefinition(
          name: entry.key, source: source, fit: fit.name, condition: condition,
          expectation: expectation))
    }
    return claims
  }

  private mutating func readRegimes(
    _ node: SourceNode, _ place: String, of fit: FitDefinition
  ) -> StudyExpression? {
    guard !fit.kind.regimeNames.isEmpty else {
      report(
        "'\(place)' chooses among regimes, but the fit '\(fit.name)' has none; remove it, or give "
          + "the fit a 'by'",
        at: node.position)
      return nil
    }
    return expression(node, place, .only(fit.kind.regimeNames))
  }

  private mutating func readSource(_ node: SourceNode, _ place: String) -> ClaimSource? {
    let fields = fields(of: node, in: place, StudyGrammar.source)
    let works = [
      ("arxiv", "arXiv ", ClaimSource.arxivPattern, "2103.07579"),
      ("doi", "doi ", ClaimSource.doiPattern, "10.1109/CVPR.2016.90"),
      ("url", "", ClaimSource.urlPattern, "https://..."),
    ].filter { fields[$0.0] != nil }
    let places = ["section", "table", "figure", "page"].compactMap { key in
      fields[key].flatMap { text($0, fields.path(key)) }.map { "\(key) \($0)" }
    }
    guard let (key, prefix, pattern, example) = works.first, works.count == 1,
      let node = fields[key]
    else {
      let isMap = if case .mapping = node.content { true } else { false }
      if isMap {
        report("'\(place)' has to have one of arxiv, doi, url", at: node.position)
      }
      return nil
    }
    guard let text = text(node, fields.path(key)) else { return nil }
    guard (try? Regex(pattern).wholeMatch(in: text)) != nil else {
      report(
        "'\(fields.path(key))' is \(node.found); expected such as \(example)", at: node.position)
      return nil
    }
    return ClaimSource(work: prefix + text, places: places)
  }
}
