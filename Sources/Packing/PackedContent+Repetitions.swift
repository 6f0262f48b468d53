// The same image more than once: no error, but worth a word.

import Datasets

extension PackedContent {
  /// Sentences about samples with the same bytes, at most one for each kind of repetition.
  var repetitions: [String] {
    var places: [[ImageDigest]: [(split: PackedSplit, label: Int, name: String)]] = [:]
    for split in PackedSplit.allCases {
      guard let part = parts[split] else { continue }
      for sample in 0..<part.count {
        let digests = part.images[part.images(of: sample)].map(\.digest)
        places[digests, default: []].append((split, part.labels[sample], part.names[sample]))
      }
    }
    let repeated = places.values.filter { $0.count > 1 }
    let across = repeated.filter { Set($0.map(\.split)).count > 1 }
    let mislabelled = repeated.filter { Set($0.map(\.label)).count > 1 }
    let kinds = [
      ("occur more than once", repeated), ("occur in more than one part", across),
      ("occur with more than one label", mislabelled),
    ]
    return kinds.filter { !$0.1.isEmpty }.map { kind, groups in
      let names = groups.map { $0.map { "\($0.split.rawValue)/\($0.name)" } }
      let first = names.min { $0[0].precedesByBytes($1[0]) } ?? []
      return "\(description.kind.rawValue) that \(kind): \(groups.count), for example "
        + first.prefix(3).joined(separator: " = ")
    }
  }
}
