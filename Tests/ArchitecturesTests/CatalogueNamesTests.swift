import Testing

@testable import Architectures

@Suite struct CatalogueNamesTests {
  @Test(arguments: [
    ("resnet50d", ["ResNet-50-D", "resnet_d_50", "ResNet50d"]),
    ("seresnet50", ["SE-ResNet-50", "se_resnet50"]),
    ("resnetrs101", ["resnet_rs_101", "ResNet-RS-101", "resnet_rs101", "RESNETRS101"]),
    ("efficientnet_b0", ["EfficientNet-B0", "efficientnetb0"]),
    ("tf_efficientnet_b7", ["tf-efficientnet-b7"]),
    ("regnety_008", ["regnety_800mf", "RegNetY-800MF", "regnet_y_800mf"]),
    ("regnety_016", ["regnet_y_1_6gf", "RegNetY-1.6GF"]),
    ("regnety_160", ["regnet_y_16gf", "RegNetY-16GF"]),
    ("regnetx_040", ["RegNetX-4.0GF", "RegNetX-4GF"]),
    ("deit_tiny_patch16_224", ["DeiT-Ti", "deit_tiny", "deit_ti_224", "deit_tiny_patch16"]),
    ("vit_base_patch16_224", ["vit_b_16", "ViT-B/16", "vit_base_patch16_224"]),
    ("deit_base_patch16_384", ["deit_base_384", "DeiT-B-384", "deit_b_16_384"]),
    ("cifar_resnet20", ["CIFAR-ResNet-20"]),
  ])
  func `the papers' and the libraries' spellings mean one network`(
    name: String, spellings: [String]
  ) throws {
    for spelling in spellings + [name] {
      let match = try Catalogue.match(spelling)
      #expect(match.entry.name == name && match.weightTag == nil)
    }
  }

  @Test(
    arguments: zip(
      ["resnet50.a1_in1k", "efficientnet_b0.ra_in1k", "RegNetY-1.6GF.tv2"],
      [("resnet50", "a1_in1k"), ("efficientnet_b0", "ra_in1k"), ("regnety_016", "tv2")]))
  func `a tag of weights is told from the network`(
    spelling: String, expected: (name: String, tag: String)
  ) throws {
    let match = try Catalogue.match(spelling)
    #expect(match.entry.name == expected.name && match.weightTag == expected.tag)
  }

  @Test func `every name means its own entry, and plain spellings are unique`() throws {
    for entry in Catalogue.entries { #expect(try Catalogue.match(entry.name).entry == entry) }
    let plain = Catalogue.entries.map { plainSpelling($0.name) }
    #expect(Set(plain).count == plain.count)
  }

  @Test(arguments: ["resnet", "vit", "deit_b_384_16", "resnet50.", ".resnet50", "", "."])
  func `half a name is none`(name: String) {
    #expect(throws: ArchitectureError.self) { try Catalogue.match(name) }
  }
}
