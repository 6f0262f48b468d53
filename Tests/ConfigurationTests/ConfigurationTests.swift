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

  @Test(
    arguments: zip(
      [
        ["data.set": "packed"], ["data.file": "a.h5", "data.sha256": "01234567"],
        ["data.set": "packed", "data.file": "../a.h5"],
        ["data.set": "packed", "data.file": "a.h5", "data.sha256": "0123456X"],
      ],
      [
        "data.set is packed, but there is no data.file; name the file that 'revisit data prepare' made",
        """
        'data.file' says nothing about data.set: cifar10; take it away, it is for packed
        'data.sha256' says nothing about data.set: cifar10; take it away, it is for packed
        """,
        "'data.file' is ../a.h5; expected the name of a file, of letters, digits, '-', '_' and '.'",
        "'data.sha256' is 0123456X; expected 8 to 64 hexadecimal digits (0 to 9, a to f)",
      ]))
  func `a packed set is a file's name, and nothing else has one`(
    given: [String: String], message: String
  ) throws {
    let settings = IdentityTests.settings.merging(given.mapValues(SettingValue.text)) { $1 }
    let errors = try #require(
      #expect(throws: ConfigurationErrors.self) { try Configuration(settings: settings) })
    #expect(errors.description == message)
  }

  @Test func `the name and the pin of a packed set belong to the identity`() throws {
    func point(_ file: String, _ sha256: String?) throws -> Configuration {
      var settings = IdentityTests.settings
      settings["data.set"] = .text("packed")
      settings["data.file"] = .text(file)
      settings["data.sha256"] = sha256.map(SettingValue.text)
      return try Configuration(settings: settings)
    }
    let points = try [point("a.h5", nil), point("b.h5", nil), point("a.h5", "01234567")]
    #expect(Set(points.map(\.pointID)).count == 3)
    for point in points {
      #expect(try Configuration(canonicalText: point.canonicalText).settings == point.settings)
    }
  }

  @Test func `sources of chance that do not vary keep the draws of replicate zero`() throws {
    let third = try Configuration(settings: IdentityTests.settings).replicate(3)
    #expect(third.seeds.replicate(for: .order) == 3)
    #expect(third.seeds.replicate(for: .split) == 0)
  }
}
