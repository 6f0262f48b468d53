import Documents
import Foundation
import Studies
import Testing

@Suite struct SiteTests {
  private static func site(_ text: String) throws -> Site {
    let file = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    return try Site(file: file.path(percentEncoded: false))
  }

  @Test func `an absolute folder stays as it is`() throws {
    let site = try Self.site("data: /data\njobs: 3\n")
    #expect(site.data == "/data" && site.jobs == 3)
  }

  @Test func `a relative folder lies beside the file`() throws {
    let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    let site = try Self.site("data: sets\n")
    let expected = URL(filePath: folder).appending(path: "sets").standardizedFileURL
    #expect(site.data.map { URL(filePath: $0).standardizedFileURL } == expected)
  }

  @Test func `wrong keys and values are all reported with their positions`() throws {
    let errors = try #require(
      #expect(throws: DocumentErrors.self) { try Self.site("dat: /data\njobs: 0\n") })
    #expect(errors.errors.map(\.position) == errors.errors.map(\.position).sorted())
    #expect(
      errors.errors.map(\.message) == [
        "unknown key 'dat' in the file; did you mean 'data'?",
        "'jobs' is '0'; expected a whole number from 1 to 1024",
      ])
  }
}
