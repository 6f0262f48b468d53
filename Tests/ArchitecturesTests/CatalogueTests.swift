import Architectures
import Configuration
import Graphs
import Tensors
import Testing

@Suite struct CatalogueTests {
  @Test(arguments: Catalogue.entries)
  func `every entry can be built`(of entry: CatalogueEntry) throws {
    let size = entry.resolution
    let graph = try network(entry.model, images: [size, size, 3], classes: entry.classes)
    #expect(graph.outputShape == [entry.classes])
  }

  @Test func `names are unique`() {
    #expect(Set(Catalogue.entries.map(\.name)).count == Catalogue.entries.count)
  }

  @Test(
    arguments: zip(["resnet51", "vit"], ["; did you mean 'resnet50'?", "."]))
  func `an unknown name is refused with the nearest and all names`(name: String, hint: String) {
    let error = #expect(throws: ArchitectureError.self) { try Catalogue.entry(named: name) }
    #expect(
      error?.description
        == "unknown model '\(name)'\(hint) There are: resnet18, resnet34, resnet50, resnet101, "
        + "resnet152, cifar_resnet20, cifar_resnet32, cifar_resnet44, cifar_resnet56, "
        + "cifar_resnet110")
  }
}
