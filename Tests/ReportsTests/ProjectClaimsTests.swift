import Foundation
import References
import Reports
import Testing

/// The claims that `paper-tables/claims/` holds, judged without networks and runs.
@Suite struct ProjectClaimsTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../paper-tables", directoryHint: .isDirectory).standardizedFileURL

  private static func ledgers() throws -> [ClaimLedger] {
    let library = try ReferenceLibrary(folder: folder.appending(path: "reference"))
    var made: [String: AnalysisTables] = [:]
    func ours(_ question: NetworkQuestion) -> OwnValue {
      let depth = Double(question.network.filter(\.isNumber)) ?? 1
      let (width, side) = (question.width ?? 1, Double(question.resolution ?? 224))
      return .number(depth * width * width * side * side)
    }
    let evaluation = ClaimEvaluation(
      library: library, machine: nil,
      analysis: { name in
        if let tables = made[name] { return tables }
        let tables = try AnalysisTables(
          AnalysisSpecification(file: folder.appending(path: "analyses/\(name).yaml")),
          library: library, commit: "none", ours: ours)
        made[name] = tables
        return tables
      }, ours: ours, runs: { _ in .untrained(multiplyAdds: 1e18) })
    return try PaperClaims.all(in: folder.appending(path: "claims")).map {
      try evaluation.ledger(of: $0)
    }
  }

  @Test func `every claim is stated by a verified value, and judged by what stands in files`()
    throws
  {
    let ledgers = try Self.ledgers()
    #expect(ledgers.map(\.name) == ["resnet-rs", "rsb"])
    let claims = ledgers.flatMap(\.claims)
    #expect(claims.count > 45)
    for claim in claims {
      #expect(claim.isSecondary || !claim.evidence.isEmpty, "\(claim.id)")
      for place in claim.evidence.flatMap(\.runs) {
        let parts = place.split(separator: ":")
        let file = Self.folder.appending(path: "reference/\(parts[0])")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(parts.count == 2 && (Int(parts[1]) ?? 0) <= lines.count, "\(claim.id): \(place)")
      }
    }
  }

  @Test func `published numbers alone give these verdicts`() throws {
    let verdicts = Dictionary(
      try Self.ledgers().flatMap { ledger in
        ledger.claims.map { ("\(ledger.name)/\($0.id)", $0.verdictWords) }
      }, uniquingKeysWith: { first, _ in first })
    let expected = [
      "resnet-rs/speed-tpu": "consistent", "resnet-rs/accuracies": "reproduced",
      "resnet-rs/slow-resolution": "consistent",
      "resnet-rs/slow-family": "undecided",
      "resnet-rs/power-law-breaks": "consistent", "resnet-rs/training-methods": "undecided",
      "resnet-rs/low-decay-regularised": "undecided",
      "resnet-rs/depth-for-large-data": "not made by the paper", "rsb/a1-resnet-50": "undecided",
      "rsb/a2-resnet-50": "reproduced", "rsb/a3-resnet-50": "consistent",
      "rsb/a2-resnets": "consistent", "rsb/a2-better-than-a3": "reproduced",
      "rsb/transfer-flowers": "undecided",
    ]
    for (name, verdict) in expected { #expect(verdicts[name] == verdict, "\(name)") }
  }
}
