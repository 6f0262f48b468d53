import Analysis
import Foundation
import Randomness
import Reports
import Testing

@Suite struct LawStatementTests {
  /// Twelve runs whose power of cost changes at 1e6.
  private static func runs(above: Double) -> [FitObservation] {
    let disorder = [0.2, -0.5, 0.9, -0.1, -0.7, 0.6, 0.3, -0.9, 0.4, -0.2, 0.5, -0.5]
    return disorder.enumerated().map { place, part in
      let cost = 1e5 * pow(1.5, Double(place))
      let beyond = max(log(cost / 1e6), 0)
      return FitObservation(
        cost: cost, error: 5 * pow(cost, -0.2) * exp((0.2 - above) * beyond + 0.002 * part),
        point: "\(place)")
    }
  }

  private var search: LawBreakSearch {
    var search = LawBreakSearch(seed: Seed(root: 1))
    search.simulations = 99
    return search
  }

  @Test func `a break is told with its place, both powers and the test`() throws {
    let statement = try search.search(Self.runs(above: 0.05)).statement
    #expect(statement.hasPrefix("The power law breaks at a cost of 1.00e6 ("))
    #expect(statement.contains("): error goes as cost^-0.19"))
    #expect(statement.contains(" below, cost^-0.04996"))
    #expect(statement.hasSuffix(" above (p = 0.01000, 99 simulations without a break)."))
  }

  @Test func `errors that rise beyond the break have a power without two signs`() throws {
    let statement = try search.search(Self.runs(above: -0.1)).statement
    #expect(statement.contains(" below, cost^0.1") && !statement.contains("--"))
  }

  @Test func `where nothing breaks one power is told`() throws {
    let statement = try search.search(Self.runs(above: 0.2)).statement
    #expect(
      statement.hasPrefix(
        "No break of the power law is told from noise: error goes as cost^-0.2"))
  }
}
