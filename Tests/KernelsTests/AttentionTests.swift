import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct AttentionTests {
  static let extents: [(images: Int, tokens: Int, heads: Int, features: Int)] = [
    (1, 1, 1, 1), (2, 3, 1, 5), (1, 17, 2, 6), (2, 5, 3, 12),
  ]

  @Test(arguments: extents)
  func `agrees with the definition, its gradient with central differences`(
    extents: (images: Int, tokens: Int, heads: Int, features: Int)
  ) {
    let (images, tokens, heads, features) = extents
    let x = normals(images * tokens * 3 * features, index: 1)
    let dy = normals(images * tokens * features, index: 2)
    let run = AttentionRun(images: images, heads: heads, features: features, x: x, dy: dy)
    func y(_ x: [Double]) -> [Double] {
      referenceAttention(x, tokens: tokens, features: features, heads: heads)
    }
    expectClose(run.y, y(x.doubles), ofLargest: 1e-6, "y")
    let dx = centralDifferences(at: x.doubles) { dot(dy.doubles, y($0)) }
    expectClose(run.dx, dx, ofLargest: 2e-6, "dx")
  }

  @Test func `scores far apart neither overflow nor vanish`() {
    // Two tokens, one feature: the queries are 100 and 1, the keys -100 and 100.
    let x: [Float] = [100, -100, 3, 1, 100, 5]
    let run = AttentionRun(images: 1, heads: 1, features: 1, x: x, dy: [1, 1])
    #expect(run.y == [5, 5])
  }

  @Test func `a number that is none reaches every token of its image, and no other image`() {
    var x = normals(2 * 3 * 12, index: 1)
    x[4] = .nan
    let run = AttentionRun(images: 2, heads: 2, features: 4, x: x, dy: normals(24, index: 2))
    let nans = run.y.map(\.isNaN)
    // The first key's first feature: the first head sees it, the second does not.
    let firstImage = (0..<12).map { $0 % 4 < 2 }
    #expect(nans == firstImage + Array(repeating: false, count: 12))
  }

  @Test func `features that heads do not divide stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = AttentionRun(images: 1, heads: 2, features: 3, x: normals(9, index: 1), dy: [1, 2, 3])
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("attention of 1 images, 1 tokens, 2 heads, 3 features"))
  }
}
