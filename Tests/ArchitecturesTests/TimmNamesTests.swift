import Architectures
import Configuration
import Graphs
import Tensors
import Testing

@Suite struct TimmNamesTests {
  static let models = [
    "resnet18", "resnet50", "resnet50d", "seresnet50", "resnetrs50", "efficientnet_b0",
    "tf_efficientnet_b0", "regnetx_002", "regnety_002", "deit_tiny_patch16_224", "r3d_18",
    "r2plus1d_18",
  ]

  @Test(arguments: models)
  func `names and shapes are those of PyTorch's state dictionary`(of name: String) throws {
    let entry = try Catalogue.entry(named: name)
    let graph = try network(entry.model, images: entry.images(), classes: entry.classes)
    let rows = try GoldenTable(
      "state_shapes/\(name).tsv", separator: "\t", columns: ["name", "shape", "kind"]
    ).rows.filter { $0["name"]?.hasSuffix("num_batches_tracked") == false }
    func expected(_ kind: String) throws -> [String: [Int]] {
      let entries = try rows.filter { $0["kind"] == kind }.map { row in
        (try row.text("name"), try row.extents("shape"))
      }
      return Dictionary(uniqueKeysWithValues: entries)
    }
    let parameters = graph.parameters.map {
      (timmName(of: $0.name, in: entry.model), $0.shape.extents)
    }
    let statistics = graph.statistics.map {
      (timmName(of: $0.name, in: entry.model), $0.shape.extents)
    }
    #expect(Dictionary(uniqueKeysWithValues: parameters) == (try expected("param")))
    #expect(Dictionary(uniqueKeysWithValues: statistics) == (try expected("buffer")))
  }

  @Test(
    arguments: zip(
      [
        "stem.norm.running_var", "stage2.block1.shortcut.norm.weight",
        "stage4.block11.conv3.weight", "head.linear.bias",
      ],
      [
        "bn1.running_var", "layer2.0.downsample.1.weight", "layer4.10.conv3.weight", "fc.bias",
      ]))
  func `names become timm's`(ours: String, theirs: String) {
    #expect(timmName(of: ours, in: ModelConfiguration(family: .resnet)) == theirs)
  }

  @Test func `shortcuts that pool count one layer more`() {
    var model = ModelConfiguration(family: .resnet)
    model.shortcut = .pooled
    let name = timmName(of: "stage2.block1.shortcut.norm.weight", in: model)
    #expect(name == "layer2.0.downsample.2.weight")
  }

  @Test(arguments: [ModelFamily.cifarResNet, .resNet3D, .resNet3DRS])
  func `networks that timm and torchvision have not keep our names`(family: ModelFamily) {
    let model = ModelConfiguration(family: family, depth: 50)
    #expect(timmName(of: "stage1.block1.conv1.weight", in: model) == "stage1.block1.conv1.weight")
  }
}
