import References
import Testing

@Suite struct PrintedNumberTests {
  @Test(
    arguments: zip(
      ["5.3", "36", "4.0", "84.4", "4e-5"],
      [(1, 5_300_000.0), (0, 36_000_000), (1, 4_000_000), (1, 84_400_000), (nil, 40)]))
  func `digits and value are as printed`(digits: String, expected: (Int?, Double)) throws {
    let number = try #require(PrintedNumber(digits))
    #expect(number.decimals == expected.0)
    #expect(number.scaled(by: .millions) == expected.1)
  }

  @Test(
    arguments: zip(
      [
        ("36", 35_691_912.0), ("18", 17_493_688), ("18", 17_500_000), ("4.6", 4_557_000),
        ("4.6", 4_549_999), ("7.0", 7_040_000), ("4e-5", 40),
      ],
      [true, false, true, true, false, true, true]))
  func `a number rounds to the printed one or does not`(
    pair: (String, Double), expected: Bool
  ) throws {
    let number = try #require(PrintedNumber(pair.0))
    #expect(number.isRounded(pair.1, unit: .millions) == expected)
  }

  @Test func `percent become fractions`() throws {
    let number = try #require(PrintedNumber("84.4"))
    #expect(number.scaled(by: .percent) == 0.844)
    #expect(PrintedNumber("1.7x-2.7x") == nil)
  }
}
