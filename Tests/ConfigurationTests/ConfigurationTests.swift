import Configuration
import Testing

@Suite struct ConfigurationTests {
  @Test func `all errors come at once, with the nearest name and what was expected`() throws {
    var settings = IdentityTests.settings
    settings["train.epochs"] = nil
    settings["train.batch"] = .text("many")
    settings["train.weight_decy"] = .number(1)
    let errors = try #require(
      #expect(throws: ConfigurationErrors.self) { try Configuration(settings: settings) })
    #expect(
      errors.description == """
        unknown setting 'train.weight_decy'; did you mean 'train.weight_decay'?
        'train.epochs' is missing (passes over the training split); expected a whole number from 1 to 100000
        'train.batch' is many; expected a whole number from 1 to 1000000
        """)
  }

  @Test func `a batch that the training split cannot fill is refused`() throws {
    var settings = IdentityTests.settings
    settings["data.train_images"] = .integer(100)
    let errors = try #require(
      #expect(throws: ConfigurationErrors.self) { try Configuration(settings: settings) })
    #expect(errors.description.contains("less than one batch (train.batch: 128)"))
  }

  @Test func `shards that do not divide the batch are refused`() throws {
    var settings = IdentityTests.settings
    settings["train.shards"] = .integer(3)
    let errors = try #require(
      #expect(throws: ConfigurationErrors.self) { try Configuration(settings: settings) })
    #expect(
      errors.description.contains("train.shards is 3, which does not divide train.batch: 128"))
  }

  @Test func `sources of chance that do not vary keep the draws of replicate zero`() throws {
    let third = try Configuration(settings: IdentityTests.settings).replicate(3)
    #expect(third.seeds.replicate(for: .order) == 3)
    #expect(third.seeds.replicate(for: .split) == 0)
  }
}
