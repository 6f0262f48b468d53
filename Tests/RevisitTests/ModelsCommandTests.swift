import Analysis
import Foundation
import Testing

/// The list of all networks beside what was published of them.
@Suite(.timeLimit(.minutes(5))) struct ModelsCommandTests {
  private static let reference = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../paper-tables/reference").standardizedFileURL.path

  @Test func `each network stands beside its published counts`() throws {
    let ended = try models("resnet50", "--format", "table")
    #expect(ended.status == 0, "\(ended.errors)")
    let lines = ended.output.split(separator: "\n")
    let row = try #require(lines.first { $0.hasPrefix("resnet50 ") })
    #expect(
      row.split(separator: " ") == [
        "resnet50", "224", "25.557", "26", "-1.70", "1", "4.089", "4.1", "-0.26",
        "efficientnet/table2_models",
      ])
    #expect(lines.filter { $0.hasPrefix("resnet50") }.allSatisfy { $0.count <= 120 })
  }

  @Test func `ResNet-RS counts two operations a multiply-add`() throws {
    let ended = try models("resnetrs101", "--format", "json")
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [[String: Any]])
    #expect(list.map { $0["resolution"] as? Int } == [160, 192])
    let first = try #require(list.first)
    #expect(first["convention"] as? String == "twice_multiply_adds")
    #expect(first["multiply_adds"] as? Int == 4_181_532_672)
    #expect(first["operations"] as? Int == 8_363_065_344)
    #expect(first["published_operations"] as? Double == 8.4e9)
    #expect(first["parameters_difference"] as? Double == 63_618_696 - 64e6)
    #expect(first["source"] as? String == "resnet-rs/table7_models")
  }

  @Test func `a pattern with a star is the whole name`() throws {
    let records = try CSV.records(of: models("regnetx*", "--format", "csv").output)
    #expect(records.count == 13)
    #expect(records.dropFirst().allSatisfy { $0[0].text.hasPrefix("regnetx_") })
    #expect(try models("*x_00*", "--format", "csv").output.contains("regnetx_008"))
  }

  @Test func `all networks are listed, those that nobody published too`() throws {
    let records = try CSV.records(of: models("--format", "csv").output)
    let names = Set(records.dropFirst().map { $0[0].text })
    #expect(names.isSuperset(of: ["resnet18", "cifar_resnet20", "tf_efficientnet_b7"]))
    let none = try #require(records.first { $0[0].text == "cifar_resnet20" })
    #expect(none[3].text.isEmpty)
  }

  @Test func `a pattern that nothing matches says so`() throws {
    let ended = try models("nonesuch")
    #expect(
      ended.errors == "Error: no network matches 'nonesuch'; 'revisit models' lists them all\n")
    #expect(ended.status == 1)
  }

  private func models(_ arguments: String...) throws -> Ended {
    try Workplace.with {
      try $0.revisit(["models"] + arguments + ["--reference", Self.reference])
    }
  }
}
