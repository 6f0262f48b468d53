// Whether what training gave is what was published: by an equivalence test within a stated margin.

import Analysis
import Foundation
import References

/// What runs say of a published number.
enum TrainedVerdict: Hashable {
  /// Their mean is shown to lie within the margin.
  case reproduced
  /// Neither equivalence nor a difference is shown.
  case consistent
  /// A difference is shown that is not shown to lie within the margin.
  case differs
  /// The runs cannot say, for this reason.
  case undecided(String)

  /// The verdict of a mean over replicates; the published number counts as exact.
  ///
  /// - Parameters:
  ///   - own: The mean.
  ///   - published: The published number, in the unit of the mean.
  ///   - margin: A difference that does not matter, in that unit; without one nothing is reproduced.
  init(_ own: MeanEstimate, published: Double, margin: Double?) {
    guard let interval = own.interval, let deviation = own.deviation else {
      self = .undecided("one run")
      return
    }
    guard deviation > 0 else {
      self = .undecided("runs do not vary")
      return
    }
    let test = margin.flatMap { Equivalence(own, from: published, margin: $0) }
    if test?.isTold == true {
      self = .reproduced
    } else {
      self = interval.contains(published) ? .consistent : .differs
    }
  }

  /// As a table has it.
  var words: String {
    switch self {
    case .reproduced: "reproduced"
    case .consistent: "consistent"
    case .differs: "differs"
    case .undecided(let reason): "undecided: \(reason)"
    }
  }
}

extension SpecifiedColumn {
  /// How verdicts on trained values come about; nil for a column that has none.
  var verdictNote: String? {
    guard case .comparison(let own, _, let parts) = content, own.quantity.isAccuracyOfRuns,
      parts.contains(.verdict)
    else { return nil }
    let rest = "consistent where the 95 % interval of ours contains"
    guard let margin else {
      return "\(header), verdict: \(rest) the published value, else differs; no margin is stated "
        + "within which ours would count as reproduced."
    }
    let unit = unit == .percent ? "points" : unit?.rawValue ?? ""
    let size = String(format: "%g", margin.within) + (unit.isEmpty ? "" : " \(unit)")
    return
      "\(header), verdict: reproduced where two one-sided tests at 5 % put ours within \(size) "
      + "of the published value, \(rest) it, else differs. The margin: \(margin.reason)."
  }
}
