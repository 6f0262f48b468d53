import Configuration
import Testing

@Suite struct SettingKindTests {
  @Test func `whole and real numbers become each other only without loss`() {
    #expect(SettingKind.number(0...10).accepted(.integer(3)) == .number(3))
    #expect(SettingKind.integer(0...10).accepted(.number(3)) == .integer(3))
    #expect(SettingKind.integer(0...10).accepted(.number(3.5)) == nil)
  }

  @Test func `values outside their range or of another type are refused`() {
    #expect(SettingKind.integer(1...4).accepted(.integer(5)) == nil)
    #expect(SettingKind.number(0...1).accepted(.number(1.5)) == nil)
    #expect(SettingKind.boolean.accepted(.text("no")) == nil)
    #expect(SettingKind.choice(["sgd"]).accepted(.text("adam")) == nil)
    #expect(SettingKind.integers(1...9).accepted(.integers([])) == nil)
    #expect(SettingKind.choices(["a", "b"]).accepted(.texts(["a", "a"])) == nil)
  }

  @Test func `a set of words is kept sorted`() {
    #expect(SettingKind.choices(["a", "b"]).accepted(.texts(["b", "a"])) == .texts(["a", "b"]))
  }
}
