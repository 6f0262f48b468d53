import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct PoolingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var geometry: PoolingGeometry
    var batch: Int
    var testDescription: String {
      let taps = geometry.window.axes.map(\.kernel)
      return "\(batch) x \(geometry.inputShape.extents) to \(geometry.outputShape.extents), "
        + "\(taps) taps, \(geometry.kind)"
    }
  }

  static let cases = [PoolingKind.maximum, .averageInside, .averageWithBorder].flatMap { kind in
    (images(kind) + clips(kind)).flatMap { geometry in
      [1, 3].map { Case(geometry: geometry, batch: $0) }
    }
  }

  private static func images(_ kind: PoolingKind) -> [PoolingGeometry] {
    [
      PoolingGeometry(kind, input: Pair(1), channels: 1, window: Window(kernel: Pair(1))),
      PoolingGeometry(
        kind, input: Pair(height: 5, width: 7), channels: 3,
        window: Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1))),
      PoolingGeometry(
        kind, input: Pair(4), channels: 17, window: Window(kernel: Pair(2), stride: Pair(2))),
      PoolingGeometry(
        kind, input: Pair(height: 3, width: 6), channels: 16,
        window: Window(
          kernel: Pair(height: 3, width: 2), padding: Pair(height: 1, width: 0),
          paddingAfter: Pair(height: 1, width: 1))),
      PoolingGeometry(
        kind, input: Pair(height: 5, width: 3), channels: 5,
        window: Window(kernel: Pair(2), stride: Pair(2)), roundsUp: true),
      // The last window of each row reaches a pixel beyond the border, which is a pixel wide.
      PoolingGeometry(
        kind, input: Pair(height: 6, width: 2), channels: 2,
        window: Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)), roundsUp: true),
      // Pixels that no window covers.
      PoolingGeometry(
        kind, input: Pair(height: 5, width: 8), channels: 2,
        window: Window(kernel: Pair(2), stride: Pair(3))),
      // A row of thirteen taps is added up in parts.
      PoolingGeometry(
        kind, input: Pair(height: 1, width: 15), channels: 3,
        window: Window(kernel: Pair(height: 1, width: 13))),
      .global(over: [3, 5, 2]),
    ]
  }

  private static func clips(_ kind: PoolingKind) -> [PoolingGeometry] {
    [
      PoolingGeometry(
        kind, inputShape: [4, 3, 5, 2],
        window: Window(
          kernel: Pair(3), stride: Pair(2), padding: Pair(1),
          time: AxisWindow(kernel: 2, stride: 2)), roundsUp: true),
      PoolingGeometry(
        kind, inputShape: [5, 2, 2, 3],
        window: Window(
          kernel: Pair(1), time: AxisWindow(kernel: 3, stride: 2, padding: 1, paddingAfter: 2))),
      .global(over: [2, 3, 2, 3]),
    ]
  }

  /// Means of up to eighteen numbers in single precision.
  static let tolerance = 1e-6

  @Test(arguments: cases)
  func `agrees with the definition, its gradient with central differences`(of: Case) throws {
    let (geometry, batch) = (of.geometry, of.batch)
    let x = normals(batch * geometry.inputShape.count, index: 1)
    let dy = normals(batch * geometry.outputShape.count, index: 2)
    let run = try PoolingRun(geometry, batch: batch, x: x, dy: dy)
    expectClose(run.y, geometry.reference(x: x.doubles), ofLargest: Self.tolerance, "y")
    let dx = centralDifferences(at: x.doubles) { dot(dy.doubles, geometry.reference(x: $0)) }
    expectClose(run.dx, dx, ofLargest: Self.tolerance, "dx")
  }

  @Test func `the gradient goes to the first of equals, row by row`() throws {
    let geometry = PoolingGeometry(
      .maximum, input: Pair(2), channels: 1, window: Window(kernel: Pair(2)))
    let run = try PoolingRun(geometry, batch: 1, x: [0, 5, 5, 5], dy: [1])
    #expect(run.dx == [0, 1, 0, 0])
  }

  @Test(
    arguments: zip(
      [(5, 2, 2, 0), (3, 2, 3, 0), (4, 2, 3, 0), (7, 3, 2, 1), (9, 3, 2, 0), (8, 3, 2, 0)],
      [3, 1, 2, 4, 4, 4]))
  func `rounding up never adds a window that starts beyond the image`(
    extents: (size: Int, kernel: Int, stride: Int, padding: Int), output: Int
  ) {
    let window = Window(
      kernel: Pair(extents.kernel), stride: Pair(extents.stride), padding: Pair(extents.padding))
    let geometry = PoolingGeometry(
      .maximum, input: Pair(extents.size), channels: 1, window: window, roundsUp: true)
    #expect(geometry.output == Pair(output))
  }

  @Test func `a window that would lie in the border stops the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PoolingGeometry(
        .averageInside, input: Pair(4), channels: 1,
        window: Window(kernel: Pair(2), padding: Pair(2)))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("a pooling window of 2 taps would lie in a border of 2 and 2"))
  }

  @Test func `a window with gaps stops the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PoolingGeometry(
        .maximum, input: Pair(4), channels: 1, window: Window(kernel: Pair(2), dilation: Pair(2)))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("pooling windows are dense, found dilation 2"))
  }
}
