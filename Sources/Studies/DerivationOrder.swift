// In which order settings are derived: each after those that it mentions.

/// The order of derivations, from their dependencies and then the order of the file.
enum DerivationOrder {
  /// The derivations in order, or the paths of a cycle, its first repeated at the end.
  static func order(
    _ derivations: [Derivation], axes: [String: String]
  ) -> Result<[Derivation], DerivationCycle> {
    var needs: [String: [String]] = [:]
    let paths = derivations.map(\.path)
    for derivation in derivations {
      let mentioned = derivation.expression.names.map { axes[$0] ?? $0 }
      needs[derivation.path] = mentioned.filter(paths.contains)
    }
    var ordered: [Derivation] = []
    var waiting = derivations
    while let index = waiting.firstIndex(where: { derivation in
      let open = waiting.map(\.path)
      return !(needs[derivation.path] ?? []).contains(where: open.contains)
    }) {
      ordered.append(waiting.remove(at: index))
    }
    guard let first = waiting.first else { return .success(ordered) }
    return .failure(cycle(from: first.path, needs, among: waiting.map(\.path)))
  }

  /// Follows needs until a path comes again.
  private static func cycle(
    from start: String, _ needs: [String: [String]], among open: [String]
  ) -> DerivationCycle {
    var walk = [start]
    while let next = needs[walk[walk.count - 1]]?.first(where: open.contains) {
      if let index = walk.firstIndex(of: next) {
        return DerivationCycle(paths: walk[index...] + [next])
      }
      walk.append(next)
    }
    return DerivationCycle(paths: walk)
  }
}

/// Settings that are derived from each other.
struct DerivationCycle: Error {
  let paths: [String]
}
