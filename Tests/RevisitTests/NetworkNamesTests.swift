import Architectures
import Foundation
import References
import Testing

@Suite struct NetworkNamesTests {
  @Test func `every printed name leads to networks of the catalogue`() throws {
    let reference = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../paper-tables/reference").standardizedFileURL
    let names = try ReferenceLibrary(folder: reference).networks.catalogueNames
    #expect(names.count > 60)
    for name in Set(names.values.joined()).sorted() {
      #expect(throws: Never.self) { try Catalogue.entry(named: name) }
    }
  }
}
