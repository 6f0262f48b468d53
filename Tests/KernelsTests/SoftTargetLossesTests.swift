import Foundation
import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct SoftTargetLossesTests {
  @Test(arguments: SoftTargetLossRun.Kind.allCases, [(1, 1), (1, 2), (3, 11), (5, 17)])
  func `agrees with the definition, its gradient with central differences`(
    kind: SoftTargetLossRun.Kind, extents: (rows: Int, classes: Int)
  ) {
    let count = extents.rows * extents.classes
    let logits = normals(count, index: 1)
    let targets = normals(count, index: 2).map { $0 * $0 / 4 }
    let run = SoftTargetLossRun(
      kind, logits: logits, targets: targets, rows: extents.rows, scale: 0.125)
    func losses(_ logits: [Double]) -> [Double] {
      Self.reference(kind, logits, targets.doubles, classes: extents.classes)
    }
    // The kernel counts in double precision; the gradient is rounded to single once.
    expectClose(run.losses, losses(logits.doubles), absolute: 1e-14, relative: 1e-12, "losses")
    let gradient = centralDifferences(at: logits.doubles) { losses($0).reduce(0, +) / 8 }
    expectClose(run.gradient, gradient, absolute: 1e-9, relative: 1e-6, "gradient")
  }

  @Test(arguments: SoftTargetLossRun.Kind.allCases)
  func `logits far apart neither overflow nor vanish`(kind: SoftTargetLossRun.Kind) {
    let run = SoftTargetLossRun(
      kind, logits: [1_000, -1_000], targets: [0, 1], rows: 1, scale: 1)
    // Binary cross-entropy is 1,000 for each of both classes.
    #expect(run.losses == [kind == .softmax || kind == .binarySum ? 2_000 : 1_000])
    let slope: Float = kind == .softmax || kind == .binarySum ? 1 : 0.5
    #expect(run.gradient == [slope, -slope])
  }

  @Test(arguments: SoftTargetLossRun.Kind.allCases)
  func `a logit that is no number makes the loss none`(kind: SoftTargetLossRun.Kind) {
    let run = SoftTargetLossRun(
      kind, logits: [0, .nan, 1], targets: [1, 0, 0], rows: 1, scale: 1)
    #expect(run.losses[0].isNaN)
  }

  @Test func `targets of another shape stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SoftTargetLossRun(.binary, logits: [0, 1], targets: [1], rows: 1, scale: 1)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("2 logits in 1 rows: 1 targets, 2 of gradient, 1 losses"))
  }

  private static func reference(
    _ kind: SoftTargetLossRun.Kind, _ logits: [Double], _ targets: [Double], classes: Int
  ) -> [Double] {
    stride(from: 0, to: logits.count, by: classes).map { start in
      let row = zip(logits[start..<start + classes], targets[start..<start + classes])
      switch kind {
      case .softmax:
        let total = log(row.map { exp($0.0) }.reduce(0, +))
        return row.map { $1 * (total - $0) }.reduce(0, +)
      case .binary, .binarySum, .thresholdedBinary:
        let terms = row.map { logit, target in
          let cut = target > Double(SoftTargetLossRun.Kind.threshold) ? 1.0 : 0
          let wanted = kind == .thresholdedBinary ? cut : target
          return wanted * log1p(exp(-logit)) + (1 - wanted) * log1p(exp(logit))
        }
        return terms.reduce(0, +) / (kind == .binarySum ? 1 : Double(classes))
      }
    }
  }
}
