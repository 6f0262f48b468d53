import Architectures
import Configuration
import Testing

@Suite struct LayoutsTests {
  @Test(
    arguments: zip(
      [18, 34, 50, 101, 152],
      [
        Layout(block: .basic, blocks: [2, 2, 2, 2]), Layout(block: .basic, blocks: [3, 4, 6, 3]),
        Layout(block: .bottleneck, blocks: [3, 4, 6, 3]),
        Layout(block: .bottleneck, blocks: [3, 4, 23, 3]),
        Layout(block: .bottleneck, blocks: [3, 8, 36, 3]),
      ]))
  func `the depths of the paper's table have its layouts`(depth: Int, layout: Layout) throws {
    #expect(try ModelConfiguration(family: .resnet, depth: depth).layout() == layout)
  }

  // Bello et al. 2021, arXiv 2103.07579, table 11 and appendix E.
  @Test(
    arguments: zip(
      [26, 50, 101, 152, 200, 270, 300, 350, 400, 420],
      [
        [2, 2, 2, 2], [3, 4, 6, 3], [3, 4, 23, 3], [3, 8, 36, 3], [3, 24, 36, 3], [4, 29, 53, 4],
        [4, 36, 54, 4], [4, 36, 72, 4], [6, 48, 72, 6], [4, 44, 87, 4],
      ]))
  func `the depths of ResNet-RS have its layouts`(depth: Int, blocks: [Int]) throws {
    let layout = try ModelConfiguration(family: .resNetRS, depth: depth).layout()
    #expect(layout == Layout(block: .bottleneck, blocks: blocks))
  }

  @Test(
    arguments: zip(
      [
        ModelConfiguration(family: .cifarResNet, depth: 8),
        ModelConfiguration(family: .cifarResNet, depth: 110),
        ModelConfiguration(family: .cifarResNet, depth: 29, block: .bottleneck),
        ModelConfiguration(family: .cifarResNet, blocksPerStage: [1, 2, 3]),
        ModelConfiguration(family: .resnet, blocksPerStage: [1, 1, 2, 1], block: .bottleneck),
        ModelConfiguration(family: .resNetRS, blocksPerStage: [1, 1, 2, 1]),
      ],
      [
        Layout(block: .basic, blocks: [1, 1, 1]), Layout(block: .basic, blocks: [18, 18, 18]),
        Layout(block: .bottleneck, blocks: [3, 3, 3]), Layout(block: .basic, blocks: [1, 2, 3]),
        Layout(block: .bottleneck, blocks: [1, 1, 2, 1]),
        Layout(block: .bottleneck, blocks: [1, 1, 2, 1]),
      ]))
  func `depths and lists of blocks give layouts`(model: ModelConfiguration, layout: Layout) throws {
    #expect(try model.layout() == layout)
  }

  private static let refused: [(model: ModelConfiguration, message: String)] = [
    (
      ModelConfiguration(family: .resnet),
      "neither model.depth nor model.blocks_per_stage is given"
    ),
    (
      ModelConfiguration(family: .resnet, depth: 20),
      "resnet has no published depth 20; there are 18, 34, 50, 101, 152, or give "
        + "model.blocks_per_stage and model.block"
    ),
    (
      ModelConfiguration(family: .resNetD, depth: 270),
      "resnet_d has no published depth 270; there are 18, 34, 50, 101, 152, or give "
        + "model.blocks_per_stage and model.block"
    ),
    (
      ModelConfiguration(family: .resnet, depth: 18, block: .bottleneck),
      "resnet of depth 18 has basic blocks; for others give model.blocks_per_stage instead of "
        + "the depth"
    ),
    (
      ModelConfiguration(family: .resnet, blocksPerStage: [1, 2, 3]),
      "model.blocks_per_stage has 3 stages; resnet has 4"
    ),
    (
      ModelConfiguration(family: .cifarResNet, blocksPerStage: [1, 2, 3, 4]),
      "model.blocks_per_stage has 4 stages; cifar_resnet has 3"
    ),
    (
      ModelConfiguration(family: .cifarResNet, depth: 21),
      "cifar_resnet with basic blocks has depths 6n + 2, found 21; the nearest are 20 and 26"
    ),
    (
      ModelConfiguration(family: .cifarResNet, depth: 2),
      "cifar_resnet with basic blocks has depths 6n + 2, found 2; the nearest are 8 and 14"
    ),
    (
      ModelConfiguration(family: .cifarResNet, depth: 21, block: .bottleneck),
      "cifar_resnet with bottleneck blocks has depths 9n + 2, found 21; the nearest are 20 and 29"
    ),
  ]

  @Test(arguments: refused)
  func `what does not exist is refused with what there is`(
    model: ModelConfiguration, message: String
  ) {
    let error = #expect(throws: ArchitectureError.self) { try model.layout() }
    #expect(error?.description == message)
  }
}
