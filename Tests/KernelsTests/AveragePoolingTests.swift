import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct AveragePoolingTests {
  static let cases: [(shape: Shape, output: [Int])] = [
    ([1, 1, 1], [1, 1]), ([5, 7, 3], [2, 3]), ([2, 3, 2], [4, 5]), ([4, 6, 17], [2, 3]),
    ([5, 4, 3, 2], [2, 3, 3]), ([3, 2, 2, 1], [1, 1, 1]),
  ]

  /// Means of up to 27 numbers in single precision.
  static let tolerance = 1e-6

  @Test(arguments: cases, [1, 3])
  func `adaptive boxes agree with their definition, the gradient with central differences`(
    extents: (shape: Shape, output: [Int]), batch: Int
  ) {
    let (shape, output) = extents
    let channels = shape.extents[output.count]
    let x = normals(batch * shape.count, index: 1)
    let dy = normals(batch * output.reduce(1, *) * channels, index: 2)
    let run = PoolingRun(adaptive: shape, to: output, batch: batch, x: x, dy: dy)
    func reference(_ x: [Double]) -> [Double] {
      Self.adaptiveMeans(of: x, shape: shape, output: output)
    }
    expectClose(run.y, reference(x.doubles), ofLargest: Self.tolerance, "y")
    let dx = centralDifferences(at: x.doubles) { dot(dy.doubles, reference($0)) }
    expectClose(run.dx, dx, ofLargest: Self.tolerance, "dx")
  }

  /// Box i along an axis is from floor(i * extent / output) to ceil((i + 1) * extent / output).
  private static func adaptiveMeans(of x: [Double], shape: Shape, output: [Int]) -> [Double] {
    let channels = shape.extents[output.count]
    var boxes: [[Int]] = [[0]]
    for (extent, count) in zip(shape.extents, output) {
      let along = (0..<count).map { index in
        (0..<extent).filter {
          ($0 + 1) * count > index * extent && $0 * count < (index + 1) * extent
        }
      }
      boxes = boxes.flatMap { outer in
        along.map { inner in outer.flatMap { pixel in inner.map { pixel * extent + $0 } } }
      }
    }
    var means: [Double] = []
    for image in stride(from: 0, to: x.count, by: shape.count) {
      for box in boxes {
        for channel in 0..<channels {
          let elements = box.map { x[image + $0 * channels + channel] }
          means.append(elements.reduce(0, +) / Double(box.count))
        }
      }
    }
    return means
  }

  // The mean of 12544 numbers around 1 would be off by some 1e-5 if they were added one by one in single precision.
  @Test func `the mean of a large image is exact`() throws {
    let geometry = PoolingGeometry.global(over: [112, 112, 3])
    let x = normals(geometry.inputShape.count, index: 1).map { 1 + 0.1 * $0 }
    let run = try PoolingRun(geometry, batch: 1, x: x, dy: [12544, 1, -2])
    expectClose(run.y, geometry.reference(x: x.doubles), ofLargest: 2e-6, "y")
    #expect(Array(run.dx.prefix(2)) == [1, 1 / 12544])
  }

  @Test func `boxes of the wrong number of axes stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = AveragePooling(adaptive: [4, 4, 4, 2], output: [2, 2], batch: 1)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("adaptive pooling to [2, 2] of [4, 4, 4, 2]"))
  }
}
