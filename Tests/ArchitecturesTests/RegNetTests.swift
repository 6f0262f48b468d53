import Architectures
import Configuration
import Graphs
import Kernels
import Tensors
import Testing

@Suite struct RegNetTests {
  // Radosavovic et al. 2020, figures 15 and 16; the last two have widths that a group forces.
  @Test(
    arguments: zip(
      [
        ModelConfiguration(family: .regNetX, variant: .mf200),
        ModelConfiguration(family: .regNetY, variant: .mf400),
        ModelConfiguration(family: .regNetX, variant: .gf8),
        ModelConfiguration(family: .regNetY, variant: .gf32),
      ],
      [
        [[24, 1, 8], [56, 1, 8], [152, 4, 8], [368, 7, 8]],
        [[48, 1, 8], [104, 3, 8], [208, 6, 8], [440, 6, 8]],
        [[80, 2, 80], [240, 5, 120], [720, 15, 120], [1_920, 1, 120]],
        [[232, 2, 232], [696, 5, 232], [1_392, 12, 232], [3_712, 1, 232]],
      ]))
  func `stages have the published widths, blocks and groups`(
    model: ModelConfiguration, stages: [[Int]]
  ) throws {
    let graph = try network(model, images: [64, 64, 3], classes: 10)
    let found = (1...4).map { stage in
      let layers = graph.nodes.filter {
        $0.name.hasPrefix("stage\(stage).") && $0.name.hasSuffix("conv2")
      }
      guard let first = layers.first, case .convolution(let operation) = first.operation else {
        return [0]
      }
      return [operation.channels, layers.count, operation.channels / operation.groups]
    }
    #expect(found == stages)
  }

  @Test func `a line gives the network of the variant that was made of it`() throws {
    var model = ModelConfiguration(family: .regNetY, depth: 16)
    model.line = WidthLine(start: 48, slope: 27.89, ratio: 2.09, groupWidth: 8)
    let named = ModelConfiguration(family: .regNetY, variant: .mf400)
    #expect(
      try network(model, images: [64, 64, 3], classes: 10)
        == network(named, images: [64, 64, 3], classes: 10))
  }

  @Test func `Y is X with squeeze and excitation behind the grouped convolution`() throws {
    var model = ModelConfiguration(family: .regNetX, variant: .mf200)
    model.squeezeRatio = 0.25
    let y = try network(
      ModelConfiguration(family: .regNetY, variant: .mf200), images: [64, 64, 3], classes: 10)
    #expect(try network(model, images: [64, 64, 3], classes: 10) == y)
    let names = y.nodes.map(\.name)
    let gate = try #require(names.firstIndex(of: "stage1.block1.se.scale"))
    #expect(names[gate + 1] == "stage1.block1.conv3")
  }

  @Test func `the squeezed channels count from the block's input`() throws {
    let graph = try network(
      ModelConfiguration(family: .regNetY, variant: .mf400), images: [64, 64, 3], classes: 10)
    let squeezed = ["stage1.block1", "stage2.block1", "stage2.block2"].map { block in
      graph.nodes.first { $0.name == "\(block).se.reduce" }?.shape
    }
    #expect(squeezed == [[8], [12], [26]])
  }

  @Test func `a line with a part missing is refused with what is needed`() {
    var model = ModelConfiguration(family: .regNetX, depth: 13)
    model.line = WidthLine(start: 24, slope: 36.44)
    let error = #expect(throws: ArchitectureError.self) {
      try network(model, images: [64, 64, 3], classes: 10)
    }
    #expect(
      error?.description
        == "regnet_x needs model.variant, or all of model.depth, model.w0, model.wa, model.wm and "
        + "model.group_width")
  }
}
