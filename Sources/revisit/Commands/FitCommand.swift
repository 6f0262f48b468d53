// Fits a law to points that no study made.

import Analysis
import ArgumentParser
import Foundation
import Randomness
import Reports
import Studies

struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a power law to points that no study made.",
    usage: "revisit fit --from <file> --x <expression> --y <expression> [<options>]",
    discussion: """
      The points are a CSV with a line of column names, or a table of published values \
      (paper-tables/reference/*/*.yaml; its numbers come in base units: operations, \
      fractions). Expressions are those of a study file over the columns: \
      --x 'flops * 1e9', --where 'resolution == 224'. \
      A law of two factors names them in its form and needs no --x: \
      --form 'E + A * depth^-a + B * width^-b'. Columns 'point' and 'replicate' (or \
      'seed'), where there are any, say which rows are runs of one point.
      """)

  @Option(help: ArgumentHelp("The points: .csv, or .yaml of published values.", valueName: "file"))
  var from: String

  @Option(help: ArgumentHelp("The law: one factor or two.", valueName: "form"))
  var form = "E + A * x^-a"

  @Option(help: ArgumentHelp("What the form calls x.", valueName: "expression"))
  var x: String?

  @Option(help: ArgumentHelp("What the law gives, such as 'error / 100'.", valueName: "expression"))
  var y: String

  @Option(
    name: .customLong("where"), help: ArgumentHelp("Only these rows.", valueName: "condition"))
  var condition: String?

  @Option(
    help: ArgumentHelp(
      "Rows that the law is only to predict, in x, y and columns.", valueName: "condition"))
  var holdout: String?

  @Option(help: ArgumentHelp("squares, or huber:DELTA.", valueName: "loss"))
  var loss = "squares"

  @Option(help: "Where residuals are taken: linear or log.")
  var space = SpaceOption.linear

  @Option(help: ArgumentHelp("How many starts the search has.", valueName: "n"))
  var starts = 64

  @Option(help: ArgumentHelp("Resamples for intervals; 0 for none.", valueName: "n"))
  var bootstrap = 0

  @Option(help: ArgumentHelp("What starts, resamples and simulations draw from.", valueName: "n"))
  var seed: UInt64 = 0

  @Flag(help: "Fit again under other losses and without either end of x.")
  var multiverse = false

  @Option(
    name: .customLong("also-x"),
    help: ArgumentHelp(
      "Another way to count x, for --multiverse; repeatable.", valueName: "expression"))
  var alsoX: [String] = []

  @Option(
    name: .customLong("break"),
    help: ArgumentHelp(
      "Look for a break of the power law, tested by n simulations.", valueName: "n"))
  var breakSimulations: Int?

  @Flag(help: "Print JSON instead of the report.")
  var json = false

  @Option(help: ArgumentHelp("Draw points and law, as .svg or .pdf.", valueName: "file"))
  var figure: String?

  func validate() throws {
    if starts < 1 || starts > 10_000 {
      throw ValidationError("--starts is \(starts); expected 1 to 10000")
    }
    if bootstrap < 0 || bootstrap > 1_000_000 {
      throw ValidationError("--bootstrap is \(bootstrap); expected 0 to 1000000")
    }
    if let breakSimulations, breakSimulations < 99 {
      throw ValidationError("--break is \(breakSimulations); expected at least 99 simulations")
    }
    if !alsoX.isEmpty, !multiverse {
      throw ValidationError("--also-x is for --multiverse, which is not there")
    }
    if let figure, !["svg", "pdf"].contains(URL(filePath: figure).pathExtension) {
      throw ValidationError("--figure is '\(figure)'; expected a name that ends in .svg or .pdf")
    }
    _ = try fitLoss()
  }

  func run() throws {
    let report = try PointFit(self)
    print(json ? try report.json() : report.text)
    if let figure { try report.draw(to: URL(filePath: figure)) }
  }

  func fitLoss() throws -> Analysis.FitLoss {
    let space = space == .log ? ResidualSpace.log : .linear
    if loss == "squares" { return Analysis.FitLoss(space: space) }
    let parts = loss.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "huber", let delta = Double(parts[1]), delta > 0,
      delta.isFinite
    else {
      throw ValidationError(
        "--loss is '\(loss)'; expected squares, or huber:DELTA with a positive number, such as "
          + "huber:1e-3")
    }
    return Analysis.FitLoss(space: space, delta: delta)
  }
}

/// The scale on which residuals are taken.
enum SpaceOption: String, CaseIterable, ExpressibleByArgument {
  case linear, log
}
