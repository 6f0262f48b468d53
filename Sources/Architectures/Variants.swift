// The published members of a family by name.

import Configuration

extension ModelConfiguration {
  /// What a table of published members says of this one.
  ///
  /// - Parameters:
  ///   - table: The family's members.
  ///   - usual: The member meant where the configuration names none.
  /// - Returns: The value beside the configuration's variant.
  /// - Throws: `ArchitectureError` with those that there are.
  func published<Value>(
    among table: [(variant: ModelVariant, value: Value)], usual: ModelVariant? = nil
  ) throws -> Value {
    let names = table.map(\.variant.rawValue).joined(separator: ", ")
    guard let variant = variant ?? usual else {
      throw ArchitectureError(
        "\(family.rawValue) needs model.variant; there are \(names)", setting: "model.variant")
    }
    guard let found = table.first(where: { $0.variant == variant }) else {
      throw ArchitectureError(
        "\(family.rawValue) has no variant \(variant.rawValue); there are \(names)",
        setting: "model.variant")
    }
    return found.value
  }
}
