import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct ChannelScaleTests {
  static let extents: [(images: Int, pixels: Int, channels: Int)] = [
    (1, 1, 1), (2, 9, 5), (3, 4, 33), (2, 130, 32),
  ]

  @Test(arguments: extents)
  func `agrees with the definition, its gradients with central differences`(
    extents: (images: Int, pixels: Int, channels: Int)
  ) {
    let (images, pixels, channels) = extents
    let memory = GuardedMemory()
    let x = normals(images * pixels * channels, index: 1)
    let factors = normals(images * channels, index: 2)
    let dy = normals(x.count, index: 3)
    let y = memory.region(count: x.count)
    let scale = ChannelScale(
      images: images, pixels: pixels, channels: channels, x: memory.region(x),
      factors: memory.region(factors), y: y)
    scale.forward()
    let (dx, dFactors) = (memory.region(dy), memory.region(count: factors.count))
    scale.backward(dy: dx, dFactors: dFactors)
    memory.expectIntact()
    let shape: Shape = [pixels, channels]
    func product(_ x: [Double], _ factors: [Double]) -> [Double] {
      referenceChannelScale(x, by: factors, shape: shape)
    }
    // Products are rounded once; sums of up to 130 of them follow the largest.
    expectClose(
      y.elements, product(x.doubles, factors.doubles), absolute: 1e-30, relative: 1e-7, "y")
    expectClose(
      dx.elements, product(dy.doubles, factors.doubles), absolute: 1e-30, relative: 1e-7, "dx")
    let expected = centralDifferences(at: factors.doubles) {
      dot(dy.doubles, product(x.doubles, $0))
    }
    expectClose(dFactors.elements, expected, ofLargest: 1e-6, "dFactors")
  }

  @Test func `regions that do not fit stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let memory = GuardedMemory()
      let (x, y) = (memory.region([1, 2]), memory.region([1, 2]))
      _ = ChannelScale(
        images: 1, pixels: 1, channels: 2, x: x, factors: memory.region([1]), y: y)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("channel scale of 1 images, 1 pixels, 2 channels: x 2, factors 1"))
  }
}
