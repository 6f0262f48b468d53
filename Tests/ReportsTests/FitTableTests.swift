import Analysis
import Reports
import Testing

@Suite struct FitTableTests {
  /// Runs on the curve 0.123 + 21.5 x^-0.5 without noise.
  static func fit() throws -> PowerLawFit {
    let law = PowerLaw(floor: 0.123, amplitude: 21.5, exponent: 0.5)
    let costs = [1e4, 3e4, 1e5, 3e5, 1e6]
    return try PowerLawFitting().fit(
      costs.enumerated().map { place, cost in
        FitObservation(cost: cost, error: law.value(at: cost), point: "p\(place)")
      })
  }

  @Test func `a curve is told in a sentence`() throws {
    #expect(
      try Self.fit().statement
        == "error = E + A x^-a with E = 0.1230, A = 21.50, a = 0.5000 from 5 runs at 5 costs: "
        + "converged.")
  }

  @Test func `a table of curves gives their numbers and why some are absent`() throws {
    let table = ReportTable(
      [LabelledFit(label: "all", fit: try Self.fit())], name: "fits", title: "Curves",
      unit: .percent, provenance: Sample.provenance)
    let text = table.text(in: .text)
    #expect(text.contains("all     5  12.30  21.50  0.5000  1.000"))
    #expect(text.contains("\na: nothing held out.\n"))
  }
}
