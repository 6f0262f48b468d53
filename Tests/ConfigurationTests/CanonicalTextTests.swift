import Configuration
import Testing

@Suite struct CanonicalTextTests {
  private static let required = IdentityTests.settings.filter { $0.key != "model.depth" }

  /// One setting of each kind.
  @Test func `the canonical text reads back`() throws {
    var settings = Self.required
    settings["model.blocks_per_stage"] = .integers([2, 3, 4])
    settings["model.width"] = .number(0.1 + 0.2)
    settings["data.flip"] = .boolean(true)
    settings["seeds.vary"] = .texts(["order", "init"])
    let configuration = try Configuration(settings: settings)
    let read = try Configuration(canonicalText: configuration.canonicalText)
    #expect(read == configuration)
  }

  @Test(
    arguments: zip(
      ["model.depth 20\n", "model.dept: 20\n", "model.depth: deep\n"],
      [
        "'model.depth 20' is no setting; expected its path, a colon and a value",
        "unknown setting 'model.dept'; did you mean 'model.depth'?",
        "'model.depth' is deep; expected a whole number from 1 to 10000",
      ]))
  func `a text that is none is refused`(text: String, message: String) throws {
    let sound = try Configuration(settings: IdentityTests.settings).canonicalText
    let damaged = sound.replacing("model.depth: 20\n", with: text)
    let error = #expect(throws: ConfigurationErrors.self) {
      try Configuration(canonicalText: damaged)
    }
    #expect(error?.errors.first?.description == message)
  }
}
