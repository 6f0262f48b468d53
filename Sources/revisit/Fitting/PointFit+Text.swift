// The report of a fit for a terminal, 80 columns wide.

import Analysis
import Foundation
import Reports
import Studies

extension PointFit {
  /// The report.
  var text: String {
    let blocks = [heading, numbers, judgement, choices, breaking]
    return blocks.compactMap(\.self).joined(separator: "\n\n")
  }

  private var heading: String {
    var lines = ["\(question.error) = \(form)"]
    if form.factors == ["x"] { lines.append("x = \(question.factors[0])") }
    if let condition = question.condition { lines.append("where \(condition)") }
    var counts = ["\(asked.fitted.count) rows of \(URL(filePath: file).lastPathComponent)"]
    if let holdout = question.holdout {
      counts.append("\(asked.heldOut.count) held out (\(holdout))")
    }
    if asked.excluded > 0 { counts.append("\(asked.excluded) not asked for") }
    if asked.incomplete > 0 { counts.append("\(asked.incomplete) without a value left out") }
    return wrapped((lines + [counts.joined(separator: ", ")]).joined(separator: "\n"))
  }

  private var numbers: String {
    let percent = fit.profileLevel.map { "\(Int(($0 * 100).rounded())) % " } ?? ""
    var header = ["", "estimate", "\(percent)by profile"]
    if fit.bootstrap != nil { header.append("\(percent)by resampling") }
    let rows = fit.law.parameters.map { parameter -> [String] in
      var cells = [parameter.letter, digits(parameter), profile(parameter)]
      if let bootstrap = fit.bootstrap {
        cells.append(bootstrap.interval(of: parameter).map(range) ?? "too few resamples")
      }
      return cells
    }
    let table = [header] + rows
    let widths = header.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { row in
      zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
        .joined(separator: "   ").trimmingSuffix()
    }
    .joined(separator: "\n")
  }

  private func digits(_ parameter: LawParameter) -> String {
    isUnmeasured(parameter) ? "-" : significant(fit.law[parameter])
  }

  func isUnmeasured(_ parameter: LawParameter) -> Bool {
    guard case .exponent(let term) = parameter else { return false }
    return fit.law.terms[term].amplitude == 0
  }

  private func profile(_ parameter: LawParameter) -> String {
    guard let found = fit.profiles[parameter] else { return "-" }
    let notes = [found.lowIsBound ? "low" : nil, found.highIsBound ? "high" : nil]
      .compactMap(\.self)
    let bound = notes.isEmpty ? "" : " \(notes.joined(separator: ", ")) end: its bound"
    return range(found.interval) + bound
  }

  private func range(_ interval: Interval) -> String {
    "[\(significant(interval.low)), \(significant(interval.high))]"
  }

  private var judgement: String {
    var lines = [
      ("status", "\(fit.status.word): \(fit.status.meaning)"),
      ("loss", fit.loss.words),
      ("starts", "\(fit.startsAtBest) of \(fit.starts.count) end at the best law\(elsewhere)"),
      ("bounds hit", fit.boundsHit.isEmpty ? "none" : fit.boundsHit.joined(separator: ", ")),
      ("condition", fit.condition.isFinite ? significant(fit.condition) : "infinite"),
    ]
    if let deviation = fit.residualDeviation {
      let share = fit.rSquared.map { String(format: ", R² %.4f", $0) } ?? ""
      lines.append(("deviation", significant(deviation) + share))
    }
    if let heldOut = fit.heldOut {
      lines.append(
        (
          "held out",
          "root mean square \(significant(heldOut.rootMeanSquare)), observed less predicted "
            + "\(significant(heldOut.bias)) on average"
        ))
    }
    if let bootstrap = fit.bootstrap {
      lines.append(("resamples", "\(bootstrap.laws.count) of \(bootstrap.count) could be fitted"))
    }
    return lines.map {
      wrapped(
        "\($0.0.padding(toLength: 12, withPad: " ", startingAt: 0))\($0.1)",
        indent: 12)
    }.joined(separator: "\n")
  }

  /// What became of the starts that did not lead to the best law.
  private var elsewhere: String {
    let others = fit.starts.filter { !$0.isBest }
    let words = [StartStatus.converged, .atBound, .withoutTrend, .unfinished].compactMap { status in
      let count = others.count { $0.status == status }
      let place = status == .converged ? "at a worse minimum" : status.rawValue
      return count > 0 ? "\(count) \(place)" : nil
    }
    return words.isEmpty ? "" : "; " + words.joined(separator: ", ")
  }

  private var choices: String? {
    multiverse.map { multiverse in
      let header = ["x", "loss", "left out", "E", "a", "status"]
      let rows = multiverse.universes.map { universe -> [String] in
        let choice = [universe.counting, universe.loss.words, universe.exclusion.words]
        guard case .success(let fit) = universe.result else {
          return choice + ["-", "-", "no answer"]
        }
        let exponent = fit.law.amplitude == 0 ? "-" : significant(fit.law.exponent)
        return choice + [significant(fit.law.floor), exponent, fit.status.word]
      }
      let table = [header] + rows
      let widths = header.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
      let lines = table.map { row in
        zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
          .joined(separator: "  ").trimmingSuffix()
      }
      return (lines + [wrapped(multiverse.statement)]).joined(separator: "\n")
    }
  }

  private var breaking: String? { lawBreak.map { wrapped($0.statement) } }
}

/// Four significant digits, with a power of ten where the number is far from 1.
func significant(_ value: Double) -> String {
  let text = String(format: "%.4g", value)
  guard let power = text.firstIndex(of: "e") else { return text }
  return text[..<power] + "e\(Int(text[text.index(after: power)...]) ?? 0)"
}

/// A text in lines of at most 80 characters, broken between words.
private func wrapped(_ text: String, indent: Int = 0) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    var (lines, current) = ([String](), "")
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      if current.count + word.count + 1 > 80, !current.isEmpty {
        lines.append(current.trimmingSuffix())
        current = String(repeating: " ", count: indent) + word
      } else {
        current += (current.isEmpty ? "" : " ") + word
      }
    }
    return (lines + [current]).joined(separator: "\n")
  }
  .joined(separator: "\n")
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
