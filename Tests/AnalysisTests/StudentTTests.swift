import Testing

@testable import Analysis

@Suite struct StudentTTests {
  struct Frozen: Decodable {
    let quantiles: [[Double]]
    let tails: [[Double]]
  }

  @Test func `quantiles agree with SciPy`() throws {
    for row in try golden("student_t", as: Frozen.self).quantiles {
      let found = StudentT(degreesOfFreedom: row[0]).quantile(row[1])
      // SciPy gives 0 at one half only to its rounding.
      #expect(isClose(found, row[2], relative: 1e-9, absolute: 1e-12), "\(row) gave \(found)")
    }
  }

  @Test func `tails agree with SciPy`() throws {
    for row in try golden("student_t", as: Frozen.self).tails {
      let found = StudentT(degreesOfFreedom: row[0]).twoSidedTail(row[1])
      #expect(isClose(found, row[2], relative: 1e-11), "\(row) gave \(found)")
    }
  }

  @Test func `a probability outside of 0 to 1 is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = StudentT(degreesOfFreedom: 3).quantile(1)
    }
    await #expect(processExitsWith: .failure) { _ = StudentT(degreesOfFreedom: 0) }
  }
}
