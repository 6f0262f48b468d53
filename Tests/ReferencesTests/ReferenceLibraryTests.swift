import Documents
import Foundation
import References
import Testing

@Suite struct ReferenceLibraryTests {
  @Test func `tables go by folder and file`() throws {
    try withFolder(["networks.yaml": Sample.networks, "group/table.yaml": Sample.table]) { root in
      let library = try ReferenceLibrary(folder: root)
      #expect(library.tables.keys.sorted() == ["group/table"])
      #expect(library.networks.catalogueNames["RS-50"] == ["resnetrs50", "rs50"])
      #expect(library.networks.counts.map(\.resolution) == [.pixels(160)])
      let error = #expect(throws: ReferenceError.self) { try library.table(named: "group/tables") }
      #expect(
        error?.description == "no reference table 'group/tables'; did you mean 'group/table'?")
    }
  }

  @Test(
    arguments: zip(
      [("group/table,", "group/tab,"), ("parameters: params", "parameters: param"), ("", "")],
      [
        "networks.yaml: no reference table 'group/tab'; did you mean 'group/table'?",
        "group/table.yaml: no column 'param'; did you mean 'params'?", "",
      ]))
  func `columns of published counts must be there`(
    change: (String, String), expected: String
  ) throws {
    let networks =
      change.0.isEmpty ? Sample.networks : Sample.networks.replacing(change.0, with: change.1)
    try withFolder(["networks.yaml": networks, "group/table.yaml": Sample.table]) { root in
      var found = ""
      do { _ = try ReferenceLibrary(folder: root) } catch { found = "\(error)" }
      #expect(found == expected)
    }
  }

  @Test func `errors of a file name it with its place`() throws {
    let table = Sample.table.replacing("status: complete", with: "status: done")
    try withFolder(["networks.yaml": Sample.networks, "group/table.yaml": table]) { root in
      let errors = #expect(throws: DocumentErrors.self) { try ReferenceLibrary(folder: root) }
      #expect(
        errors?.description
          == "group/table.yaml:4:9: 'status' is 'done'; expected one of complete, partial, missing")
    }
  }

  @Test func `every table of the project has sources, and most values are verified`() throws {
    let library = try ReferenceLibrary(folder: projectReference)
    #expect(library.tables.count >= 79)
    let values = library.tables.values.flatMap { $0.rows.flatMap(\.values) }
    #expect(values.count > 6_000)
    #expect(library.tables.values.allSatisfy { !$0.sources.isEmpty })
    let unverified = library.tables.values.filter { table in
      table.rows.contains { $0.values.contains { !$0.provenance.isVerified } }
    }
    #expect(
      unverified.map(\.name).sorted() == [
        "resnet-rs/table10_training_setup", "resnet-rs/table11_block_allocation",
        "resnet-rs/table12_scaling_dropout", "resnet-rs/table6_video",
        "rsb/derived_training_compute",
      ])
  }
}
