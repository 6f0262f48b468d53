import Kernels
import Randomness
import Tensors
import TestSupport
import Testing

@Suite struct StochasticDepthTests {
  @Test func `an image's factor is a function of seed, epoch, place and lane, not of its batch`() {
    let places = Array(0..<64)
    let address = DropoutAddress(seed: Seed(root: 1), epoch: 2, places: places)
    let factors = Self.factors(address)
    #expect(factors == Self.factors(address))
    let alone = DropoutAddress(seed: Seed(root: 1), epoch: 2, places: [9])
    #expect(Self.factors(alone) == [factors[9]])
    let others = [
      Self.factors(DropoutAddress(seed: Seed(root: 2), epoch: 2, places: places)),
      Self.factors(DropoutAddress(seed: Seed(root: 1), epoch: 3, places: places)),
      Self.factors(DropoutAddress(seed: Seed(root: 1), epoch: 2, places: places.map { $0 + 64 })),
      Self.factors(address, lane: 1),
    ]
    #expect(Set(others + [factors]).count == 5)
  }

  @Test func `images are kept with the probability asked for and scaled up by it`() {
    let places = Array(0..<20_000)
    let factors = Self.factors(
      DropoutAddress(seed: Seed(root: 1), epoch: 0, places: places), rate: 0.2)
    #expect(Set(factors) == [0, 1.25])
    let kept = Double(factors.count { $0 > 0 }) / Double(factors.count)
    // Four deviations of a mean of 20 000 draws.
    expectClose([kept], [0.8], absolute: 4 * (0.16 / 20_000).squareRoot(), relative: 1e-12)
  }

  @Test func `output and gradient of an image are multiplied by its factor`() {
    let memory = GuardedMemory()
    let (x, dy) = (normals(8 * 17, index: 1), normals(8 * 17, index: 2))
    let (y, factors) = (memory.region(count: x.count), memory.region(count: 8))
    let depth = StochasticDepth(rate: 0.4, lane: 3, x: memory.region(x), y: y, factors: factors)
    depth.forwardTraining(DropoutAddress(seed: Seed(root: 5), epoch: 1, places: Array(0..<8)))
    let drawn = factors.elements
    #expect(Set(drawn) == [0, Float(1 / 0.6)])
    expectSameBits(y.elements, x.indices.map { x[$0] * drawn[$0 / 17] })
    let gradient = memory.region(dy)
    depth.backward(gradient: gradient)
    expectSameBits(gradient.elements, dy.indices.map { dy[$0] * drawn[$0 / 17] })
    memory.expectIntact()
  }

  @Test func `inference copies`() {
    let memory = GuardedMemory()
    let x = normals(6, index: 1)
    let y = memory.region(count: 6)
    StochasticDepth(
      rate: 0.4, lane: 0, x: memory.region(x), y: y, factors: memory.region(count: 2)
    ).forwardInference()
    expectSameBits(y.elements, x)
    memory.expectIntact()
  }

  @Test func `a place is missing for an image: the program stops`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      StochasticDepth.draw(
        into: GuardedMemory().region(count: 2), rate: 0.1, lane: 0,
        DropoutAddress(seed: Seed(root: 1), epoch: 0, places: [0]))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("2 factors for 1 images"))
  }

  private static func factors(
    _ address: DropoutAddress, rate: Double = 0.5, lane: Int = 0
  ) -> [Float] {
    let memory = GuardedMemory()
    let factors = memory.region(count: address.places.count)
    StochasticDepth.draw(into: factors, rate: rate, lane: lane, address)
    memory.expectIntact()
    return factors.elements
  }
}
