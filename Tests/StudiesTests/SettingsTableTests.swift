import Configuration
import Foundation
import Testing

@Suite struct SettingsTableTests {
  /// The settings as STUDY-FILE.md lists them: all but those of the section `seeds`.
  static let table = Schema.settings.filter { !$0.path.hasPrefix("seeds.") }.map { setting in
    let absent = setting.isRequired ? "required" : "absent"
    let value = setting.defaultValue.map { "`\($0.canonicalText)`" } ?? absent
    return "| `\(setting.path)` | \(setting.kind.expectation) | \(value) | \(setting.summary) |\n"
  }.joined()

  @Test func `the documentation lists every setting as the schema has it`() throws {
    let url = StudyFilesTests.root.appending(path: "STUDY-FILE.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    #expect(text.contains(Self.table), "put this table into STUDY-FILE.md:\n\(Self.table)")
  }
}
