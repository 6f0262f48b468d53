import Foundation
import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct MomentUpdateTests {
  /// Weights and moments in double precision.
  private struct Reference {
    var weights: [Double]
    var first: [Double]
    var second: [Double]

    init(_ weights: [Float]) {
      self.weights = weights.doubles
      first = Array(repeating: 0, count: weights.count)
      second = first
    }

    /// Moves the moments; the direction of each weight.
    mutating func directions(_ gradients: [Double], _ update: MomentUpdate) -> [Double] {
      let number = Double(update.number)
      return gradients.indices.map { i in
        first[i] = update.beta1 * first[i] + (1 - update.beta1) * gradients[i]
        second[i] = update.beta2 * second[i] + (1 - update.beta2) * gradients[i] * gradients[i]
        let mean = first[i] / (1 - pow(update.beta1, number))
        let square = second[i] / (1 - pow(update.beta2, number))
        return mean / (square.squareRoot() + update.epsilon)
      }
    }
  }

  static func update(_ number: Int) -> MomentUpdate {
    MomentUpdate(beta1: 0.9, beta2: 0.99, epsilon: 1e-3, number: number, scale: 0.5)
  }

  @Test(arguments: [1, 17, 1_000], [(0.1, 0), (0, 0.01)])
  func `Adam agrees with the definition in double precision`(
    count: Int, form: (decay: Double, shrinkage: Double)
  ) {
    let memory = GuardedMemory()
    let weights = memory.region(normals(count, index: 0))
    let (first, second) = (Self.zeros(count, memory), Self.zeros(count, memory))
    var expected = Reference(weights.elements)
    for number in 1...4 {
      let gradient = normals(count, index: number)
      Self.update(number).descend(
        rate: 0.1, decay: form.decay, shrinkage: form.shrinkage, gradient: memory.region(gradient),
        first: first, second: second, weights: weights)
      let decayed = zip(gradient, expected.weights).map { 0.5 * Double($0) + form.decay * $1 }
      let directions = expected.directions(decayed, Self.update(number))
      for i in 0..<count {
        expected.weights[i] -= form.shrinkage * expected.weights[i] + 0.1 * directions[i]
      }
    }
    memory.expectIntact()
    // A dozen roundings of 6e-8 to numbers around 1, and steps of 0.1 whose quotients enlarge them.
    expectClose(weights.elements, expected.weights, absolute: 3e-6, relative: 1e-6, "weights")
    expectClose(first.elements, expected.first, absolute: 1e-6, relative: 1e-6, "first")
    expectClose(second.elements, expected.second, absolute: 1e-6, relative: 1e-6, "second")
  }

  @Test(arguments: [1, 17, 1_024, 5_000])
  func `LAMB's direction and norms agree with the definition`(count: Int) {
    let memory = GuardedMemory()
    let weights = memory.region(normals(count, index: 0))
    let (first, second) = (Self.zeros(count, memory), Self.zeros(count, memory))
    var expected = Reference(weights.elements)
    for number in 1...3 {
      let gradient = memory.region(normals(count, index: number))
      let halves = gradient.elements.doubles.map { $0 / 2 }
      let norms = Self.update(number).turnIntoDirection(
        gradient: gradient, decay: 0.25, first: first, second: second, weights: weights)
      let directions = zip(expected.directions(halves, Self.update(number)), expected.weights).map {
        $0 + 0.25 * $1
      }
      expectClose(gradient.elements, directions, absolute: 3e-6, relative: 3e-6, "direction")
      expectClose(
        [norms.direction, norms.weights],
        [directions, expected.weights].map { $0.map { $0 * $0 }.reduce(0, +).squareRoot() },
        absolute: 1e-6, relative: 1e-6, "norms")
    }
    memory.expectIntact()
    expectSameBits(weights.elements, normals(count, index: 0))
  }

  @Test func `weights descend along a direction`() {
    let memory = GuardedMemory()
    let weights = memory.region([1, 2])
    descend(weights, along: memory.region([4, -8]), rate: 0.25)
    #expect(weights.elements == [0, 4])
  }

  @Test func `arrays of another count stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let memory = GuardedMemory()
      descend(memory.region([1, 2]), along: memory.region([1]), rate: 1)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("update of 2 weights with arrays of [1]"))
  }

  private static func zeros(_ count: Int, _ memory: GuardedMemory) -> Region {
    memory.region(Array(repeating: 0, count: count))
  }
}
