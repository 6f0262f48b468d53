// Which effects a study cannot tell apart: aliased factors of its design.
//
// The design matrix of main effects has a column of ones and, for each factor, a column a level but the first. Where
// its rank is less than its columns, some effects are sums of others. Two factors are looked at in their table of levels
// by levels: their effects can be told apart if and only if the table is connected, that is, if one gets from every
// level to every other by points that share one (Weeks and Williams 1964, Technometrics 6, 319). Each connected part is
// a set of points that both factors single out, which is what can be said in words. A point that lacks a setting
// says nothing about it.

/// Factors whose effects cannot be told apart.
public enum FactorAlias: Hashable, Sendable {
  /// Each value of one goes with one value of every other.
  case together([String])
  /// The value of the first follows from that of the second, which has more.
  case follows(String, from: String)
  /// These levels, of a factor each, occur at exactly the same points; at least two.
  case sharing([FactorLevels])
}

/// Some levels of a factor, in the order in which they occur.
public struct FactorLevels: Hashable, Sendable {
  /// The factor's name.
  public let factor: String
  /// The levels.
  public let levels: [String]
}

/// What a design can tell apart.
public struct DesignCheck: Sendable {
  /// The varied settings.
  public let factors: [DesignFactor]
  /// Columns of the design matrix of main effects; nil where there are too many to look at.
  public let columnCount: Int?
  /// Its rank.
  public let rank: Int?
  /// Factors that single out the same points, pair by pair and joined.
  public let aliases: [FactorAlias]
  /// Names of factors whose effects are tied together though those of no two of them are.
  public let ties: [[String]]

  /// Checks a design.
  public init(_ design: Design) {
    factors = design.factors
    let pairs = PairwiseAliases(design)
    aliases = pairs.aliases
    let matrix = DesignMatrix(design)
    guard matrix.columnCount <= Self.mostColumns else {
      (columnCount, rank, ties) = (nil, nil, [])
      return
    }
    let whole = matrix.nullSpace(of: Array(design.factors.indices))
    var explained = VectorSpan()
    for pair in pairs.pairs {
      for vector in matrix.nullSpace(of: pair).vectors { _ = explained.add(vector) }
    }
    var ties: [[String]] = []
    for vector in whole.vectors {
      guard let rest = explained.add(vector) else { continue }
      ties.append(matrix.factors(in: rest).map { design.factors[$0].name })
    }
    (columnCount, rank) = (matrix.columnCount, whole.rank)
    self.ties = ties
  }

  /// Whether every main effect can be told from the others.
  public var isSound: Bool { aliases.isEmpty && ties.isEmpty }

  /// What cannot be told apart, a sentence each.
  public var statements: [String] {
    let aliased = aliases.map { alias in
      switch alias {
      case .together(let names):
        "\(listed(names)) always change together: their effects cannot be told apart"
      case .follows(let name, let source):
        "\(name) follows from \(source): its effect cannot be told from that of \(source)"
      case .sharing(let parts):
        Self.statement(of: parts.map { "\($0.factor) is \(listed($0.levels, "or"))" })
      }
    }
    let tied = ties.map {
      "the effects of \(listed($0)) are tied together, though no two of them are"
    }
    return aliased + tied
  }

  private static func statement(of words: [String]) -> String {
    "exactly where \(words[0]), \(listed(Array(words.dropFirst()))): "
      + "the effects of these settings cannot be told apart"
  }

  /// Beyond so many columns only pairs of factors are looked at: the work grows with the third power.
  private static let mostColumns = 400
}

/// The columns of main effects, numbered.
private struct DesignMatrix {
  private let design: Design
  /// The column of each factor's second level.
  private let starts: [Int]
  /// A column of ones and a column for each level of each factor but the first.
  let columnCount: Int

  init(_ design: Design) {
    self.design = design
    var (starts, next) = ([Int](), 1)
    for factor in design.factors {
      starts.append(next)
      next += factor.levels.count - 1
    }
    (self.starts, columnCount) = (starts, next)
  }

  /// The dependencies among the columns of ones and of some factors; all others are zero in them.
  func nullSpace(of factors: [Int]) -> NullSpace {
    var space = NullSpace(columnCount: columnCount)
    let others = design.factors.indices.filter { !factors.contains($0) }.flatMap(columns)
    // A row with a single one says that the column has no part in a dependency.
    for column in others { space.addRow(ones: [column]) }
    // Where nothing is left to find, more points say nothing.
    for point in 0..<design.pointCount where !space.vectors.isEmpty {
      space.addRow(
        ones: [0]
          + factors.compactMap { factor in
            let level = Int(design.levelNumbers[factor][point])
            return level > 0 ? starts[factor] + level - 1 : nil
          })
    }
    return space
  }

  /// The factors that have a column in a dependency.
  func factors(in vector: [UInt64]) -> [Int] {
    design.factors.indices.filter { factor in columns(factor).contains { vector[$0] != 0 } }
  }

  private func columns(_ factor: Int) -> Range<Int> {
    starts[factor]..<starts[factor] + design.factors[factor].levels.count - 1
  }
}

/// Words as a sentence lists them: a, b and c.
func listed(_ words: [String], _ joint: String = "and") -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(joint) \(last)"
}
