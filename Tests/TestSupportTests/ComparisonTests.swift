import TestSupport
import Testing

@Suite struct ComparisonTests {
  @Test func `what is close enough passes`() {
    expectClose([1.0, 2.5], [1.25, 2], absolute: 0.25, relative: 0.125)
    expectClose([1.0, 100] as [Float], [1.5, 100], ofLargest: 0.01)
    expectSameBits([1, -0.0], [1, -0.0])
  }

  @Test func `the worst element is named with its place`() {
    expectIssue(
      "y: 2 of 3 elements differ; the worst is [2]: found 9.0, expected 4.0, "
        + "allowed difference 0.5"
    ) {
      expectClose([1.0, 3, 9], [1, 2, 4], absolute: 0.5, relative: 1e-300, "y")
    }
  }

  @Test func `what is no number is close to nothing`() {
    expectIssue(
      "y: 1 of 2 elements differ; the worst is [1]: found nan, expected 0.0, "
        + "allowed difference 1.0"
    ) {
      expectClose([5, Double.nan], [5, 0], absolute: 1, relative: 1, "y")
    }
  }

  @Test func `counts are compared first`() {
    expectIssue("y: 1 elements, expected 2") {
      expectClose([1.0], [1, 1], ofLargest: 1, "y")
    }
  }

  @Test func `bits tell zeros apart`() {
    expectIssue("y: [1]: found -0.0, expected 0.0") { expectSameBits([1, -0.0], [1, 0], "y") }
    expectIssue("y: 2 elements of 1") { expectSameBits([1, 0], [1], "y") }
  }

  private func expectIssue(_ text: String, _ body: () -> Void) {
    withKnownIssue {
      body()
    } matching: { issue in
      issue.comments.map(\.rawValue) == [text]
    }
  }
}
