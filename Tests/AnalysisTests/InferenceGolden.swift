// The frozen values of SciPy and statsmodels that `freeze_inference.py` makes.

struct InferenceGolden: Decodable {
  struct EquivalenceCase: Decodable {
    let differences: [Double]
    let margin, pValue, lowerP, upperP: Double
  }
  struct RankCase: Decodable {
    let first, second: [Double]
    let tau, pValue: Double
  }
  struct SignCase: Decodable {
    let agreeing, count: Int
    let low, high, pValue: Double
  }
  struct Distributions: Decodable {
    let chiSquare, fisher, beta: [[Double]]
  }
  struct Components: Decodable {
    let values: [[Double]]
    let crossedMeanSquares, nestedMeanSquares: [Double]
  }
  struct Welch: Decodable {
    let first, second: [Double]
    let t, upperTail: Double
  }
  struct Surface: Decodable {
    let depth, width, resolution, cost, accuracy: [Double]
    let first, second, difference, low, high, pValue, determination: Double
  }
  let equivalence: [EquivalenceCase]
  let ranks: [RankCase]
  let signs: [SignCase]
  let distributions: Distributions
  let components: Components
  let welch: Welch
  let surface: Surface

  static func read() throws -> InferenceGolden { try golden("inference", as: Self.self) }
}
