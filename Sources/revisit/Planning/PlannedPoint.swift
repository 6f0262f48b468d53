// A point of a plan: how its runs stand and what each of them takes.

import Configuration
import Records
import Studies

/// A point with the state of its runs and what each of them takes.
struct PlannedPoint {
  /// The alternatives that lead to it, by group.
  let labels: [String: [String]]
  let numerics: Numerics
  let work: RunWork
  /// Expected duration of one run, in seconds.
  let seconds: Double
  /// Bytes of the files of one run: the mean of those that are done, or an estimate.
  var sizeBytes: Double
  /// How its runs stand, replicate by replicate.
  var standings: [RunStanding]

  var counts: StandingCounts {
    var counts = StandingCounts()
    for standing in standings { counts.add(standing) }
    return counts
  }

  /// How it stands in a few words: new, done, 2 of 3 done, 1 failed (memory), stale (code).
  var state: String {
    let counts = counts
    var words: [String] = []
    if counts.done > 0, counts.left > 0 { words.append("\(counts.done) of \(counts.total) done") }
    if counts.done > 0, counts.left == 0, counts.stale < counts.total { words.append("done") }
    if counts.stale > 0 {
      let number = counts.stale == counts.total ? "" : "\(counts.stale) "
      words.append("\(number)stale (\(staleWords.joined(separator: ", ")))")
    }
    if counts.failed > 0 {
      let number = counts.failed == counts.total ? "" : "\(counts.failed) "
      words.append("\(number)failed (\(failureWords.joined(separator: ", ")))")
    }
    return words.isEmpty ? "new" : words.joined(separator: ", ")
  }

  /// What changed since its stale runs were done, each once.
  private var staleWords: [String] {
    distinct(
      standings.flatMap { standing in
        if case .stale(let causes) = standing { causes.map(\.word) } else { [String]() }
      })
  }

  /// Why runs failed, each class once.
  private var failureWords: [String] {
    distinct(
      standings.compactMap { standing in
        if case .failed(let failureClass) = standing { failureClass.rawValue } else { nil }
      })
  }

  private func distinct(_ words: [String]) -> [String] {
    words.enumerated().filter { !words[..<$0.offset].contains($0.element) }.map(\.element)
  }
}

/// A planned point that is listed.
struct ListedPoint {
  let id: String
  /// The settings that tell it from the others, for people.
  let title: String
  /// The values of the settings that the study varies, by path.
  let settings: [String: String]
  let planned: PlannedPoint
}
