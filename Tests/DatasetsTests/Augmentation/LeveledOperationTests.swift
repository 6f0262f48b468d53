import HDF5
import TestSupport
import Testing

@testable import Datasets

@Suite struct LeveledOperationTests {
  @Test func `arguments are those of timm at every level of its table`() throws {
    let golden = try Goldens.open("augment")
    let names = try golden.file.attribute("level_table", "ops", as: [String].self)
    let levels = try golden.doubles("level_table/level")
    let table = try golden.rows("level_table/arg")
    var found = 0
    for (name, arguments) in zip(names, table) {
      guard let operation = LeveledOperation(rawValue: name) else { continue }
      found += 1
      for (level, expected) in zip(levels, arguments) {
        let argument = try #require(operation.argument(level: level, isNegated: false))
        #expect(argument == expected, "\(name) at \(level)")
      }
    }
    #expect(found == LeveledOperation.allCases.count - 3)  // All but those without argument.
  }

  @Test func `magnitude and direction give the arguments of the cases`() throws {
    let golden = try Goldens.open("augment")
    var found = 0
    for group in try golden.file.children() where group.hasPrefix("op") {
      guard let operation = LeveledOperation(rawValue: try golden.text(group, "op")) else {
        continue
      }
      let magnitude = try golden.file.attribute(group, "magnitude", as: Double.self)
      let maximum = try golden.file.attribute(group, "magnitude_max", as: Double.self)
      let argument = operation.argument(
        level: min(magnitude, maximum), isNegated: try golden.integer(group, "sign") < 0)
      let hasArgument = try golden.integer(group, "has_arg") != 0
      #expect((argument != nil) == hasArgument, "\(group)")
      #expect((argument ?? 0) == (try golden.file.attribute(group, "arg", as: Double.self)))
      found += 1
    }
    #expect(found > 10)
  }
}
