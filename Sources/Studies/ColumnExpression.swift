// Expressions over the columns of a table that no study made.

import Documents

extension StudyExpression {
  /// An expression whose names are columns of a table.
  ///
  /// - Parameters:
  ///   - text: The expression.
  ///   - columns: The names it may mention.
  ///   - place: What it is for, as messages name it: `--where`.
  /// - Throws: `ExpressionError` where the text is no expression, or mentions another name; with the nearest one.
  public init(_ text: String, columns: [String], place: String) throws(ExpressionError) {
    do {
      let (term, problems) = ExpressionScope.only(columns).resolve(
        try ExpressionParser.parse(text))
      if let problem = problems.first { throw ExpressionError("in \(place): \(problem)") }
      self.init(text, at: .start, term: term)
    } catch let error as ExpressionError {
      throw error
    } catch let error as ExpressionSyntaxError {
      throw ExpressionError(
        "in \(place), character \(error.character) of '\(text)': \(error.message)")
    } catch {
      fatalError("an expression threw \(error)")
    }
  }
}
