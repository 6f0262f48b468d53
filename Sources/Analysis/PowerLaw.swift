// The form E + A x^-a, with one factor or two, and the runs it is fitted to.

import Foundation

/// One term of a law: A x^-a.
public struct PowerTerm: Hashable, Sendable {
  /// A, at least 0.
  public let amplitude: Double
  /// The exponent a, positive.
  public let exponent: Double

  /// A term from its two numbers.
  public init(amplitude: Double, exponent: Double) {
    self.amplitude = amplitude
    self.exponent = exponent
  }
}

/// The curve E + A x^-a, or the surface E + A u^-a + B v^-b.
public struct PowerLaw: Hashable, Sendable {
  /// E, the error that nothing removes; at least 0.
  public let floor: Double
  /// One term a factor, at least one.
  public let terms: [PowerTerm]

  /// A law from its floor and its terms.
  ///
  /// - Precondition: There is a term.
  public init(floor: Double, terms: [PowerTerm]) {
    precondition(!terms.isEmpty, "a power law needs at least one term")
    self.floor = floor
    self.terms = terms
  }

  /// A curve from its three numbers.
  public init(floor: Double, amplitude: Double, exponent: Double) {
    self.init(floor: floor, terms: [PowerTerm(amplitude: amplitude, exponent: exponent)])
  }

  /// The first term's A.
  public var amplitude: Double { terms[0].amplitude }

  /// The first term's a.
  public var exponent: Double { terms[0].exponent }

  /// The value where every factor is given, positive.
  public func value(at factors: [Double]) -> Double {
    zip(terms, factors).reduce(floor) { $0 + $1.0.amplitude * pow($1.1, -$1.0.exponent) }
  }

  /// The value of a law of one factor at a positive cost.
  public func value(at cost: Double) -> Double { value(at: [cost]) }

  /// One of the law's numbers.
  public subscript(parameter: LawParameter) -> Double {
    switch parameter {
    case .floor: floor
    case .amplitude(let term): terms[term].amplitude
    case .exponent(let term): terms[term].exponent
    }
  }

  /// The law's numbers by name: E, then A and a of each term.
  public var parameters: [LawParameter] {
    [.floor] + terms.indices.flatMap { [.amplitude($0), .exponent($0)] }
  }
}

/// One of the numbers of a law.
public enum LawParameter: Hashable, Sendable {
  /// E.
  case floor
  /// The A of a term, counted from 0.
  case amplitude(Int)
  /// The exponent of a term, counted from 0.
  case exponent(Int)

  /// Its letter: E, A, a, B, b.
  public var letter: String {
    switch self {
    case .floor: "E"
    case .amplitude(let term): term == 0 ? "A" : "B"
    case .exponent(let term): term == 0 ? "a" : "b"
    }
  }
}

/// One run as a fit sees it.
public struct FitObservation: Hashable, Sendable {
  /// What the error depends on, one number a factor, positive.
  public let factors: [Double]
  /// The error.
  public let error: Double
  /// The point it is a run of.
  public let point: String
  /// The run's replicate.
  public let replicate: Int

  /// An observation of several factors.
  public init(factors: [Double], error: Double, point: String, replicate: Int = 0) {
    self.factors = factors
    self.error = error
    self.point = point
    self.replicate = replicate
  }

  /// An observation of one factor, a cost.
  public init(cost: Double, error: Double, point: String, replicate: Int = 0) {
    self.init(factors: [cost], error: error, point: point, replicate: replicate)
  }

  /// The first factor.
  public var cost: Double { factors[0] }
}
