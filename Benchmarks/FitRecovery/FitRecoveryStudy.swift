// How often the intervals of fitted laws cover a simulated truth, as comma-separated text.
//
//   swift run -c release fit-recovery [SIMULATIONS] [SCENARIO] > Benchmarks/FitRecovery/coverage.csv

import Analysis
import Foundation
import Randomness

/// A simulated study under a name.
struct Scenario {
  let name: String
  let recovery: FitRecovery

  /// A quarter of what is asked for where each simulation is resampled 200 times.
  func simulations(of asked: Int) -> Int {
    recovery.fitting.bootstrap == nil ? asked : asked / 4
  }
}

@main
struct FitRecoveryStudy {
  static func main() throws {
    let arguments = CommandLine.arguments
    let simulations = arguments.count > 1 ? Int(arguments[1]) ?? 2000 : 2000
    let chosen = arguments.count > 2 ? scenarios.filter { $0.name == arguments[2] } : scenarios
    print("# Coverage of 95 % intervals; \(version()), \(machine())")
    print(
      "scenario,points,replicates,loss,simulations,number,truth,interval,intervals,covered,coverage,"
        + "above,relative_bias")
    for scenario in chosen {
      let recovery = scenario.recovery
      for row in try recovery.coverage(
        simulations: scenario.simulations(of: simulations))
      {
        let fields = [
          scenario.name, "\(recovery.points.count)", "\(recovery.replicates)",
          recovery.fitting.loss.words, "\(row.simulations)", row.parameter.letter,
          "\(recovery.truth[row.parameter])", row.kind.rawValue, "\(row.intervals)",
          "\(row.covered)", row.share.map { String(format: "%.4f", $0) } ?? "", "\(row.above)",
          String(format: "%.4f", row.bias),
        ]
        print(fields.joined(separator: ","))
      }
    }
  }

  /// Twelve costs over three decades, as a study of ResNets has.
  static let costs = (0..<12).map { [1e8 * pow(2, Double($0))] }

  /// Five depths and five widths.
  static let grid: [[Double]] = [8.0, 14, 26, 50, 101].flatMap { depth in
    [0.25, 0.5, 1, 1.5, 2].map { [depth, $0] }
  }

  static let curve = PowerLaw(floor: 0.16, amplitude: 30, exponent: 0.25)
  static let withoutFloor = PowerLaw(floor: 0, amplitude: 30, exponent: 0.25)
  static let surface = PowerLaw(
    floor: 0.12,
    terms: [
      PowerTerm(amplitude: 0.9, exponent: 0.6), PowerTerm(amplitude: 0.06, exponent: 0.8),
    ])

  static func fitting(
    _ loss: FitLoss, bootstrap: Int = 0, units: Set<ResamplingUnit> = [.point]
  ) -> PowerLawFitting {
    var fitting = PowerLawFitting()
    fitting.loss = loss
    fitting.starts = 8
    fitting.profileLevel = 0.95
    if bootstrap > 0 {
      fitting.bootstrap = Bootstrap(count: bootstrap, units: units, seed: Seed(root: 7))
    }
    return fitting
  }

  static func scenario(
    _ name: String, _ truth: PowerLaw, _ points: [[Double]], _ noise: FitNoise,
    _ fitting: PowerLawFitting
  ) -> Scenario {
    Scenario(
      name: name,
      recovery: FitRecovery(
        truth: truth, points: points, replicates: 3, noise: noise, fitting: fitting,
        seed: Seed(root: 20_261_121)))
  }

  static let scenarios = [
    scenario("curve-added", curve, costs, .added(0.002), fitting(.squares)),
    scenario("curve-relative", curve, costs, .relative(0.01), fitting(.squaresOfLogarithms)),
    scenario(
      "curve-outliers", curve, costs, .contaminated(0.01, share: 0.1, factor: 5),
      fitting(.huberOfLogarithms(delta: 0.01))),
    scenario(
      "curve-straight-loss", curve, costs, .relative(0.01),
      fitting(.huberOfLogarithms(delta: 1e-3))),
    scenario(
      "curve-without-floor", withoutFloor, costs, .relative(0.01), fitting(.squaresOfLogarithms)),
    scenario("surface-relative", surface, grid, .relative(0.01), fitting(.squaresOfLogarithms)),
    scenario("surface-added", surface, grid, .added(0.002), fitting(.squares)),
    scenario(
      "curve-added-resampled", curve, costs, .added(0.002), fitting(.squares, bootstrap: 200)),
    scenario(
      "curve-added-both-units", curve, costs, .added(0.002),
      fitting(.squares, bootstrap: 200, units: [.point, .seed])),
    scenario(
      "curve-scattered-points", curve, costs, .crossed(point: 0.01, replicate: 0, run: 0.005),
      fitting(.squaresOfLogarithms)),
    scenario(
      "curve-crossed", curve, costs, .crossed(point: 0.005, replicate: 0.003, run: 0.005),
      fitting(.squaresOfLogarithms, bootstrap: 200, units: [.point, .seed])),
  ]
}

/// The commit of the working tree, with a mark where it has changes.
private func version() -> String {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
  process.standardOutput = output
  guard (try? process.run()) != nil else { return "commit unknown" }
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return "commit " + text.trimmingCharacters(in: .whitespacesAndNewlines)
}

/// The processor in words.
private func machine() -> String {
  let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
  let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
  return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    ?? "unknown processor"
}
