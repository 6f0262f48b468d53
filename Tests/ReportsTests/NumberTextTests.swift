import Analysis
import Testing

@testable import Reports

@Suite struct NumberTextTests {
  static func text(
    _ value: Double, _ low: Double? = nil, _ high: Double? = nil, unit: ReportUnit = .none,
    decimals: Int? = nil
  ) -> String {
    let interval = low.flatMap { low in high.map { Interval(low: low, high: $0) } }
    return NumberText(
      ReportNumber(value, interval: interval),
      column: ReportColumn("", unit: unit, decimals: decimals)
    ).joined
  }

  @Test func `the half width has two digits and the value ends where it ends`() {
    #expect(Self.text(0.70833, 0.68936, 0.7273, unit: .percent) == "70.8 ± 1.9")
    #expect(Self.text(0.8, 0.5, 1.1, unit: .percent) == "80 ± 30")
    #expect(Self.text(10, 9.9004, 10.0996) == "10.00 ± 0.10")
  }

  @Test func `a lopsided interval shows both ends, and the value keeps two digits`() {
    #expect(Self.text(0.1205, 0.01, 4) == "0.12 [0.01, 4.00]")
    #expect(Self.text(3.162, 0.312, 1.23e22) == "3.16 [0.312, 1.23e22]")
  }

  @Test(
    arguments: zip([0.123, -0.123, 0.004, -0.004, 0], ["+0.12", "-0.12", "0.00", "0.00", "0.00"]))
  func `a difference shows its sign while a digit is left of it`(value: Double, expected: String) {
    let number = ReportNumber(value, isSigned: true)
    #expect(NumberText(number, column: ReportColumn("", decimals: 2)).joined == expected)
  }

  @Test func `a number's own digits go before its column's`() {
    let number = ReportNumber(5.3e6, decimals: 1)
    let column = ReportColumn("", unit: .millions, decimals: 3)
    #expect(NumberText(number, column: column).joined == "5.3")
  }

  @Test func `a number alone has four digits, a whole one all of its own`() {
    #expect(Self.text(1.23456) == "1.235")
    #expect(Self.text(40) == "40")
    #expect(Self.text(0.000_012_34) == "1.23e-5")
    #expect(Self.text(40_813_184) == "4.08e7")
  }

  @Test func `what fixed digits would show as zero is shown as smaller`() {
    #expect(Self.text(0.0001, decimals: 3) == "<0.001")
    #expect(Self.text(-0.0001, -0.02, 0.0198) == "0.000 ± 0.020")
  }
}
