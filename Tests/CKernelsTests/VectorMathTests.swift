import CKernelsPlain
import Foundation
import TestSupport
import Testing

/// The elementary functions against double precision, over floats of every size.
@Suite struct VectorMathTests {
  /// Every 16 411th float, a prime step: infinities and numbers that are none are left to their own tests.
  static let sweep = stride(from: UInt32(0), through: 0xFFFF_0000, by: 16_411)
    .map { Float(bitPattern: $0) }.filter(\.isFinite)

  /// What one array becomes.
  struct Values {
    var power: [Float]
    var sigmoid: [Float]
    var tangent: [Float]
    var cdf: [Float]
    var density: [Float]

    init(_ x: [Float], fused: Bool = false) {
      (power, sigmoid, tangent, cdf, density) = (x, x, x, x, x)
      let function = unsafe fused ? ck_vector_math_fused : ck_vector_math_plain
      unsafe function(x.count, x, &power, &sigmoid, &tangent, &cdf, &density)
    }
  }

  @Test func `errors are those that the header states`() {
    let (x, found) = (Self.sweep.doubles, Values(Self.sweep))
    expectErrors(found.power, x.map { exp($0) }, below: 1.0)
    expectErrors(found.sigmoid, x.map { ($0 < 0 ? exp($0) : 1) / (1 + exp(-abs($0))) }, below: 2.4)
    expectErrors(found.tangent, x.map { tanh($0) }, below: 1.6)
    expectErrors(found.cdf, x.map { erfc(-$0 / 2.0.squareRoot()) / 2 }, below: 5.2)
    expectErrors(
      found.density, x.map { exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot() }, below: 2.1)
  }

  @Test func `infinities have their limits, what is no number stays so`() {
    let found = Values([.infinity, -.infinity, .nan])
    #expect(found.power.dropLast() == [.infinity, 0])
    #expect(found.sigmoid.dropLast() == [1, 0])
    #expect(found.tangent.dropLast() == [1, -1])
    #expect(found.cdf.dropLast() == [1, 0])
    #expect(found.density.dropLast() == [0, 0])
    let last = [found.power, found.sigmoid, found.tangent, found.cdf, found.density].map { $0[2] }
    #expect(!last.contains { !$0.isNaN })
  }

  @Test func `results below the normal numbers are not flushed to zero`() {
    let tiny = Float(bitPattern: 71_362)
    let found = Values([-100, tiny])
    #expect(found.power[0].isSubnormal && found.sigmoid[0].isSubnormal)
    #expect(found.tangent[1] == tiny)
  }

  @Test(.enabled(if: ck_can_run_fused()))
  func `every instruction set gives the same bits`() {
    let (plain, fused) = (Values(Self.sweep), Values(Self.sweep, fused: true))
    expectSameBits(plain.power, fused.power)
    expectSameBits(plain.sigmoid, fused.sigmoid)
    expectSameBits(plain.tangent, fused.tangent)
    expectSameBits(plain.cdf, fused.cdf)
    expectSameBits(plain.density, fused.density)
  }

  /// Errors in units of the last place of the exact result; beyond the largest float it must be infinite.
  private func expectErrors(
    _ found: [Float], _ expected: [Double], below bound: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var worst = (error: 0.0, index: 0)
    for (index, (found, expected)) in zip(found, expected).enumerated() {
      let nearest = Float(expected)
      if nearest == found { continue }
      let error = abs(Double(found) - expected) / Double(nearest.ulp)
      if !(error <= worst.error) { worst = (error, index) }
    }
    #expect(worst.error <= bound, "at \(Self.sweep[worst.index])", sourceLocation: sourceLocation)
  }
}
