// Reads the frozen values.

import Foundation
import Randomness

/// The golden file of a name, decoded.
func golden<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
  let url = Bundle.module.bundleURL.appending(path: "Golden/\(name).json")
  return try JSONDecoder().decode(type, from: Data(contentsOf: url))
}

/// Whether two numbers agree within a share of the larger one.
func isClose(_ found: Double, _ expected: Double, relative: Double, absolute: Double = 0) -> Bool {
  abs(found - expected) <= absolute + relative * max(abs(found), abs(expected))
}

/// Random numbers for simulated truth.
func testStream(_ index: Int = 0) -> RandomStream {
  RandomStream(seed: Seed(root: 99), purpose: .generation, index: index)
}
