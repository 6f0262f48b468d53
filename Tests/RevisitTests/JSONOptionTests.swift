import Foundation
import Testing

/// `--json` on the listings that are no study's.
@Suite(.timeLimit(.minutes(5))) struct JSONOptionTests {
  private static let tables = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../paper-tables").standardizedFileURL.path
  private static let reference = tables + "/reference"

  @Test func `for networks it is short for a format`() throws {
    try Workplace.with { place in
      let model = try place.revisit("model", "resnet18", "--json")
      #expect(try place.revisit("model", "resnet18", "--format", "json").output == model.output)
      #expect(model.output.hasPrefix("{\n"))
      let models = try place.revisit("models", "resnet18", "--json", "--reference", Self.reference)
      #expect(
        try place.revisit(
          "models", "resnet18", "--format", "json", "--reference", Self.reference
        ).output == models.output)
      #expect(models.output.hasPrefix("[\n"))
    }
  }

  @Test func `a check of tables tells which files are outdated`() throws {
    try Workplace.with { place in
      let name = "resnet-rs-stems"
      try place.revisit(
        "tables", name, "--reference", Self.reference, "--output", place.folder.path)
      let arguments = [
        "tables", name, "--check", "--json", "--reference", Self.reference, "--output", ".",
      ]
      let sound = try place.revisit(arguments)
      #expect(sound.status == 0, "\(sound.errors)")
      let before = try Self.object(sound)
      #expect(before.keys.sorted() == ["folder", "is_up_to_date", "outdated", "tables"])
      #expect(before["is_up_to_date"] as? Bool == true)
      #expect(before["tables"] as? [String] == [name])
      try place.write("another", to: "\(name)/\(name).csv")
      let changed = try place.revisit(arguments)
      #expect(changed.status == 1)
      let after = try Self.object(changed)
      #expect(after["outdated"] as? [String] == ["\(name)/\(name).csv"])
      #expect(after["is_up_to_date"] as? Bool == false)
    }
  }

  @Test func `tables are written without JSON`() throws {
    try Workplace.with { place in
      let ended = try place.revisit("tables", "--json")
      #expect(ended.status == 64)
      #expect(ended.errors.hasPrefix("Error: --json is for --check.\n"))
    }
  }

  private static func object(_ ended: Ended) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(ended.output.utf8))
    return object as? [String: Any] ?? [:]
  }
}
