import Analysis
import Testing

@testable import Reports

@Suite struct FigureTicksTests {
  @Test(
    arguments: zip(
      [(-5.2, 0.6), (0, 1), (-250, 200), (0.013, 0.019)],
      [
        ["-5", "-4", "-3", "-2", "-1", "0"], ["0", "0.2", "0.4", "0.6", "0.8", "1"],
        ["-200", "-100", "0", "100", "200"],
        ["0.013", "0.014", "0.015", "0.016", "0.017", "0.018", "0.019"],
      ]))
  func `linear ticks are few and round`(range: (Double, Double), labels: [String]) {
    #expect(linearTicks(Interval(low: range.0, high: range.1)).map(\.label) == labels)
  }

  @Test func `logarithmic ticks are powers of ten where there are enough of them`() {
    #expect(
      logarithmicTicks(Interval(low: 5e5, high: 2e9)).map(\.label)
        == ["10^{6}", "10^{7}", "10^{8}", "10^{9}"])
    #expect(
      logarithmicTicks(Interval(low: 20, high: 300)).map(\.label) == ["30", "100", "300"])
  }
}
