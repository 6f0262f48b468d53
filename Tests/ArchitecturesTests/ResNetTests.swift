import Architectures
import Configuration
import Graphs
import Kernels
import Tensors
import Testing

@Suite struct ResNetTests {
  @Test func `the stages of the ImageNet network halve the image as in the paper's table`() throws {
    let model = ModelConfiguration(family: .resnet, depth: 50)
    let graph = try network(model, images: [224, 224, 3], classes: 1_000)
    let shapes = ["stem.conv", "stem.pool"].map { name in
      graph.nodes.first { $0.name == name }?.shape
    }
    #expect(shapes == [[112, 112, 64], [56, 56, 64]])
    let ends = [3, 4, 6, 3].enumerated().map { stage, blocks in
      graph.nodes.first { $0.name == "stage\(stage + 1).block\(blocks).relu" }?.shape
    }
    #expect(ends == [[56, 56, 256], [28, 28, 512], [14, 14, 1_024], [7, 7, 2_048]])
  }

  @Test func `the stride of a bottleneck lies in its middle convolution`() throws {
    let model = ModelConfiguration(family: .resnet, depth: 50)
    let graph = try network(model, images: [64, 64, 3], classes: 10)
    let strides = (1...3).map { number in
      stride(of: "stage2.block1.conv\(number)", in: graph)
    }
    #expect(strides == [Pair(1), Pair(2), Pair(1)])
    #expect(stride(of: "stage2.block1.shortcut.conv", in: graph) == Pair(2))
  }

  @Test func `the stride of a basic block lies in its first convolution`() throws {
    let model = ModelConfiguration(family: .cifarResNet, depth: 8)
    let graph = try network(model, images: [32, 32, 3], classes: 10)
    let strides = (1...2).map { number in
      stride(of: "stage3.block1.conv\(number)", in: graph)
    }
    #expect(strides == [Pair(2), Pair(1)])
  }

  @Test func `a shortcut is projected only where the shape changes`() throws {
    let model = ModelConfiguration(family: .cifarResNet, depth: 14)
    let graph = try network(model, images: [32, 32, 3], classes: 10)
    let projected = graph.nodes.map(\.name).filter { $0.hasSuffix("shortcut.conv") }
    #expect(projected == ["stage2.block1.shortcut.conv", "stage3.block1.shortcut.conv"])
  }

  @Test func `the first stage of bottlenecks is projected without a stride`() throws {
    let model = ModelConfiguration(family: .resnet, depth: 50)
    let graph = try network(model, images: [64, 64, 3], classes: 10)
    #expect(stride(of: "stage1.block1.shortcut.conv", in: graph) == Pair(1))
  }

  // Bello et al. 2021, arXiv 2103.07579, table 7 prints 4.6 and 8.4 G (2 x multiply-adds) for 50 and 101 layers at
  // 160 pixels, which fits the released stem and not the one that the text describes.
  @Test(
    arguments: zip([StemKind.deepStrided, .deepOnly], [["4.6", "8.4"], ["4.5", "8.3"]]))
  func `the stems of ResNet-RS differ in the table's digits`(
    stem: StemKind, billions: [String]
  ) throws {
    let found = try [50, 101].map { depth in
      var model = ModelConfiguration(family: .resNetRS, depth: depth)
      model.stem = stem
      let graph = try network(model, images: [160, 160, 3], classes: 1_000)
      #expect(graph.nodes.first { $0.name == "stage1.block1.relu" }?.shape == [40, 40, 256])
      return "\((Double(2 * graph.multiplyAdds) / 1e8).rounded() / 10)"
    }
    #expect(found == billions)
  }

  @Test func `the deep stem halves the channels of its first two convolutions`() throws {
    let model = ModelConfiguration(family: .resNetD, depth: 50, width: 0.5)
    let graph = try network(model, images: [65, 65, 3], classes: 10)
    let stem = graph.nodes.filter { $0.name.hasPrefix("stem.conv") || $0.name == "stem.pool" }
    #expect(stem.map(\.shape) == [[33, 33, 16], [33, 33, 16], [33, 33, 32], [17, 17, 32]])
  }

  @Test func `a pooled shortcut averages two pixels each way, rounded up, where there is a stride`()
    throws
  {
    let model = ModelConfiguration(family: .resNetD, depth: 50)
    let graph = try network(model, images: [97, 97, 3], classes: 10)
    let pools = graph.nodes.filter { $0.name.hasSuffix("shortcut.pool") }
    #expect(
      pools.map(\.name)
        == (2...4).map { "stage\($0).block1.shortcut.pool" })
    #expect(pools.map { $0.shape.extents[0] } == [13, 7, 4])
    let window = Window(kernel: Pair(2), stride: Pair(2))
    let operation = PoolingOperation(.averageInside, window: window, roundsUp: true)
    #expect(pools.allSatisfy { $0.operation == .pooling(operation) })
    #expect(stride(of: "stage2.block1.shortcut.conv", in: graph) == Pair(1))
  }

  @Test func `an image of one pixel goes through every shortcut`() throws {
    let model = ModelConfiguration(family: .resNetRS, depth: 26)
    let graph = try network(model, images: [1, 1, 3], classes: 10)
    #expect(graph.outputShape == [10])
  }

  @Test func `squeeze and excitation stands between the last norm and the sum`() throws {
    let model = ModelConfiguration(family: .seResNet, depth: 18)
    let graph = try network(
      model, images: [32, 32, 3], classes: 10, stochasticDepth: 0.1)
    let names = graph.nodes.map(\.name)
    let norm = try #require(names.firstIndex(of: "stage2.block2.norm2"))
    #expect(
      names[norm...(norm + 9)].map { $0.replacing("stage2.block2.", with: "") } == [
        "norm2", "se.pool", "se.reduce", "se.relu", "se.expand", "se.sigmoid", "se.scale", "drop",
        "add", "relu",
      ])
  }

  // Hu et al. 2017, section 4: reduction 16; Bello et al. 2021, section 4: ratio 0.25.
  @Test(
    arguments: zip(
      [ModelFamily.seResNet, .resNetRS], [[16, 32, 64, 128], [64, 128, 256, 512]]))
  func `the squeezed channels are a part of the block's output`(
    family: ModelFamily, channels: [Int]
  ) throws {
    let graph = try network(
      ModelConfiguration(family: family, depth: 50), images: [32, 32, 3], classes: 10)
    let squeezed = (1...4).map { stage in
      graph.nodes.first { $0.name == "stage\(stage).block1.se.reduce" }?.shape.count
    }
    #expect(squeezed == channels)
  }

  @Test func `the last scale of every branch starts at zero where the family has it so`() throws {
    func zeros(_ model: ModelConfiguration) throws -> [String] {
      try network(model, images: [32, 32, 3], classes: 10).parameters
        .filter { $0.role == .normScale && $0.initialization == .constant(0) }.map(\.name)
    }
    let names = [1, 2].map { "stage3.block\($0).norm3.weight" }
    let rs = ModelConfiguration(family: .resNetRS, depth: 26)
    #expect(try zeros(rs).count == 8)
    #expect(try zeros(rs).filter { $0.hasPrefix("stage3") } == names)
    var plain = ModelConfiguration(family: .resnet, depth: 18)
    #expect(try zeros(plain).isEmpty)
    plain.zeroLastScale = true
    #expect(try zeros(plain).count == 8)
  }

  @Test func `the choices of ResNet-RS turn a CIFAR network into its form of it`() throws {
    var model = ModelConfiguration(family: .cifarResNet, depth: 8)
    model.squeezeRatio = 0.25
    model.shortcut = .pooled
    let graph = try network(model, images: [32, 32, 3], classes: 10)
    let names = graph.nodes.map(\.name)
    #expect(
      names.contains("stage3.block1.shortcut.pool") && names.contains("stage3.block1.se.scale"))
  }

  // The table of STUDY-FILE.md, section "Networks".
  @Test(
    arguments: [
      (ModelFamily.resNetD, StemKind.deep, ShortcutKind.pooled, 0),
      (.seResNet, .conv7, .strided, 0.0625), (.resNetRS, .deepStrided, .pooled, 0.25),
    ])
  func `a family is the plain network with its choices`(
    family: ModelFamily, stem: StemKind, shortcut: ShortcutKind, squeezeRatio: Double
  ) throws {
    var plain = ModelConfiguration(family: .resnet, depth: 50)
    (plain.stem, plain.shortcut) = (stem, shortcut)
    (plain.squeezeRatio, plain.zeroLastScale) = (squeezeRatio, true)
    let images: Shape = [64, 64, 3]
    let named = ModelConfiguration(family: family, depth: 50)
    #expect(
      try network(plain, images: images, classes: 10)
        == network(named, images: images, classes: 10))
  }

  // timm: rate * i / (N - 1) for block i of N, which `resnetrs-layout.yaml` of the golden files lists for RS-50:
  // 0, then steps of 0.1 / 15; the stages begin at blocks 0, 3, 7 and 13.
  @Test func `stochastic depth grows by equal steps from none to its rate`() throws {
    let model = ModelConfiguration(family: .resNetRS, depth: 50)
    let graph = try network(model, images: [32, 32, 3], classes: 10, stochasticDepth: 0.1)
    let expected = (1..<16).map { 0.1 * Double($0) / 15 }
    #expect(graph.dropRates == expected)
    #expect(!graph.nodes.contains { $0.name == "stage1.block1.drop" })
  }

  // The code released with ResNet-RS: 2/5, 3/5, 4/5 and 5/5 of the rate for the stages of 3, 4, 6 and 3 blocks.
  @Test func `stochastic depth by stages is the same for all blocks of one`() throws {
    let model = ModelConfiguration(family: .resNetRS, depth: 50)
    let graph = try network(
      model, images: [32, 32, 3], classes: 10, stochasticDepth: 0.5, stochasticDepthRule: .stage)
    let expected = zip([0.2, 0.3, 0.4, 0.5], [3, 4, 6, 3]).flatMap { rate, blocks in
      Array(repeating: rate, count: blocks)
    }
    #expect(zip(graph.dropRates, expected).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(graph.dropRates.count == 16)
  }

  private func stride(of name: String, in graph: Graph) -> Pair? {
    guard
      case .convolution(let operation) = graph.nodes.first(where: { $0.name == name })?.operation
    else { return nil }
    return operation.window.stride
  }
}
