import Architectures
import Configuration
import Graphs
import Tensors
import Testing

/// What a network's cost depends on: large studies count it once for all points that share this.
@Suite struct CostSettingsTests {
  @Test(arguments: [
    "resnet50", "resnetrs50", "efficientnet_b0", "regnety_004", "deit_tiny_patch16_224",
  ])
  func `dropout and stochastic depth change no cost`(name: String) throws {
    let model = try Catalogue.entry(named: name).model
    let plain = try network(model, images: [224, 224, 3], classes: 10).cost
    let regularized = try network(
      model, images: [224, 224, 3], classes: 10, dropout: 0.2, stochasticDepth: 0.1
    ).cost
    #expect(plain == regularized)
  }
}
