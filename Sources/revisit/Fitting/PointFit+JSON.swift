// The answer of a fit as JSON and as a picture.

import Analysis
import Foundation
import Reports
import Studies

/// A fit as programs read it; what is not known is absent, and nothing is NaN.
private struct WrittenFit: Encodable {
  struct Number: Encodable {
    let name: String
    let estimate: Double?
    let profile, bootstrap: [Double]?
    let lowIsBound, highIsBound: Bool?
  }
  struct Start: Encodable {
    let exponents, end: [Double]
    let loss: Double
    let status: String
    let isBest: Bool
  }
  struct HeldOut: Encodable {
    let count: Int
    let rootMeanSquare, bias: Double
  }
  struct Universe: Encodable {
    let x, loss, leftOut, status: String
    let rows: Int?
    let floor, exponent, heldOutError: Double?
  }
  struct Break: Encodable {
    let x, exponentBelow, exponentAbove, exponentWithout, pValue: Double
    let interval: [Double]
    let reachesEnd: Bool
    let simulations: Int
  }
  let form, y, loss, status: String
  let factors: [String]
  let rows, incomplete, excluded: Int
  let parameters: [Number]
  let level: Double?
  let boundsHit: [String]
  let condition, rSquared, residualDeviation: Double?
  let heldOut: HeldOut?
  let starts: [Start]
  let multiverse: [Universe]?
  let lawBreak: Break?
}

extension PointFit {
  /// The answer as JSON with sorted keys.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(written), as: UTF8.self)
  }

  private var written: WrittenFit {
    WrittenFit(
      form: form.description, y: question.error.description, loss: fit.loss.words,
      status: fit.status.word, factors: question.factors.map(\.description), rows: fit.count,
      incomplete: asked.incomplete, excluded: asked.excluded,
      parameters: fit.law.parameters.map(number), level: fit.profileLevel,
      boundsHit: fit.boundsHit, condition: fit.condition.isFinite ? fit.condition : nil,
      rSquared: fit.rSquared, residualDeviation: fit.residualDeviation,
      heldOut: fit.heldOut.map {
        WrittenFit.HeldOut(count: $0.count, rootMeanSquare: $0.rootMeanSquare, bias: $0.bias)
      },
      starts: fit.starts.map {
        WrittenFit.Start(
          exponents: $0.exponents, end: $0.end, loss: $0.loss, status: $0.status.rawValue,
          isBest: $0.isBest)
      }, multiverse: multiverse?.universes.map(universe), lawBreak: lawBreak.map(kink))
  }

  private func number(_ parameter: LawParameter) -> WrittenFit.Number {
    let profile = fit.profiles[parameter]
    return WrittenFit.Number(
      name: parameter.letter,
      estimate: isUnmeasured(parameter) ? nil : fit.law[parameter],
      profile: profile.map { [$0.interval.low, $0.interval.high] },
      bootstrap: fit.bootstrap?.interval(of: parameter).map { [$0.low, $0.high] },
      lowIsBound: profile?.lowIsBound, highIsBound: profile?.highIsBound)
  }

  private func universe(_ universe: Universe) -> WrittenFit.Universe {
    let fit = try? universe.result.get()
    let exponent = fit.flatMap { $0.law.amplitude == 0 ? nil : $0.law.exponent }
    return WrittenFit.Universe(
      x: universe.counting, loss: universe.loss.words, leftOut: universe.exclusion.words,
      status: fit?.status.word ?? "no answer", rows: fit?.count, floor: fit?.law.floor,
      exponent: exponent, heldOutError: fit?.heldOut?.rootMeanSquare)
  }

  private func kink(_ found: LawBreak) -> WrittenFit.Break {
    WrittenFit.Break(
      x: found.cost, exponentBelow: found.exponentBelow, exponentAbove: found.exponentAbove,
      exponentWithout: found.exponentWithout, pValue: found.pValue,
      interval: [found.interval.low, found.interval.high], reachesEnd: found.reachesEnd,
      simulations: found.simulations)
  }

  /// Draws points, law and band; the file's suffix says whether SVG or PDF.
  func draw(to file: URL) throws {
    guard form.factors.count == 1 else {
      throw PointError("--figure draws laws of one factor; this one has two")
    }
    let curve = ErrorCurve(
      label: question.condition?.description ?? form.description,
      runs: asked.fitted, heldOut: asked.heldOut, fit: fit)
    let figure = Figure.errorAgainstCost(
      [curve], name: "figure", cost: question.factors[0].description,
      error: question.error.description, unit: .none, origin: "Points of \(self.file).")
    let folder = FileManager.default.temporaryDirectory.appending(path: "revisit-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try Gnuplot().draw([figure], into: folder)
    let drawn = try Data(contentsOf: folder.appending(path: "figure.\(file.pathExtension)"))
    try drawn.write(to: file, options: .atomic)
  }
}
