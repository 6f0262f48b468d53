import Kernels
import Randomness
import Tensors
import TestSupport
import Testing

@Suite struct DropoutTests {
  private static let features = 100

  @Test func `the mask is a function of seed, epoch, place and lane`() {
    let mask = Self.mask(at: DropoutAddress(seed: Seed(root: 1), epoch: 2, places: [3]))
    #expect(mask == Self.mask(at: DropoutAddress(seed: Seed(root: 1), epoch: 2, places: [3])))
    let others = [
      Self.mask(at: DropoutAddress(seed: Seed(root: 2), epoch: 2, places: [3])),
      Self.mask(at: DropoutAddress(seed: Seed(root: 1), epoch: 3, places: [3])),
      Self.mask(at: DropoutAddress(seed: Seed(root: 1), epoch: 2, places: [4])),
      Self.mask(at: DropoutAddress(seed: Seed(root: 1), epoch: 2, places: [3]), lane: 1),
    ]
    #expect(Set(others + [mask]).count == 5)
  }

  @Test func `a sample's mask does not depend on the rest of its batch`() {
    let seed = Seed(root: 1)
    let batch = Self.mask(at: DropoutAddress(seed: seed, epoch: 0, places: [7, 8, 9]))
    let alone = Self.mask(at: DropoutAddress(seed: seed, epoch: 0, places: [8]))
    #expect(Array(batch[Self.features..<2 * Self.features]) == alone)
  }

  @Test func `features are kept with the probability asked for and scaled up by it`() {
    let places = Array(0..<200)
    let mask = Self.mask(
      at: DropoutAddress(seed: Seed(root: 1), epoch: 0, places: places), rate: 0.2)
    #expect(Set(mask) == [0, 1.25])
    let kept = Double(mask.count { $0 > 0 }) / Double(mask.count)
    // Four deviations of a mean of 20 000 draws.
    expectClose([kept], [0.8], absolute: 4 * (0.16 / 20_000).squareRoot(), relative: 1e-12)
  }

  @Test func `a rate of zero keeps everything`() {
    let mask = Self.mask(
      at: DropoutAddress(seed: Seed(root: 1), epoch: 0, places: [0]), rate: 0)
    #expect(Set(mask) == [1])
  }

  @Test func `output and gradient are multiplied by the mask`() {
    let memory = GuardedMemory()
    let (x, dy) = (normals(34, index: 1), normals(34, index: 2))
    let (y, mask) = (memory.region(count: 34), memory.region(count: 34))
    let dropout = Dropout(rate: 0.4, lane: 3, x: memory.region(x), y: y, mask: mask)
    dropout.forwardTraining(DropoutAddress(seed: Seed(root: 5), epoch: 1, places: [4, 2]))
    expectSameBits(y.elements, zip(x, mask.elements).map { $0 * $1 })
    let gradient = memory.region(dy)
    dropout.backward(gradient: gradient)
    expectSameBits(gradient.elements, zip(dy, mask.elements).map { $0 * $1 })
    memory.expectIntact()
  }

  @Test func `inference copies`() {
    let memory = GuardedMemory()
    let x = normals(5, index: 1)
    let (y, mask) = (memory.region(count: 5), memory.region(count: 5))
    Dropout(rate: 0.4, lane: 0, x: memory.region(x), y: y, mask: mask).forwardInference()
    expectSameBits(y.elements, x)
    memory.expectIntact()
  }

  private static func mask(
    at address: DropoutAddress, rate: Double = 0.5, lane: Int = 0
  ) -> [Float] {
    let memory = GuardedMemory()
    let count = address.places.count * features
    let (x, mask) = (memory.region(normals(count, index: 0)), memory.region(count: count))
    Dropout(rate: rate, lane: lane, x: x, y: memory.region(count: count), mask: mask)
      .forwardTraining(address)
    memory.expectIntact()
    return mask.elements
  }
}
