// The runs of an observation table as a fit sees them.

extension ObservationTable {
  /// The runs as observations of a fit; runs without a cost or an error are left out.
  ///
  /// - Throws: `AnalysisError` where a column is missing or of text, or a cost is not positive.
  public func fitObservations(cost: String, error: String) throws -> [FitObservation] {
    let (points, replicates) = (try values("point"), try self.replicates())
    let (costs, errors) = (try numbers(cost), try numbers(error))
    return try rows.indices.compactMap { row in
      guard let x = costs[row], let y = errors[row] else { return nil }
      guard x > 0 else {
        throw AnalysisError(
          "row \(row + 1) of column '\(cost)' is \(x); expected a positive cost")
      }
      return FitObservation(
        cost: x, error: y, point: points[row].text, replicate: replicates[row] ?? 0)
    }
  }
}
