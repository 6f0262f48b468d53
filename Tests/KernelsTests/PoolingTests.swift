import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct PoolingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var geometry: PoolingGeometry
    var batch: Int
    var testDescription: String {
      let (input, window) = (geometry.input, geometry.window)
      return "\(batch) x \(input.height) x \(input.width) x \(geometry.channels) "
        + "kernel \(window.kernel.height) stride \(window.stride.height) \(geometry.kind)"
    }
  }

  static let cases = [PoolingKind.maximum, .averageInside, .averageWithBorder].flatMap { kind in
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
        window: Window(kernel: Pair(2), stride: Pair(2)), roundsUp: kind != .averageWithBorder),
    ].flatMap { geometry in [1, 3].map { Case(geometry: geometry, batch: $0) } }
  }

  /// Means of up to nine numbers in single precision.
  static let tolerance = 1e-6

  @Test(arguments: cases)
  func `agrees with the definition, its gradient with central differences`(of: Case) throws {
    let (geometry, batch) = (of.geometry, of.batch)
    let (input, output) = (geometry.input, geometry.output)
    let x = normals(batch * input.height * input.width * geometry.channels, index: 1)
    let dy = normals(batch * output.height * output.width * geometry.channels, index: 2)
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

  @Test func `rounding up with the border counted stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = PoolingGeometry(
        .averageWithBorder, input: Pair(3), channels: 1,
        window: Window(kernel: Pair(2), stride: Pair(2)), roundsUp: true)
    }
  }
}
