import Architectures
import Configuration
import Graphs
import Tensors
import Testing

@Suite struct CatalogueTests {
  @Test(arguments: Catalogue.entries)
  func `every entry can be built`(of entry: CatalogueEntry) throws {
    let graph = try network(entry.model, images: entry.images(), classes: entry.classes)
    #expect(graph.outputShape == [entry.classes])
  }

  @Test func `images and clips have the published extents, or those asked for`() throws {
    let image = try Catalogue.entry(named: "resnet50")
    #expect(image.images() == [224, 224, 3])
    #expect(image.images(resolution: 96) == [96, 96, 3])
    let clip = try Catalogue.entry(named: "r3d_50")
    #expect(clip.images() == [32, 224, 224, 3])
    #expect(clip.images(resolution: 96, frames: 8) == [8, 96, 96, 3])
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
