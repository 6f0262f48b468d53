import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct TokensTests {
  static let extents: [(images: Int, pixels: Int, features: Int)] = [
    (1, 1, 1), (3, 4, 5), (2, 9, 17),
  ]

  @Test(arguments: extents)
  func `the class token comes before the pixels, each with its position`(
    extents: (images: Int, pixels: Int, features: Int)
  ) {
    let (images, pixels, features) = extents
    let memory = GuardedMemory()
    let x = normals(images * pixels * features, index: 1)
    let (classToken, position) = (
      normals(features, index: 2), normals((1 + pixels) * features, index: 3)
    )
    let dy = normals(images * position.count, index: 4)
    let (y, dx) = (memory.region(count: dy.count), memory.region(count: x.count))
    let tokens = Tokens(
      images: images, pixels: pixels, features: features, x: memory.region(x), y: y,
      classToken: memory.region(classToken), position: memory.region(position))
    tokens.forward()
    let dClassToken = memory.region(count: features)
    let dPosition = memory.region(count: position.count)
    tokens.backward(
      dy: memory.region(dy), dx: dx, dClassToken: dClassToken, dPosition: dPosition)
    memory.expectIntact()
    func reference(_ x: [Double], _ classToken: [Double], _ position: [Double]) -> [Double] {
      referenceTokens(x, classToken: classToken, position: position)
    }
    let (x64, token64, position64) = (x.doubles, classToken.doubles, position.doubles)
    expectClose(y.elements, reference(x64, token64, position64), ofLargest: 1e-7, "y")
    let expected = centralDifferences(at: x64) {
      dot(dy.doubles, reference($0, token64, position64))
    }
    expectClose(dx.elements, expected, ofLargest: 1e-6, "dx")
    let ofToken = centralDifferences(at: token64) {
      dot(dy.doubles, reference(x64, $0, position64))
    }
    expectClose(dClassToken.elements, ofToken, ofLargest: 1e-6, "dClassToken")
    let ofPosition = centralDifferences(at: position64) {
      dot(dy.doubles, reference(x64, token64, $0))
    }
    expectClose(dPosition.elements, ofPosition, ofLargest: 1e-6, "dPosition")
  }

  @Test func `the class token is each image's first, its gradient goes there alone`() {
    let memory = GuardedMemory()
    let (y, dx) = (memory.region(count: 4), memory.region(count: 12))
    let x = memory.region((1...12).map { Float($0) })
    let selection = ClassToken(images: 2, tokens: 3, features: 2, x: x, y: y)
    selection.forward()
    #expect(y.elements == [1, 2, 7, 8])
    selection.backward(dy: memory.region([5, 6, 7, 8]), dx: dx)
    #expect(dx.elements == [5, 6, 0, 0, 0, 0, 7, 8, 0, 0, 0, 0])
    memory.expectIntact()
  }

  @Test func `regions that do not fit stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let memory = GuardedMemory()
      let x = memory.region([1, 2, 3])
      _ = ClassToken(images: 1, tokens: 2, features: 2, x: x, y: memory.region([1, 2]))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("class token of 1 images, 2 tokens, 2 features: x 3, y 2"))
  }
}
