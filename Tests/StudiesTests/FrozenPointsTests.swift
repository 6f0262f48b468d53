import Configuration
import Studies
import Testing

/// Which points the committed studies had when their first results were made: results are found by identity, so
/// none of these may ever change.
@Suite struct FrozenPointsTests {
  /// A study with the number of its points and a digest of them in order.
  struct Frozen: CustomTestStringConvertible, Sendable {
    let study: String
    var subset: String?
    let points: Int
    let digest: String

    var testDescription: String { "\(study) \(subset ?? "")" }
  }

  static let frozen = [
    Frozen(study: "quickstart", points: 20, digest: "586e50e8fe3827a9"),
    Frozen(study: "quickstart", subset: "smoke", points: 5, digest: "8679cfad231f9cff"),
    Frozen(study: "cifar10-additive", points: 11, digest: "cbb1ccbe1d334ae2"),
    Frozen(study: "cifar10-additive", subset: "smoke", points: 10, digest: "6d3ce50ae1a61061"),
    Frozen(study: "cifar10-depth-or-width", points: 34, digest: "2e65cf901716ede7"),
    Frozen(study: "cifar10-depth-or-width", subset: "smoke", points: 7, digest: "d672de6ba0342829"),
    Frozen(study: "cifar10-rsb-a2", points: 1, digest: "139155b46bee14bd"),
    Frozen(study: "cifar10-scaling-rules", points: 22, digest: "f6369e7bf4ad9000"),
    Frozen(study: "cifar10-scaling-rules", subset: "smoke", points: 6, digest: "f97ec47d0a203518"),
    Frozen(study: "cifar10-trainer-check", points: 1, digest: "5383c3ef032d4612"),
    Frozen(study: "cifar10-trainer-check-short", points: 1, digest: "4a39b8e142c052f1"),
    Frozen(study: "paper/rs-figure3", points: 69, digest: "5f310100b93ada3a"),
    Frozen(study: "paper/rs-table1-additive", points: 11, digest: "f5194f05fb0429ac"),
    Frozen(study: "paper/rsb-a1-a2-a3", points: 3, digest: "e5a1ae1f5165f0c0"),
    Frozen(study: "paper/torchvision-additive", points: 13, digest: "bc2dd83a5193b3a"),
  ]

  @Test(arguments: frozen)
  func `points, their order, labels and axes are what they were`(_ frozen: Frozen) throws {
    let study = try StudyFilesTests.study(frozen.study, subset: frozen.subset)
    #expect(study.points.count == frozen.points)
    #expect(Self.digest(study) == frozen.digest)
  }

  /// FNV-1a, 64 bits, of a line for each point.
  static func digest(_ study: Study) -> String {
    let lines = study.points.map { point in
      let axes = study.axes.map { point.axisValues[$0.name]?.canonicalText ?? "-" }
      let labels = study.groups.map { point.labels[$0.name]?.joined(separator: "+") ?? "-" }
      return ([point.id] + axes + labels).joined(separator: " ") + "\n"
    }
    let hash = lines.joined().utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
