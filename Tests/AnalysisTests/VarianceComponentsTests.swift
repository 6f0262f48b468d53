import Randomness
import Testing

@testable import Analysis

@Suite struct VarianceComponentsTests {
  @Test func `mean squares, crossed and nested, are those of statsmodels`() throws {
    let frozen = try InferenceGolden.read().components
    let (rows, columns) = (Double(frozen.values.count), Double(frozen.values[0].count))
    let crossed = VarianceComponents(crossed: frozen.values, names: ("init", "order")).components
    let squares = frozen.crossedMeanSquares
    #expect(crossed.map(\.source) == ["init", "order", "residual"])
    #expect(isClose(crossed[0].variance, (squares[0] - squares[2]) / columns, relative: 1e-9))
    #expect(isClose(crossed[1].variance, (squares[1] - squares[2]) / rows, relative: 1e-9))
    #expect(isClose(crossed[2].variance, squares[2], relative: 1e-9))

    let nested = VarianceComponents(nested: frozen.values, outer: "init", inner: "order").components
    let both = frozen.nestedMeanSquares
    #expect(isClose(nested[0].variance, (both[0] - both[1]) / columns, relative: 1e-9))
    #expect(isClose(nested[1].variance, both[1], relative: 1e-9))
  }

  /// Of 400 simulations 95 % with three deviations of 1.1 % are 367 to 393; the difference's interval is a little wide.
  @Test func `intervals cover the true parts as often as they say`() {
    var stream = testStream(13)
    var covered = [0, 0, 0]
    for _ in 0..<400 {
      let rows = (0..<6).map { _ in 2 * stream.nextNormal() }
      let columns = (0..<5).map { _ in stream.nextNormal() }
      let values = rows.map { row in columns.map { row + $0 + 1.5 * stream.nextNormal() } }
      let found = VarianceComponents(crossed: values, names: ("init", "order")).components
      for (place, truth) in [4, 1, 2.25].enumerated()
      where found[place].interval?.contains(truth) == true {
        covered[place] += 1
      }
    }
    #expect(covered.allSatisfy { (367...397).contains($0) }, "\(covered) of 400")
  }

  @Test func `each stream drawn alone has its own variance and share`() throws {
    let split = VarianceComponents(alone: [
      (stream: "init", values: [1, 3]), (stream: "order", values: [1, 2, 3, 4]),
    ])
    #expect(isClose(split.components[0].variance, 2, relative: 1e-12))
    #expect(isClose(split.components[1].variance, 5.0 / 3, relative: 1e-12))
    #expect(split.components.map(\.degreesOfFreedom) == [1, 3])
    #expect(isClose(try #require(split.share(of: "init")), 2 / (2 + 5.0 / 3), relative: 1e-12))
    #expect(split.share(of: "augment") == nil)
  }

  @Test func `a negative estimate stays negative, its share is none`() throws {
    let split = VarianceComponents(
      nested: [[0, 2], [1, 1.0], [2, 0]], outer: "init", inner: "order")
    #expect(split.components[0].variance < 0 && split.components[0].deviation == 0)
    #expect(split.components[0].interval?.low == 0)
    #expect(try #require(split.share(of: "init")) == 0)
  }
}
