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

  @Test(
    arguments: zip(
      [
        ModelConfiguration(family: .cifarResNet, depth: 8),
        ModelConfiguration(family: .cifarResNet, depth: 110),
        ModelConfiguration(family: .cifarResNet, depth: 29, block: .bottleneck),
        ModelConfiguration(family: .cifarResNet, blocksPerStage: [1, 2, 3]),
        ModelConfiguration(family: .resnet, blocksPerStage: [1, 1, 2, 1], block: .bottleneck),
      ],
      [
        Layout(block: .basic, blocks: [1, 1, 1]), Layout(block: .basic, blocks: [18, 18, 18]),
        Layout(block: .bottleneck, blocks: [3, 3, 3]), Layout(block: .basic, blocks: [1, 2, 3]),
        Layout(block: .bottleneck, blocks: [1, 1, 2, 1]),
      ]))
  func `depths and lists of blocks give layouts`(model: ModelConfiguration, layout: Layout) throws {
    #expect(try model.layout() == layout)
  }

  @Test(
    arguments: zip(
      [
        ModelConfiguration(family: .resnet),
        ModelConfiguration(family: .resnet, depth: 20),
        ModelConfiguration(family: .resnet, depth: 18, block: .bottleneck),
        ModelConfiguration(family: .resnet, blocksPerStage: [1, 2, 3]),
        ModelConfiguration(family: .cifarResNet, blocksPerStage: [1, 2, 3, 4]),
        ModelConfiguration(family: .cifarResNet, depth: 21),
        ModelConfiguration(family: .cifarResNet, depth: 2),
        ModelConfiguration(family: .cifarResNet, depth: 21, block: .bottleneck),
      ],
      [
        "neither model.depth nor model.blocks_per_stage is given",
        "resnet has no published depth 20; there are 18, 34, 50, 101, 152, or give "
          + "model.blocks_per_stage and model.block",
        "resnet of depth 18 has basic blocks; for others give model.blocks_per_stage instead of "
          + "the depth",
        "model.blocks_per_stage has 3 stages; resnet has 4",
        "model.blocks_per_stage has 4 stages; cifar_resnet has 3",
        "cifar_resnet with basic blocks has depths 6n + 2, found 21; the nearest are 20 and 26",
        "cifar_resnet with basic blocks has depths 6n + 2, found 2; the nearest are 8 and 14",
        "cifar_resnet with bottleneck blocks has depths 9n + 2, found 21; the nearest are 20 and "
          + "29",
      ]))
  func `what does not exist is refused with what there is`(
    model: ModelConfiguration, message: String
  ) {
    let error = #expect(throws: ArchitectureError.self) { try model.layout() }
    #expect(error?.description == message)
  }
}
