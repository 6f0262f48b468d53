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

  @Test(
    arguments: zip(
      [(4e4, 6e5), (2e6, 3e7), (6.2e6, 9.7e6), (2.5e9, 7e10), (0.0004, 0.0071), (1.1, 1.24)],
      [
        ["50 k", "100 k", "200 k", "500 k"], ["3 M", "10 M", "30 M"], ["7 M", "8 M", "9 M"],
        ["3 G", "10 G", "30 G"],
        ["0.0005", "0.001", "0.002", "0.005"], ["1.1", "1.15", "1.2"],
      ]))
  func `large numbers between powers of ten have the letter of their thousands`(
    range: (Double, Double), labels: [String]
  ) {
    #expect(logarithmicTicks(Interval(low: range.0, high: range.1)).map(\.label) == labels)
  }

  @Test(arguments: [3, 4, 6]) func `a small panel has fewer ticks`(most: Int) {
    let values = [1e-3, 2e12]
    let axis = FigureAxis("x", isLogarithmic: true).fitted(to: values, most: most)
    #expect((axis.ticks?.count ?? 0) <= most && (axis.ticks?.count ?? 0) >= 2)
    let linear = FigureAxis("x").fitted(to: values, most: most)
    #expect((linear.ticks?.count ?? 0) <= most + 2 && (linear.ticks?.count ?? 0) >= 2)
  }
}
