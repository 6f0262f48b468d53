// The forms of a law that can be fitted, read from their text.

/// The form `E + A * x^-a`, or `E + A * u^-a + B * v^-b` of two factors.
public struct LawForm: Hashable, Sendable, CustomStringConvertible {
  /// The names of the factors, one or two.
  public let factors: [String]

  /// Reads a form; its factors may have any names but E, A, a, B and b.
  ///
  /// - Throws: `ExpressionError` where the text is no expression, or another one.
  public init(_ text: String) throws(ExpressionError) {
    let term: ExpressionTerm
    do {
      term = try ExpressionParser.parse(text)
    } catch {
      throw ExpressionError("character \(error.character) of '\(text)': \(error.message)")
    }
    let names = term.names.filter { !Self.letters.contains($0) }
    let orders = names.count == 2 ? [names, names.reversed()] : [names]
    guard let factors = orders.first(where: { Self.term(of: $0) == term }) else {
      throw ExpressionError(
        "'\(text)' is not a form that can be fitted; expected \(Self.expected)")
    }
    self.factors = factors
  }

  /// The form in words.
  public var description: String { Self.text(of: factors) }

  static let expected = "E + A * x^-a, or E + A * u^-a + B * v^-b"

  private static let letters = ["E", "A", "a", "B", "b"]

  private static func text(of factors: [String]) -> String {
    let terms = zip([("A", "a"), ("B", "b")], factors).map { "\($0.0) * \($1)^-\($0.1)" }
    return (["E"] + terms).joined(separator: " + ")
  }

  private static func term(of factors: [String]) -> ExpressionTerm? {
    (1...2).contains(factors.count) ? try? ExpressionParser.parse(text(of: factors)) : nil
  }
}
