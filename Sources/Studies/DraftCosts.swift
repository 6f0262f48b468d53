// Costs of networks, each found once: many points of a study train the same network.

import Configuration

/// Finds what networks cost and remembers it by the settings that a network depends on.
struct DraftCosts {
  let costOf: (Configuration) throws -> Cost
  let trainingMemoryOf: (Configuration) throws -> Int
  private var costs: [[SettingValue?]: Result<Cost, ConfigurationErrors>] = [:]
  private var memories: [[SettingValue?]: Result<Int, ConfigurationErrors>] = [:]

  init(
    costOf: @escaping (Configuration) throws -> Cost,
    trainingMemoryOf: @escaping (Configuration) throws -> Int
  ) {
    (self.costOf, self.trainingMemoryOf) = (costOf, trainingMemoryOf)
  }

  /// The settings that a cost depends on.
  static func paths(withMemory: Bool) -> [String] {
    ConfigurationPart.network.paths + (withMemory ? ConfigurationPart.stepSettings : [])
  }

  /// Gives a point its configuration and its cost.
  ///
  /// - Throws: `ConfigurationErrors` where there is no such network.
  mutating func find(
    for draft: inout PointDraft, withMemory: Bool
  ) throws(ConfigurationErrors) {
    let configuration = Configuration(checked: draft.values)
    draft.configuration = configuration
    let key = Self.paths(withMemory: false).map { draft.setting(at: $0) }
    let cost = costs[key] ?? Self.result { try costOf(configuration) }
    costs[key] = cost
    draft.cost = try cost.get()
    guard withMemory else { return }
    let stepKey = Self.paths(withMemory: true).map { draft.setting(at: $0) }
    let memory = memories[stepKey] ?? Self.result { try trainingMemoryOf(configuration) }
    memories[stepKey] = memory
    draft.cost?.trainingMemory = try memory.get()
  }

  private static func result<Value>(
    _ body: () throws -> Value
  ) -> Result<Value, ConfigurationErrors> {
    do {
      return .success(try body())
    } catch let errors as ConfigurationErrors {
      return .failure(errors)
    } catch {
      return .failure(
        ConfigurationErrors([ConfigurationError("its cost is not known: \(error)")]))
    }
  }
}
