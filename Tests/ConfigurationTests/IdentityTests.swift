import Configuration
import Testing

@Suite struct IdentityTests {
  static let settings: [String: SettingValue] = [
    "model.family": .text("cifar_resnet"), "model.depth": .integer(20),
    "data.set": .text("cifar10"), "train.epochs": .integer(10), "train.batch": .integer(128),
    "train.learning_rate": .number(0.1),
  ]

  @Test func `a default that is spelled out keeps the identity`() throws {
    var spelled = Self.settings
    spelled["model.width"] = .integer(1)
    spelled["regularize.dropout"] = .number(0)
    spelled["numerics"] = .text("native")
    #expect(
      try Configuration(settings: spelled).pointID
        == Configuration(settings: Self.settings).pointID)
  }

  @Test func `a changed value changes the identity`() throws {
    var changed = Self.settings
    changed["train.epochs"] = .integer(11)
    #expect(
      try Configuration(settings: changed).pointID
        != Configuration(settings: Self.settings).pointID)
  }

  @Test func `numerics decide bits, and so the identity`() throws {
    var held = Self.settings
    held["numerics"] = .text("avx2")
    let configuration = try Configuration(settings: held)
    #expect(configuration.numerics == .avx2)
    #expect(configuration.canonicalText.contains("\nnumerics: avx2\n"))
    #expect(try configuration.pointID != Configuration(settings: Self.settings).pointID)
  }

  @Test func `the canonical text is sorted and leaves defaults out`() throws {
    #expect(
      try Configuration(settings: Self.settings).canonicalText == """
        data.set: cifar10
        model.depth: 20
        model.family: cifar_resnet
        train.batch: 128
        train.epochs: 10
        train.learning_rate: 0.1

        """)
  }

  // SHA-256 of the text above, from outside: settings that come later must not move it.
  @Test func `the identity of a point is what it was`() throws {
    #expect(try Configuration(settings: Self.settings).pointID == "c5e9754f0be487a7")
  }
}
