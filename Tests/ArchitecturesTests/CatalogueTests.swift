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

  @Test func `an unknown name is refused with the nearest, or with all where none is near`() {
    let near = #expect(throws: ArchitectureError.self) { try Catalogue.entry(named: "ResNet51") }
    #expect(
      near?.description
        == "unknown model 'ResNet51'; did you mean 'resnet50', 'resnet18' or 'resnet34'?")
    let one = #expect(throws: ArchitectureError.self) {
      try Catalogue.entry(named: "cifar_resnet111")
    }
    let start = "unknown model 'cifar_resnet111'; did you mean 'cifar_resnet110'"
    #expect(one?.description.hasPrefix(start) == true)
    let far = #expect(throws: ArchitectureError.self) { try Catalogue.entry(named: "vgg") }
    let names = Catalogue.entries.map(\.name).joined(separator: ", ")
    #expect(far?.description == "unknown model 'vgg'. There are: \(names)")
  }
}
